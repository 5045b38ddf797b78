package io.github.trrg.ui;

import java.awt.Component;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.Locale;

import javax.swing.JTable;
import javax.swing.ListSelectionModel;
import javax.swing.SwingConstants;
import javax.swing.event.ListSelectionEvent;
import javax.swing.table.AbstractTableModel;
import javax.swing.table.DefaultTableCellRenderer;
import javax.swing.table.JTableHeader;

/** The studies there are, in the order in which they are offered. A selected one is opened. */
final class WorklistTable extends JTable {

	private static final long serialVersionUID = 1L;
	private static final String[] COLUMNS = { "annotate.list.mark", "annotate.list.name", "annotate.list.uncertainty" };

	private final transient Annotator annotator;
	private final Entries entries;
	private boolean updating;

	WorklistTable(final Annotator annotator) {
		super(new Entries());
		this.annotator = annotator;
		entries = (Entries) getModel();
		setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
		setShowGrid(false);
		setFillsViewportHeight(true);
		setRowHeight(getFontMetrics(getFont()).getHeight() + 6);
		getTableHeader().setReorderingAllowed(false);
		Keys.tabLeaves(this);
		final int character = getFontMetrics(getFont()).charWidth('n');
		final int[] characters = { 4, 24, 9 };
		for (int i = 0; i < characters.length; i++)
			getColumnModel().getColumn(i).setPreferredWidth(characters[i] * character);
		getColumnModel().getColumn(0).setMaxWidth(5 * character);
		setDefaultRenderer(Object.class, new Cell());
		getAccessibleContext().setAccessibleName(Texts.get("heading.annotate.list"));
	}

	void refresh() {
		updating = true;
		final List<Worklist.Entry> now = annotator.worklist().entries();
		if (!now.equals(entries.list)) {
			entries.list = now;
			entries.fireTableDataChanged();
		}
		final int row = now.stream().map(Worklist.Entry::candidate).toList().indexOf(annotator.candidate());
		if (row >= 0 && row != getSelectedRow()) {
			setRowSelectionInterval(row, row);
			scrollRectToVisible(getCellRect(row, 0, true));
		}
		updating = false;
	}

	@Override
	public void valueChanged(final ListSelectionEvent event) {
		super.valueChanged(event);
		if (!updating && !event.getValueIsAdjusting() && entries != null && getSelectedRow() >= 0) annotator.go(entries.list.get(getSelectedRow()).candidate());
	}

	@Override
	public String getToolTipText(final MouseEvent event) {
		final int row = rowAtPoint(event.getPoint());
		if (row < 0) return null;
		final Worklist.Entry entry = entries.list.get(row);
		return entry.trouble().isEmpty() ? Texts.get("annotate.mark." + Entries.mark(entry) + ".tip", entry.candidate().name()) : entry.trouble();
	}

	@Override
	protected JTableHeader createDefaultTableHeader() {
		return new TipHeader(columnModel, column -> Texts.get(COLUMNS[column] + ".tip"));
	}

	private static final class Entries extends AbstractTableModel {

		private static final long serialVersionUID = 1L;

		private transient List<Worklist.Entry> list = List.of();

		@Override
		public int getRowCount() {
			return list.size();
		}

		@Override
		public int getColumnCount() {
			return COLUMNS.length;
		}

		@Override
		public String getColumnName(final int column) {
			return Texts.get(COLUMNS[column]);
		}

		@Override
		public Object getValueAt(final int row, final int column) {
			final Worklist.Entry entry = list.get(row);
			return switch (column) {
				case 0 -> Texts.get("annotate.mark." + mark(entry));
				case 1 -> entry.candidate().name();
				default -> entry.uncertainty() == null ? "" : String.format(Locale.ROOT, "%.2f", entry.uncertainty());
			};
		}

		static String mark(final Worklist.Entry entry) {
			return entry.trouble().isEmpty() ? entry.mark().name().toLowerCase(Locale.ROOT) : "trouble";
		}
	}

	/** What is done is grey. */
	private static final class Cell extends DefaultTableCellRenderer {

		private static final long serialVersionUID = 1L;

		@Override
		public Component getTableCellRendererComponent(final JTable table, final Object value, final boolean selected, final boolean focus, final int row,
			final int column)
		{
			super.getTableCellRendererComponent(table, value, selected, false, row, column);
			setHorizontalAlignment(column == 0 ? SwingConstants.CENTER : column == 1 ? SwingConstants.LEADING : SwingConstants.TRAILING);
			setEnabled(selected || ((Entries) table.getModel()).list.get(row).isOpen());
			return this;
		}
	}
}
