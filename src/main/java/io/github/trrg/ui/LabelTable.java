package io.github.trrg.ui;

import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.swing.Icon;
import javax.swing.JTable;
import javax.swing.ListSelectionModel;
import javax.swing.SwingConstants;
import javax.swing.table.DefaultTableCellRenderer;
import javax.swing.table.JTableHeader;
import javax.swing.table.TableCellRenderer;

import io.github.trrg.page.CluePicture;
import io.github.trrg.report.Label;
import io.github.trrg.report.Mention;
import io.github.trrg.ui.LabelTableModel.Column;

/** The table of labels: a click sets one, a click on the one that is set takes it back. Its selected row is the disease that regions are drawn for. */
final class LabelTable extends JTable {

	private static final long serialVersionUID = 1L;
	private static final Map<String, Label> LETTERS = Map.of("P", Label.POSITIVE, "A", Label.NEGATIVE, "U", Label.UNCERTAIN, "B", Label.BLANK, "DELETE", Label.BLANK,
		"BACK_SPACE", Label.BLANK);

	private final transient Annotator annotator;
	private final LabelTableModel labels;

	LabelTable(final Annotator annotator, final LabelTableModel model) {
		super(model);
		this.annotator = annotator;
		labels = model;
		setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
		setAutoCreateColumnsFromModel(false);
		setShowGrid(false);
		setFillsViewportHeight(true);
		setRowHeight(getFontMetrics(getFont()).getHeight() + 8);
		getTableHeader().setReorderingAllowed(false);
		Keys.tabLeaves(this);
		renderers();
		widths();
		LETTERS.forEach((key, label) -> Keys.bindFocused(this, key, () -> selected().ifPresent(row -> annotator.editing().label(row.disease(), label))));
		Keys.bindFocused(this, "R", () -> selected().ifPresent(row -> annotator.editing().addRegion(row.disease())));
		addMouseListener(new MouseAdapter() {

			@Override
			public void mousePressed(final MouseEvent event) {
				click(rowAtPoint(event.getPoint()), columnAtPoint(event.getPoint()));
			}
		});
		getAccessibleContext().setAccessibleName(Texts.get("heading.annotate.labels"));
	}

	private void click(final int row, final int column) {
		final Label label = row < 0 || column < 0 ? null : Column.values()[convertColumnIndexToModel(column)].label();
		if (label == null) return;
		final LabelRow clicked = labels.row(row);
		annotator.editing().label(clicked.disease(), clicked.label() == label ? Label.BLANK : label);
	}

	/** The row of the disease that is selected. */
	Optional<LabelRow> selected() {
		return Optional.of(getSelectedRow()).filter(row -> row >= 0).map(labels::row);
	}

	void select(final String disease) {
		final int row = labels.indexOf(disease);
		if (row < 0) return;
		setRowSelectionInterval(row, row);
		scrollRectToVisible(getCellRect(row, 0, true));
	}

	/** Shows these rows; the selected disease stays selected. */
	void update(final List<LabelRow> rows) {
		final String disease = selected().map(LabelRow::disease).orElse("");
		labels.setRows(rows);
		final int row = labels.indexOf(disease);
		if (row >= 0 && row != getSelectedRow()) setRowSelectionInterval(row, row);
		repaint();
	}

	private void renderers() {
		final ProbabilityBar bar = new ProbabilityBar();
		final TableCellRenderer nothing = new DefaultTableCellRenderer();
		renderer(Column.DISEASE, new DiseaseCell());
		renderer(Column.MODEL, (table, value, selected, focus, row, column) -> (value == null ? nothing : bar).getTableCellRendererComponent(table, value, selected,
			false, row, column));
		for (final Column column : Column.values())
			if (column.label() != null) renderer(column, new ChoiceCell(column.label()));
		renderer(Column.TEXT, new TextCell());
	}

	private void renderer(final Column column, final TableCellRenderer renderer) {
		getColumnModel().getColumn(column.ordinal()).setCellRenderer(renderer);
	}

	private void widths() {
		final int[] characters = { 25, 9, 9, 8, 11, 11 };
		final int character = getFontMetrics(getFont()).charWidth('n');
		for (int i = 0; i < characters.length; i++)
			getColumnModel().getColumn(i).setPreferredWidth(characters[i] * character);
	}

	@Override
	public String getToolTipText(final MouseEvent event) {
		final int row = rowAtPoint(event.getPoint()), column = columnAtPoint(event.getPoint());
		if (row < 0 || column < 0) return null;
		final LabelRow shown = labels.row(row);
		final Column kind = Column.values()[convertColumnIndexToModel(column)];
		if (kind == Column.TEXT && !shown.agrees()) return shown.mention() == Mention.NO ? Texts.get("annotate.silent") : Texts.get("annotate.disagrees", Texts
			.get("mention." + shown.mention().word()));
		return kind.tip();
	}

	@Override
	protected JTableHeader createDefaultTableHeader() {
		return new TipHeader(columnModel, column -> Column.values()[column].tip());
	}

	/** The disease, with the colour of its regions if there are any. */
	private final class DiseaseCell extends DefaultTableCellRenderer {

		private static final long serialVersionUID = 1L;

		@Override
		public Component getTableCellRendererComponent(final JTable table, final Object value, final boolean selected, final boolean focus, final int row,
			final int column)
		{
			final LabelRow shown = (LabelRow) value;
			super.getTableCellRendererComponent(table, shown.disease(), selected, false, row, column);
			setIcon(new Swatch(shown.regions() == 0 ? null : new Color(CluePicture.colour(row)), getFontMetrics(getFont()).getAscent()));
			return this;
		}
	}

	/** Whether this label is set. */
	private static final class ChoiceCell extends DefaultTableCellRenderer {

		private static final long serialVersionUID = 1L;
		private static final Color SET = new Color(0x3b7ea1);

		private final Label label;

		ChoiceCell(final Label label) {
			this.label = label;
			setHorizontalAlignment(SwingConstants.CENTER);
		}

		@Override
		public Component getTableCellRendererComponent(final JTable table, final Object value, final boolean selected, final boolean focus, final int row,
			final int column)
		{
			super.getTableCellRendererComponent(table, "", selected, false, row, column);
			final boolean set = ((LabelRow) value).label() == label;
			setIcon(new Ring(set, selected ? getForeground() : set ? SET : Color.GRAY, getFontMetrics(getFont()).getAscent() + 2));
			getAccessibleContext().setAccessibleName(set ? label.word() : "");
			return this;
		}
	}

	/** A ring, filled where something is set. */
	private record Ring(boolean set, Color colour, int size) implements Icon {

		@Override
		public void paintIcon(final Component component, final Graphics graphics, final int x, final int y) {
			final Graphics2D g = (Graphics2D) graphics.create();
			g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
			final int inner = size / 4;
			g.setColor(colour);
			g.drawOval(x, y, size - 1, size - 1);
			if (set) g.fillOval(x + inner, y + inner, size - 2 * inner, size - 2 * inner);
			g.dispose();
		}

		@Override
		public int getIconWidth() {
			return size;
		}

		@Override
		public int getIconHeight() {
			return size;
		}
	}

	/** What the report says of the disease, with a sign where that is not what the label says. */
	private static final class TextCell extends DefaultTableCellRenderer {

		private static final long serialVersionUID = 1L;
		private static final Color WARNING = new Color(0xc2410c);

		@Override
		public Component getTableCellRendererComponent(final JTable table, final Object value, final boolean selected, final boolean focus, final int row,
			final int column)
		{
			final LabelRow shown = (LabelRow) value;
			final String said = Texts.get("mention." + shown.mention().word());
			super.getTableCellRendererComponent(table, shown.agrees() ? said : Texts.get("table.contradicts", said), selected, false, row, column);
			if (!selected) setForeground(shown.agrees() ? table.getForeground() : WARNING);
			return this;
		}
	}
}
