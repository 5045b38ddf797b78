package io.github.trrg.ui;

import java.awt.Color;
import java.awt.Component;
import java.awt.Cursor;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import javax.swing.JLabel;
import javax.swing.JTable;
import javax.swing.ListSelectionModel;
import javax.swing.RowFilter;
import javax.swing.SortOrder;
import javax.swing.RowSorter;
import javax.swing.table.DefaultTableCellRenderer;
import javax.swing.table.JTableHeader;
import javax.swing.table.TableCellRenderer;
import javax.swing.table.TableRowSorter;

import io.github.trrg.page.CluePicture;
import io.github.trrg.report.Mention;
import io.github.trrg.ui.ClueTableModel.Column;

/** The table of clues: its selected rows are the diseases shown on the image, its ticks what the language model is told. */
final class ClueTable extends JTable {

	private static final long serialVersionUID = 1L;
	/** Pixels beside the threshold mark from which it can be dragged. */
	private static final int REACH = 6;
	private static final Color WARNING = new Color(0xc2410c);

	private final transient Inspector inspector;
	private final ClueTableModel clues;
	private final TableRowSorter<ClueTableModel> sorter;
	private boolean updating;
	private int draggedRow = -1;
	private double draggedThreshold;

	ClueTable(final Inspector inspector, final ClueTableModel model) {
		super(model);
		this.inspector = inspector;
		clues = model;
		sorter = new TableRowSorter<>(model);
		sorter.setComparator(Column.PROBABILITY.ordinal(), Comparator.comparingDouble(ClueRow::probability));
		sorter.setComparator(Column.REPORT.ordinal(), Comparator.comparing((final ClueRow row) -> row.contradiction().isEmpty()).thenComparing(ClueRow::mention));
		sorter.setSortKeys(List.of(new RowSorter.SortKey(Column.PROBABILITY.ordinal(), SortOrder.DESCENDING)));
		setRowSorter(sorter);
		setSelectionMode(ListSelectionModel.MULTIPLE_INTERVAL_SELECTION);
		setAutoCreateColumnsFromModel(false);
		setShowGrid(false);
		setFillsViewportHeight(true);
		setRowHeight(getFontMetrics(getFont()).getHeight() + 8);
		putClientProperty("terminateEditOnFocusLost", true);
		renderers();
		widths();
		keys();
		final MarkDragger dragger = new MarkDragger();
		addMouseListener(dragger);
		addMouseMotionListener(dragger);
		getAccessibleContext().setAccessibleName(Texts.get("table.name"));
	}

	/** @return the row of the mark at that place of the view, or −1 */
	private int markAt(final Point point) {
		final int row = rowAtPoint(point), column = columnAtPoint(point);
		if (row < 0 || column < 0 || convertColumnIndexToModel(column) != Column.PROBABILITY.ordinal()) return -1;
		final ClueRow clue = clues.row(convertRowIndexToModel(row));
		final Rectangle bar = bar(row, column);
		return !clue.disease().isNoFinding() && Math.abs(point.x - bar.x - bar.width * clue.disease().threshold()) <= REACH ? row : -1;
	}

	private Rectangle bar(final int row, final int column) {
		return ProbabilityBar.bar(getCellRect(row, column, false), getFontMetrics(getFont()));
	}

	/** Drags threshold marks. */
	private final class MarkDragger extends MouseAdapter {

		@Override
		public void mouseMoved(final MouseEvent event) {
			setCursor(Cursor.getPredefinedCursor(markAt(event.getPoint()) >= 0 ? Cursor.E_RESIZE_CURSOR : Cursor.DEFAULT_CURSOR));
		}

		@Override
		public void mousePressed(final MouseEvent event) {
			draggedRow = markAt(event.getPoint());
			if (draggedRow >= 0) draggedThreshold = clues.row(convertRowIndexToModel(draggedRow)).disease().threshold();
		}

		@Override
		public void mouseDragged(final MouseEvent event) {
			if (draggedRow < 0) return;
			final Rectangle bar = bar(draggedRow, convertColumnIndexToView(Column.PROBABILITY.ordinal()));
			draggedThreshold = Math.round(100 * Math.max(0, Math.min(1, (event.getX() - bar.x) / (double) bar.width))) / 100.0;
			repaint();
		}

		@Override
		public void mouseReleased(final MouseEvent event) {
			if (draggedRow < 0) return;
			final ClueRow clue = clues.row(convertRowIndexToModel(draggedRow));
			draggedRow = -1;
			if (clue.disease().threshold() != draggedThreshold) inspector.threshold(clue.disease().name(), draggedThreshold);
		}
	}

	private void renderers() {
		final ProbabilityBar bar = new ProbabilityBar();
		renderer(Column.PROBABILITY, (table, value, selected, focus, row, column) -> {
			final Component shown = bar.getTableCellRendererComponent(table, value, selected, focus, row, column);
			if (row == draggedRow) bar.preview(draggedThreshold);
			return shown;
		});
		renderer(Column.DISEASE, new DiseaseCell());
		renderer(Column.THRESHOLD, new NumberCell());
		renderer(Column.REGION, new NumberCell());
		renderer(Column.REPORT, new ReportCell());
	}

	private void renderer(final Column column, final TableCellRenderer renderer) {
		getColumnModel().getColumn(column.ordinal()).setCellRenderer(renderer);
	}

	private void widths() {
		final int[] characters = { 5, 23, 18, 10, 8, 12 };
		final int character = getFontMetrics(getFont()).charWidth('n');
		for (int i = 0; i < characters.length; i++)
			getColumnModel().getColumn(i).setPreferredWidth(characters[i] * character);
		getColumnModel().getColumn(Column.TELL.ordinal()).setMaxWidth(8 * character);
	}

	private void keys() {
		Keys.bindFocused(this, "SPACE", () -> selectedRows().forEach(clue -> inspector.tick(clue.disease().name(), !clue.selected())));
		for (final String key : List.of("DELETE", "BACK_SPACE"))
			Keys.bindFocused(this, key, () -> selectedRows().forEach(clue -> inspector.reset(clue.disease().name())));
	}

	private List<ClueRow> selectedRows() {
		final List<ClueRow> selected = new ArrayList<>();
		for (final int row : getSelectedRows())
			selected.add(clues.row(convertRowIndexToModel(row)));
		return selected;
	}

	/** Shows only diseases whose name has this in it. */
	void filter(final String text) {
		sorter.setRowFilter(text.isBlank() ? null : RowFilter.regexFilter("(?i)" + Pattern.quote(text.strip()), Column.DISEASE.ordinal()));
	}

	/** Shows these rows. */
	void update(final List<ClueRow> rows) {
		updating = true;
		clues.setRows(rows);
		updating = false;
		showSelection();
	}

	/** Selects the diseases that the inspector shows. */
	void showSelection() {
		updating = true;
		final ListSelectionModel selection = getSelectionModel();
		selection.setValueIsAdjusting(true);
		for (int row = 0; row < getRowCount(); row++) {
			final boolean show = inspector.maps().diseases().contains(clues.row(convertRowIndexToModel(row)).disease().name());
			if (show && !isRowSelected(row)) selection.addSelectionInterval(row, row);
			if (!show && isRowSelected(row)) selection.removeSelectionInterval(row, row);
		}
		selection.setValueIsAdjusting(false);
		updating = false;
		repaint();
	}

	@Override
	public void valueChanged(final javax.swing.event.ListSelectionEvent event) {
		super.valueChanged(event);
		if (updating || inspector == null || event.getValueIsAdjusting()) return;
		inspector.show(selectedRows().stream().map(row -> row.disease().name()).toList());
		inspector.recordShown();
	}

	@Override
	public String getToolTipText(final MouseEvent event) {
		final int row = rowAtPoint(event.getPoint()), column = columnAtPoint(event.getPoint());
		if (row < 0 || column < 0) return null;
		final ClueRow clue = clues.row(convertRowIndexToModel(row));
		final Column shown = Column.values()[convertColumnIndexToModel(column)];
		if (shown == Column.REPORT && !clue.contradiction().isEmpty()) return clue.contradiction();
		if (clue.disease().isNoFinding() && (shown == Column.TELL || shown == Column.THRESHOLD)) return Texts.get("noFinding.tip");
		if (!clue.disease().calibrated()) return Texts.get("uncalibrated.tip");
		return shown.tip();
	}

	@Override
	protected JTableHeader createDefaultTableHeader() {
		return new JTableHeader(columnModel) {

			private static final long serialVersionUID = 1L;

			@Override
			public String getToolTipText(final MouseEvent event) {
				final int column = columnAtPoint(event.getPoint());
				return column < 0 ? null : Column.values()[convertColumnIndexToModel(column)].tip();
			}
		};
	}

	/** The disease's name, with its colour while its map is shown. */
	private final class DiseaseCell extends DefaultTableCellRenderer {

		private static final long serialVersionUID = 1L;

		@Override
		public Component getTableCellRendererComponent(final JTable table, final Object value, final boolean selected, final boolean focus, final int row,
			final int column)
		{
			super.getTableCellRendererComponent(table, value, selected, focus, row, column);
			final ClueRow clue = clues.row(convertRowIndexToModel(row));
			final int index = inspector.maps().sentence() == ShownMaps.NONE ? inspector.maps().diseases().indexOf(clue.disease().name()) : -1;
			setIcon(new Swatch(index < 0 ? null : new Color(CluePicture.colour(index)), getFontMetrics(getFont()).getAscent()));
			setText(clue.edited() ? Texts.get("table.edited", clue.disease().name()) : clue.disease().name());
			setFont(clue.selected() ? getFont().deriveFont(java.awt.Font.BOLD) : getFont());
			return this;
		}
	}

	private static final class NumberCell extends DefaultTableCellRenderer {

		private static final long serialVersionUID = 1L;

		NumberCell() {
			setHorizontalAlignment(JLabel.RIGHT);
		}

		@Override
		protected void setValue(final Object value) {
			setText(value == null ? "" : String.format(Locale.ROOT, "%.2f", value));
		}
	}

	/** What the report says of the disease, with a sign where that contradicts the clue. */
	private static final class ReportCell extends DefaultTableCellRenderer {

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
