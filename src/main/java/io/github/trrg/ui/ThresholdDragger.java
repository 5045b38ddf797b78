package io.github.trrg.ui;

import java.awt.Cursor;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.OptionalDouble;

import io.github.trrg.ui.ClueTableModel.Column;

/** Moves the thresholds of a clue table by dragging their marks. */
final class ThresholdDragger extends MouseAdapter {

	/** Pixels beside a mark from which it can be dragged. */
	private static final int REACH = 6;

	private final ClueTable table;
	private final Inspector inspector;
	private int row = -1;
	private double threshold;

	ThresholdDragger(final ClueTable table, final Inspector inspector) {
		this.table = table;
		this.inspector = inspector;
	}

	/** Where the mark of a row of the view is being dragged to. */
	OptionalDouble dragged(final int shown) {
		return shown == row ? OptionalDouble.of(threshold) : OptionalDouble.empty();
	}

	/** @return the row of the mark at that place of the view, or −1 */
	private int markAt(final Point point) {
		final int at = table.rowAtPoint(point), column = table.columnAtPoint(point);
		if (at < 0 || column < 0 || table.convertColumnIndexToModel(column) != Column.PROBABILITY.ordinal()) return -1;
		final ClueRow clue = table.clue(at);
		final Rectangle bar = bar(at, column);
		return !clue.disease().isNoFinding() && Math.abs(point.x - bar.x - bar.width * clue.disease().threshold()) <= REACH ? at : -1;
	}

	private Rectangle bar(final int at, final int column) {
		return ProbabilityBar.bar(table.getCellRect(at, column, false), table.getFontMetrics(table.getFont()));
	}

	@Override
	public void mouseMoved(final MouseEvent event) {
		table.setCursor(Cursor.getPredefinedCursor(markAt(event.getPoint()) >= 0 ? Cursor.E_RESIZE_CURSOR : Cursor.DEFAULT_CURSOR));
	}

	@Override
	public void mousePressed(final MouseEvent event) {
		row = markAt(event.getPoint());
		if (row >= 0) threshold = table.clue(row).disease().threshold();
	}

	@Override
	public void mouseDragged(final MouseEvent event) {
		if (row < 0) return;
		final Rectangle bar = bar(row, table.convertColumnIndexToView(Column.PROBABILITY.ordinal()));
		threshold = Math.round(100 * Math.max(0, Math.min(1, (event.getX() - bar.x) / (double) bar.width))) / 100.0;
		table.repaint();
	}

	@Override
	public void mouseReleased(final MouseEvent event) {
		if (row < 0) return;
		final ClueRow clue = table.clue(row);
		row = -1;
		if (clue.disease().threshold() != threshold) inspector.threshold(clue.disease().name(), threshold);
	}
}
