package io.github.trrg.ui;

import java.awt.Color;
import java.awt.Component;
import java.awt.Font;
import java.util.Locale;

import javax.swing.JLabel;
import javax.swing.JTable;
import javax.swing.table.DefaultTableCellRenderer;

import io.github.trrg.page.CluePicture;
import io.github.trrg.report.Mention;

/** How the cells of the clue table look, but for {@link ProbabilityBar}. */
final class ClueCells {

	private static final Color WARNING = new Color(0xc2410c);

	private ClueCells() {}

	/** The disease's name, with its colour while its map is shown. */
	static final class Disease extends DefaultTableCellRenderer {

		private static final long serialVersionUID = 1L;

		private final ClueTable clues;
		private final transient ShownMaps maps;

		Disease(final ClueTable clues, final ShownMaps maps) {
			this.clues = clues;
			this.maps = maps;
		}

		@Override
		public Component getTableCellRendererComponent(final JTable table, final Object value, final boolean selected, final boolean focus, final int row,
			final int column)
		{
			super.getTableCellRendererComponent(table, value, selected, focus, row, column);
			final ClueRow clue = clues.clue(row);
			final int index = maps.sentence() == ShownMaps.NONE ? maps.diseases().indexOf(clue.disease().name()) : -1;
			setIcon(new Swatch(index < 0 ? null : new Color(CluePicture.colour(index)), getFontMetrics(getFont()).getAscent()));
			setText(clue.edited() ? Texts.get("table.edited", clue.disease().name()) : clue.disease().name());
			setFont(clue.selected() ? getFont().deriveFont(Font.BOLD) : getFont());
			return this;
		}
	}

	/** Two digits. */
	static final class Threshold extends DefaultTableCellRenderer {

		private static final long serialVersionUID = 1L;

		Threshold() {
			setHorizontalAlignment(JLabel.RIGHT);
		}

		@Override
		protected void setValue(final Object value) {
			setText(String.format(Locale.ROOT, "%.2f", value));
		}
	}

	/** The region's probability, and how much it exceeds the whole image's. */
	static final class Region extends DefaultTableCellRenderer {

		private static final long serialVersionUID = 1L;

		Region() {
			setHorizontalAlignment(JLabel.RIGHT);
		}

		@Override
		protected void setValue(final Object value) {
			final ClueRow clue = (ClueRow) value;
			// Rounded first: there is no -0.00.
			setText(clue.region() == null ? "" : String.format(Locale.ROOT, "%.2f  %+.2f", clue.region(), Math.round(100 * clue.regionDifference()) / 100.0));
		}
	}

	/** What the report says of the disease, with a sign where that contradicts the clue. */
	static final class Report extends DefaultTableCellRenderer {

		private static final long serialVersionUID = 1L;

		@Override
		public Component getTableCellRendererComponent(final JTable table, final Object value, final boolean selected, final boolean focus, final int row,
			final int column)
		{
			final ClueRow clue = (ClueRow) value;
			super.getTableCellRendererComponent(table, Texts.get("mention." + clue.mention().word()), selected, focus, row, column);
			if (!clue.contradiction().isEmpty()) setText(Texts.get("table.contradicts", Texts.get(clue.mention() == Mention.NO ? "mention.leftOut" : "mention." + clue
				.mention().word())));
			if (!selected) setForeground(clue.contradiction().isEmpty() ? table.getForeground() : WARNING);
			return this;
		}
	}
}
