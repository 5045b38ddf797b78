package io.github.trrg.ui;

import java.awt.Component;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

import javax.swing.JTable;
import javax.swing.ListSelectionModel;
import javax.swing.RowFilter;
import javax.swing.SortOrder;
import javax.swing.RowSorter;
import javax.swing.table.JTableHeader;
import javax.swing.table.TableCellRenderer;
import javax.swing.table.TableRowSorter;

import io.github.trrg.ui.ClueTableModel.Column;

/** The table of clues: its selected rows are the diseases shown on the image, its ticks what the language model is told. */
final class ClueTable extends JTable {

	private static final long serialVersionUID = 1L;

	private final transient Inspector inspector;
	private final ClueTableModel clues;
	private final TableRowSorter<ClueTableModel> sorter;
	private boolean updating;

	ClueTable(final Inspector inspector, final ClueTableModel model) {
		super(model);
		this.inspector = inspector;
		clues = model;
		sorter = new TableRowSorter<>(model);
		sorter.setComparator(Column.PROBABILITY.ordinal(), Comparator.comparingDouble(ClueRow::probability));
		sorter.setComparator(Column.REGION.ordinal(), Comparator.comparingDouble(ClueRow::regionDifference));
		sorter.setComparator(Column.REPORT.ordinal(), Comparator.comparing((final ClueRow row) -> row.contradiction().isEmpty()).thenComparing(ClueRow::mention));
		sorter.setSortKeys(List.of(new RowSorter.SortKey(Column.PROBABILITY.ordinal(), SortOrder.DESCENDING)));
		setRowSorter(sorter);
		setSelectionMode(ListSelectionModel.MULTIPLE_INTERVAL_SELECTION);
		setAutoCreateColumnsFromModel(false);
		setShowGrid(false);
		setFillsViewportHeight(true);
		setRowHeight(getFontMetrics(getFont()).getHeight() + 8);
		putClientProperty("terminateEditOnFocusLost", true);
		final ThresholdDragger dragger = new ThresholdDragger(this, inspector);
		addMouseListener(dragger);
		addMouseMotionListener(dragger);
		renderers(dragger);
		widths();
		keys();
		getAccessibleContext().setAccessibleName(Texts.get("table.name"));
	}

	private void renderers(final ThresholdDragger dragger) {
		final ProbabilityBar bar = new ProbabilityBar();
		renderer(Column.PROBABILITY, (table, value, selected, focus, row, column) -> {
			final Component shown = bar.getTableCellRendererComponent(table, value, selected, focus, row, column);
			dragger.dragged(row).ifPresent(bar::preview);
			return shown;
		});
		renderer(Column.DISEASE, new ClueCells.Disease(this, inspector.maps()));
		renderer(Column.THRESHOLD, new ClueCells.Threshold());
		renderer(Column.REGION, new ClueCells.Region());
		renderer(Column.REPORT, new ClueCells.Report());
	}

	private void renderer(final Column column, final TableCellRenderer renderer) {
		getColumnModel().getColumn(column.ordinal()).setCellRenderer(renderer);
	}

	private void widths() {
		// Only the bars may become shorter than what they show.
		final int[] characters = { 5, 26, 18, 11, 12, 12 }, least = { 5, 27, 12, 9, 11, 11 };
		final int character = getFontMetrics(getFont()).charWidth('n');
		for (int i = 0; i < characters.length; i++) {
			getColumnModel().getColumn(i).setPreferredWidth(characters[i] * character);
			getColumnModel().getColumn(i).setMinWidth(least[i] * character);
		}
		getColumnModel().getColumn(Column.TELL.ordinal()).setMaxWidth(8 * character);
	}

	private void keys() {
		Keys.bindFocused(this, "SPACE", () -> selectedRows().forEach(clue -> inspector.tick(clue.disease().name(), !clue.selected())));
		for (final String key : List.of("DELETE", "BACK_SPACE"))
			Keys.bindFocused(this, key, () -> selectedRows().forEach(clue -> inspector.reset(clue.disease().name())));
	}

	/** @param row of the view */
	ClueRow clue(final int row) {
		return clues.row(convertRowIndexToModel(row));
	}

	private List<ClueRow> selectedRows() {
		final List<ClueRow> selected = new ArrayList<>();
		for (final int row : getSelectedRows())
			selected.add(clue(row));
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
			final boolean show = inspector.maps().diseases().contains(clue(row).disease().name());
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
		inspector.maps().show(selectedRows().stream().map(row -> row.disease().name()).toList());
		inspector.maps().record();
	}

	@Override
	public String getToolTipText(final MouseEvent event) {
		final int row = rowAtPoint(event.getPoint()), column = columnAtPoint(event.getPoint());
		if (row < 0 || column < 0) return null;
		final ClueRow clue = clue(row);
		final Column shown = Column.values()[convertColumnIndexToModel(column)];
		if (shown == Column.REPORT && !clue.contradiction().isEmpty()) return clue.contradiction();
		if (clue.disease().isNoFinding() && (shown == Column.TELL || shown == Column.THRESHOLD)) return Texts.get("noFinding.tip");
		if (!clue.disease().calibrated()) return Texts.get("uncalibrated.tip");
		return shown.tip();
	}

	@Override
	protected JTableHeader createDefaultTableHeader() {
		return new TipHeader(columnModel, column -> Column.values()[column].tip());
	}
}
