package io.github.trrg.cli;

import java.nio.file.Path;

import io.github.trrg.model.ImportReport;
import io.github.trrg.model.ImportRequest;
import io.github.trrg.model.ModelImport;
import io.github.trrg.model.ModelStore;
import io.github.trrg.model.PromptFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trrg import} */
@Command(name = "import", description = { "Makes a model of weights published on Hugging Face. What joins the parts is new and must be trained before reports",
	"mean anything; what was mapped, what is new and what was left over is printed." })
final class ImportCommand extends Subcommand {

	@Option(names = "--vision", paramLabel = "DIR", description = "Folder of a Swin Transformer or ResNet.")
	private Path vision;

	@Option(names = "--text", paramLabel = "DIR", description = "Folder of a BERT.")
	private Path text;

	@Option(names = "--llm", paramLabel = "DIR", description = "Folder of a language model: llama (Llama 2 and 3, TinyLlama, Vicuna), mistral, qwen2.")
	private Path language;

	@Option(names = "--delta", paramLabel = "FILE", description = "Weights of R2GenGPT or adapters in safetensors, laid over these.")
	private Path delta;

	@Option(names = "--base", paramLabel = "MODEL", description = "Folder or name of a model that gives the parts not named here.")
	private String base;

	@Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder of the new model; must not exist.")
	private Path out;

	@Option(names = "--precision", paramLabel = "P", defaultValue = ImportRequest.KEEP, description = {
		"How the language model is stored: keep (as it is), f32, bf16, f16, int8, int4. Default: ${DEFAULT-VALUE}." })
	private String precision;

	@Option(names = "--prompt", paramLabel = "FORMAT", defaultValue = PromptFormat.AUTO, description = {
		"How the language model is asked: auto, plain, vicuna, llama2, llama3, mistral, chatml, zephyr. Default: ${DEFAULT-VALUE}." })
	private String prompt;

	@Option(names = "--json", description = "Print JSON.")
	private boolean json;

	@Override
	public Integer call() {
		final Path baseFolder = base == null ? null : ModelStore.standard().find(base);
		final ImportRequest request = new ImportRequest(vision, text, language, delta, baseFolder, out, ImportRequest.storage(precision), prompt);
		final ImportReport report;
		try (ConsoleProgress progress = new ConsoleProgress(this::tell, "Stopping; nothing is kept.")) {
			report = ModelImport.run(request, progress);
		}
		if (json) {
			report.notes().forEach(this::tell);
			print(report.toJson());
		}
		else out().print(report.text());
		return Main.DONE;
	}
}
