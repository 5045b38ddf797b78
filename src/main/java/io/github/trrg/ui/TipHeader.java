package io.github.trrg.ui;

import java.awt.event.MouseEvent;
import java.util.function.IntFunction;

import javax.swing.table.JTableHeader;
import javax.swing.table.TableColumnModel;

/** Heads of columns that explain themselves when pointed at. */
final class TipHeader extends JTableHeader {

	private static final long serialVersionUID = 1L;

	private final transient IntFunction<String> tips;

	/** @param tips explanation of a column of the table's model, by its index there */
	TipHeader(final TableColumnModel columns, final IntFunction<String> tips) {
		super(columns);
		this.tips = tips;
	}

	@Override
	public String getToolTipText(final MouseEvent event) {
		final int column = columnAtPoint(event.getPoint());
		return column < 0 ? null : tips.apply(columnModel.getColumn(column).getModelIndex());
	}
}
