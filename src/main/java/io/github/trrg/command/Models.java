package io.github.trrg.command;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.scijava.command.Command;
import org.scijava.command.DynamicCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import io.github.trrg.ij.ModelTable;
import io.github.trrg.ij.TextOutput;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.model.ModelCard;
import io.github.trrg.model.ModelInfo;
import io.github.trrg.model.ModelStore;

/**
 * Lists the models that are found, and chooses the one that the other commands use. Its choices are known only when it runs; for such
 * commands CommandService.run gives no result to wait for, ModuleService.run does.
 */
@Plugin(type = Command.class, headless = true, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = "Models...", weight = 13) })
public final class Models extends DynamicCommand {

	private static final String CURRENT = "current";

	@Parameter
	private TrrgSession session;

	@Parameter
	private LogService log;

	@Parameter(label = "Show the model's card", description = "what it was trained on, its licence and its limits", persist = false)
	private boolean show_card = false;

	@Parameter(label = "Use model", description = "name or folder of the model to use from now on", initializer = "listModels", persist = false)
	private String model = CURRENT;

	@Parameter(label = "Or a model folder elsewhere", description = "folder of a model that is not in the list", style = "directory", required = false,
		persist = false)
	private File model_folder;

	/** Offers the models that can be used; whoever is asked sees the table beside the question. */
	private void listModels() {
		final List<String> choices = new ArrayList<>(List.of(CURRENT));
		ModelStore.standard().list().stream().filter(found -> found.problem().isEmpty()).map(ModelInfo::name).distinct().forEach(choices::add);
		getInfo().getMutableInput("model", String.class).setChoices(choices);
		if (!IJ.isMacro() && !GraphicsEnvironment.isHeadless()) ModelTable.show(ModelStore.standard());
	}

	@Override
	public void run() {
		TrrgCommand.run(this::execute, this, log);
	}

	private void execute() {
		final ModelStore store = ModelStore.standard();
		final boolean elsewhere = model_folder != null && !model_folder.getPath().isBlank();
		if (elsewhere) store.choose(model_folder.getPath());
		else if (!model.isBlank() && !model.equalsIgnoreCase(CURRENT)) store.choose(model);
		session.models().close(); // frees the former model, unless in use
		final Path current = store.current(); // complains if there is no model
		ModelTable.show(store);
		if (!show_card) return;
		final String card = ModelCard.text(current);
		TextOutput.show("TRRG Model Card", card.isEmpty() ? "The model in " + current + " has no card." : card);
	}
}
