package io.github.trrg.command;

import java.io.File;
import java.nio.file.Path;

import org.scijava.ItemIO;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.TaskService;

import io.github.trrg.common.TrrgException;
import io.github.trrg.ij.ImageJProgress;
import io.github.trrg.ij.TextOutput;
import io.github.trrg.ij.TypedText;
import io.github.trrg.model.ImportReport;
import io.github.trrg.model.ImportRequest;
import io.github.trrg.model.ModelImport;
import io.github.trrg.model.ModelStore;

/** Makes a model of weights published on Hugging Face. */
@Plugin(type = Command.class, headless = true, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = "Import Model...", weight = 12) })
public final class ImportModel extends TrrgCommand {

	@Parameter
	private TaskService tasks;

	@Parameter
	private StatusService status;

	@Parameter(label = "Store language model as", description = "numbers of its matrices; keep: as they are published", choices = { "keep", "f32", "bf16", "f16",
		"int8", "int4" }, persist = false)
	private String precision = "keep";

	@Parameter(label = "Prompt", description = "how the language model was taught to be asked; auto: look at its folder", choices = { "auto", "plain", "vicuna",
		"llama2", "llama3", "mistral", "chatml", "zephyr" }, persist = false)
	private String prompt = "auto";

	@Parameter(label = "Vision (blank: the base's)", description = "folder of a Swin Transformer or ResNet with config.json and safetensors", style = "directory",
		required = false, persist = false)
	private File vision;

	@Parameter(label = "Text encoder (blank: the base's)", description = "folder of a BERT", style = "directory",
		required = false, persist = false)
	private File text;

	@Parameter(label = "Language model (blank: the base's)", description = "folder of a Llama, Vicuna, TinyLlama, Mistral or Qwen2", style = "directory",
		required = false, persist = false)
	private File llm;

	@Parameter(label = "Delta (blank: none)", description = "safetensors of R2GenGPT or adapters, laid over these", style = "file",
		required = false, persist = false)
	private File delta;

	@Parameter(label = "Base model (blank: the current one)", description = "name or folder of a model that gives the parts without a folder", columns = 24,
		required = false, persist = false)
	private String model = "";

	@Parameter(label = "New model", description = "name of the new model, which goes to the user's models, or path of its folder", columns = 24,
		required = false, persist = false)
	private String output = "";

	/** Folder of the new model. */
	@Parameter(type = ItemIO.OUTPUT)
	private File imported;

	@Override
	protected void execute() {
		if (output.isBlank()) throw new TrrgException("output is missing: give the new model a name.");
		final ModelStore store = ModelStore.standard();
		final boolean complete = TypedText.path(vision) != null && TypedText.path(text) != null && TypedText.path(llm) != null;
		final Path base = complete && model.isBlank() ? null : store.find(model);
		final Path out = store.place(output);
		final ImportReport report;
		try (ImageJProgress progress = new ImageJProgress("Import Model", tasks, status)) {
			report = ModelImport.run(new ImportRequest(TypedText.path(vision), TypedText.path(text), TypedText.path(llm), TypedText.path(delta), base, out,
				ImportRequest.storage(precision), prompt), progress);
		}
		TextOutput.show("TRRG Import", report.text());
		imported = out.toFile();
	}
}
