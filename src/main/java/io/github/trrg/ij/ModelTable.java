package io.github.trrg.ij;

import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.List;

import ij.IJ;
import ij.WindowManager;
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

	public static void show(final ModelStore store) {
		final ResultsTable table = new ResultsTable();
		final Path current = current(store);
		final List<ModelInfo> models = store.list();
		models.forEach(model -> add(table, model, current));
		if (current != null && models.stream().noneMatch(model -> model.folder().equals(current)))
			add(table, new ModelInfo(current.toString(), current, ModelCard.read(current), ""), current);
		if (GraphicsEnvironment.isHeadless()) {
			IJ.log(table.toString());
			return;
		}
		final boolean first = WindowManager.getWindow(TITLE) == null;
		table.show(TITLE);
		if (first) WindowPlaces.atBottom(TITLE); // where it does not lie behind the dialog
	}

	private static Path current(final ModelStore store) {
		try {
			return store.current();
		}
		catch (final TrrgException e) {
			return null; // there is none, or the chosen one is gone
		}
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
