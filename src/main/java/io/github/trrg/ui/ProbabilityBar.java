package io.github.trrg.ui;

import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.util.Locale;

import javax.swing.JComponent;
import javax.swing.JTable;
import javax.swing.UIManager;
import javax.swing.table.TableCellRenderer;

/** A probability as a bar with its number, and a mark where the threshold stands. */
final class ProbabilityBar extends JComponent implements TableCellRenderer {

	private static final long serialVersionUID = 1L;
	private static final Color SELECTED = new Color(0x3b7ea1), OTHER = new Color(0x9aa5ad);

	private double probability;
	private double threshold;
	private boolean selected;

	/** Where the bar lies in a cell; the number stands right of it. */
	static Rectangle bar(final Rectangle cell, final FontMetrics font) {
		final int number = font.stringWidth("0.00") + 10, margin = 5, height = Math.max(6, font.getAscent() * 2 / 3);
		return new Rectangle(cell.x + margin, cell.y + (cell.height - height) / 2, Math.max(1, cell.width - margin - number), height);
	}

	@Override
	public Component getTableCellRendererComponent(final JTable table, final Object value, final boolean isSelected, final boolean hasFocus, final int row,
		final int column)
	{
		final ClueRow clue = (ClueRow) value;
		probability = clue.probability();
		threshold = clue.disease().threshold();
		selected = clue.selected();
		setFont(table.getFont());
		setForeground(isSelected ? table.getSelectionForeground() : table.getForeground());
		setBackground(isSelected ? table.getSelectionBackground() : table.getBackground());
		return this;
	}

	/** Shows the mark elsewhere while it is dragged. */
	void preview(final double draggedThreshold) {
		threshold = draggedThreshold;
	}

	@Override
	protected void paintComponent(final Graphics graphics) {
		final Graphics2D g = (Graphics2D) graphics.create();
		g.setColor(getBackground());
		g.fillRect(0, 0, getWidth(), getHeight());
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		final FontMetrics font = g.getFontMetrics(getFont());
		final Rectangle bar = bar(new Rectangle(getWidth(), getHeight()), font);
		g.setColor(blend(getForeground(), getBackground(), 0.15));
		g.fillRoundRect(bar.x, bar.y, bar.width, bar.height, 4, 4);
		g.setColor(selected ? SELECTED : OTHER);
		g.fillRoundRect(bar.x, bar.y, (int) Math.round(bar.width * probability), bar.height, 4, 4);
		final int mark = bar.x + (int) Math.round(bar.width * threshold);
		g.setColor(getBackground());
		g.fillRect(mark - 2, bar.y - 3, 4, bar.height + 6);
		g.setColor(getForeground());
		g.fillRect(mark - 1, bar.y - 3, 2, bar.height + 6);
		g.setFont(getFont());
		g.drawString(String.format(Locale.ROOT, "%.2f", probability), bar.x + bar.width + 6, (getHeight() + font.getAscent() - font.getDescent()) / 2);
		g.dispose();
	}

	private static Color blend(final Color a, final Color b, final double part) {
		return new Color((int) (a.getRed() * part + b.getRed() * (1 - part)), (int) (a.getGreen() * part + b.getGreen() * (1 - part)), (int) (a.getBlue() * part + b
			.getBlue() * (1 - part)));
	}

	@Override
	public Dimension getPreferredSize() {
		final FontMetrics font = getFontMetrics(getFont() == null ? UIManager.getFont("Table.font") : getFont());
		return new Dimension(16 * font.charWidth('0'), font.getHeight() + 6);
	}
}
