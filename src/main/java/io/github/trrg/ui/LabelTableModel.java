package io.github.trrg.ui;

import java.util.List;
import java.util.Locale;

import javax.swing.table.AbstractTableModel;

import io.github.trrg.report.Label;

/** The labels of a study as a table. */
final class LabelTableModel extends AbstractTableModel {

	/** What the columns show. */
	enum Column {
		DISEASE(null), MODEL(null), PRESENT(Label.POSITIVE), ABSENT(Label.NEGATIVE), UNCERTAIN(Label.UNCERTAIN), TEXT(null);

		/** Set in this column; null if it shows something else. */
		private final Label label;

		Column(final Label label) {
			this.label = label;
		}

		Label label() {
			return label;
		}

		String title() {
			return Texts.get("annotate.column." + name().toLowerCase(Locale.ROOT));
		}

		String tip() {
			return Texts.get("annotate.column." + name().toLowerCase(Locale.ROOT) + ".tip");
		}
	}

	private static final long serialVersionUID = 1L;

	private transient List<LabelRow> rows = List.of();

	void setRows(final List<LabelRow> newRows) {
		final boolean same = diseases(rows).equals(diseases(newRows));
		if (newRows.equals(rows)) return;
		rows = List.copyOf(newRows);
		if (same && !rows.isEmpty()) fireTableRowsUpdated(0, rows.size() - 1);
		else fireTableDataChanged();
	}

	private static List<String> diseases(final List<LabelRow> rows) {
		return rows.stream().map(LabelRow::disease).toList();
	}

	LabelRow row(final int index) {
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
	public Object getValueAt(final int row, final int column) {
		final LabelRow shown = rows.get(row);
		return switch (Column.values()[column]) {
			case MODEL -> shown.clue();
			default -> shown;
		};
	}
}
