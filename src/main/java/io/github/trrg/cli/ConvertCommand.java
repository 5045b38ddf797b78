package io.github.trrg.cli;

import java.nio.file.Path;

import io.github.trrg.convert.Conversion;
import io.github.trrg.convert.ConversionResult;
import io.github.trrg.convert.ConversionSettings;
import io.github.trrg.convert.SourceForm;
import io.github.trrg.ij.DatasetImages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trrg convert} */
@Command(name = "convert", description = { "Makes a data set folder of a public data set as it is published. What is skipped is a row in its skipped.csv;",
	"what each form must look like stands in docs/convert.md." })
final class ConvertCommand extends Subcommand {

	@Parameters(paramLabel = "SOURCE", description = "Folder of the published data set, or (r2gen, chexpert) its JSON or CSV file.")
	private Path source;

	@Option(names = "--from", paramLabel = "FORM", required = true, description = "Form of the source: ${COMPLETION-CANDIDATES}, in any case.")
	private SourceForm form;

	@Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder of the new data set; must not exist, or be empty.")
	private Path out;

	@Option(names = "--images", paramLabel = "DIR", description = "Folder of the images, if it is not that of the source.")
	private Path images;

	@Option(names = "--reports", paramLabel = "DIR", description = "MIMIC: folder of the report texts, if it is not that of the source.")
	private Path reports;

	@Option(names = "--split", paramLabel = "FILE", description = {
		"CSV with the columns id and split, or an annotation.json with the ids of the studies; MIMIC: its table of splits. Others are skipped." })
	private Path split;

	@Option(names = "--labels", paramLabel = "FILE", description = "MIMIC: table of CheXpert's or NegBio's labels, to be taken as labels of the studies.")
	private Path labels;

	@Option(names = "--link", description = "Do not copy images, but make hard links, or symbolic ones where the data set lies on another drive.")
	private boolean link;

	@Option(names = "--verify", description = "Decode each image completely. Without it beginning and end of the file are looked at.")
	private boolean verify;

	@Option(names = "--json", description = "Print JSON.")
	private boolean json;

	@Override
	public Integer call() {
		final ConversionResult result;
		try (ConsoleProgress progress = new ConsoleProgress(this::tell, "Stopping; nothing is kept.")) {
			result = Conversion.run(new ConversionSettings(form, source, images, reports, split, labels, link, verify), out, DatasetImages::pixels, progress);
		}
		result.skippedText().forEach(this::tell);
		result.notes().forEach(this::tell);
		if (json) print(result.toJson());
		else out().print(result.text());
		return result.hasFailures() ? Main.SOME_FAILED : Main.DONE;
	}
}
