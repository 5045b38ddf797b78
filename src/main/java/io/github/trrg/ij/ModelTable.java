package io.github.trrg.ij;

import java.awt.GraphicsEnvironment;
import java.nio.file.Path;

import ij.IJ;
import ij.measure.ResultsTable;
import io.github.trrg.common.TrrgException;
import io.github.trrg.model.ModelCard;
import io.github.trrg.model.ModelInfo;
import io.github.trrg.model.ModelStore;

/** The models along the search path as a table; without a display, in the log. */
public final class ModelTable {

	/** Title of its window. */
	public static final String TITLE = "TRRG Models";

	private static final double MEGABYTE = 1e6;

	private ModelTable() {}

	/** @throws TrrgException if there is no model */
	public static void show(final ModelStore store) {
		final Path current = store.current();
		final ResultsTable table = new ResultsTable();
		boolean listed = false;
		for (final ModelInfo model : store.list()) {
			add(table, model, current);
			listed |= model.folder().equals(current);
		}
		if (!listed) add(table, new ModelInfo(current.getFileName().toString(), current, ModelCard.read(current), ""), current);
		table.show(TITLE);
		if (GraphicsEnvironment.isHeadless()) IJ.log(table.toString());
	}

	private static void add(final ResultsTable table, final ModelInfo model, final Path current) {
		table.incrementCounter();
		table.addValue("current", model.folder().equals(current) ? "yes" : "");
		table.addValue("name", model.name());
		table.addValue("title", model.card().title());
		table.addValue("MB", model.card().bytes() / MEGABYTE);
		table.setDecimalPlaces(table.getColumnIndex("MB"), 1);
		table.addValue("licence", model.card().licence());
		table.addValue("origin", model.card().origin());
		table.addValue("folder", model.folder().toString());
		table.addValue("problem", model.problem());
	}
}
