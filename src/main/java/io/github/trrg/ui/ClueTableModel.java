package io.github.trrg.ui;

import java.util.List;

import javax.swing.table.AbstractTableModel;

/** The clues of a study as a table; ticks and thresholds are edited in it. */
final class ClueTableModel extends AbstractTableModel {

	/** What the columns show. */
	enum Column {
		TELL, DISEASE, PROBABILITY, THRESHOLD, REGION, REPORT;

		String title() {
			return Texts.get("column." + key());
		}

		String tip() {
			return Texts.get("column." + key() + ".tip");
		}

		private String key() {
			return name().toLowerCase(java.util.Locale.ROOT);
		}
	}

	private static final long serialVersionUID = 1L;

	private final transient Inspector inspector;
	private transient List<ClueRow> rows = List.of();

	ClueTableModel(final Inspector inspector) {
		this.inspector = inspector;
	}

	void setRows(final List<ClueRow> newRows) {
		final boolean same = diseases(rows).equals(diseases(newRows));
		rows = List.copyOf(newRows);
		if (same && !rows.isEmpty()) fireTableRowsUpdated(0, rows.size() - 1);
		else fireTableDataChanged();
	}

	private static List<String> diseases(final List<ClueRow> rows) {
		return rows.stream().map(row -> row.disease().name()).toList();
	}

	ClueRow row(final int index) {
		return rows.get(index);
	}

	/** Index of a disease, or −1. */
	int indexOf(final String disease) {
		return diseases(rows).indexOf(disease);
	}

	@Override
	public int getRowCount() {
		return rows.size();
	}

	@Override
	public int getColumnCount() {
		return Column.values().length;
	}

	@Override
	public String getColumnName(final int column) {
		return Column.values()[column].title();
	}

	@Override
	public Class<?> getColumnClass(final int column) {
		return switch (Column.values()[column]) {
			case TELL -> Boolean.class;
			case THRESHOLD -> Double.class;
			case DISEASE -> String.class;
			case PROBABILITY, REGION, REPORT -> ClueRow.class;
		};
	}

	@Override
	public boolean isCellEditable(final int row, final int column) {
		final Column edited = Column.values()[column];
		return !rows.get(row).disease().isNoFinding() && (edited == Column.TELL || edited == Column.THRESHOLD);
	}

	@Override
	public Object getValueAt(final int row, final int column) {
		final ClueRow clue = rows.get(row);
		return switch (Column.values()[column]) {
			case TELL -> clue.selected();
			case DISEASE -> clue.disease().name();
			case THRESHOLD -> clue.disease().threshold();
			case PROBABILITY, REGION, REPORT -> clue;
		};
	}

	@Override
	public void setValueAt(final Object value, final int row, final int column) {
		final String disease = rows.get(row).disease().name();
		if (Column.values()[column] == Column.TELL) inspector.tick(disease, (Boolean) value);
		else if (value instanceof Double threshold && threshold >= 0 && threshold <= 1) inspector.threshold(disease, threshold);
		else inspector.tell(Texts.get("error.threshold"));
	}
}
