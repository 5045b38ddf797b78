package io.github.trrg.cli;

import java.nio.file.Path;

import io.github.trrg.Trrg;
import io.github.trrg.batch.BatchResult;
import io.github.trrg.batch.BatchRun;
import io.github.trrg.batch.BatchSettings;
import io.github.trrg.ij.FolderImages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trrg batch} */
@Command(name = "batch", description = { "Writes the reports of all radiographs in a folder into reports.csv and reports.jsonl.",
	"A file that fails is named and does not stop the run; the slices of a stack are views." })
final class BatchCommand extends Subcommand {

	@Parameters(paramLabel = "FOLDER", description = "Folder of radiographs of any format that ImageJ opens.")
	private Path folder;

	@Option(names = "--out", paramLabel = "DIR", required = true, description = "New folder for all outputs; with --resume, that of the interrupted run.")
	private Path out;

	@Option(names = "--recursive", description = "Read the folders inside too.")
	private boolean recursive;

	@Option(names = "--filter", paramLabel = "GLOB", defaultValue = "",
		description = { "Only files of such names: \"*.png\", \"*.{dcm,tif}\", or regex: and a regular expression.",
		"Default: extensions of image formats, and DICOM files without extension." })
	private String filter;

	@Option(names = "--group", paramLabel = "file|folder|regex:...|dicom", defaultValue = "file",
		description = { "How files become studies: one by one, by folder,",
		"by what a regular expression (its first group) finds in the name, or by DICOM Study Instance UID. Default: ${DEFAULT-VALUE}." })
	private String group;

	@Option(names = "--resume", description = "Go on with the interrupted run in --out; what failed is tried again.")
	private boolean resume;

	@Option(names = "--maps", description = "Save the attention maps of the clues as 32-bit TIFF files.")
	private boolean maps;

	@Option(names = "--html", description = "Save a page per study, with pictures and evidence.")
	private boolean html;

	@Option(names = "--identifiers", description = "Put patient id and Study Instance UID of DICOM files into the outputs. Default: they stay out.")
	private boolean identifiers;

	@Mixin
	private ModelOptions model;

	@Mixin
	private DecodingOptions decoding;

	@Override
	public Integer call() {
		final BatchSettings settings = new BatchSettings(folder, out, recursive, filter, group, resume, maps, html, identifiers);
		try (Trrg trrg = model.open(); ConsoleProgress progress = new ConsoleProgress(this::tell, "Stopping. Call again with --resume to go on.")) {
			final BatchResult result = BatchRun.run(trrg, settings, decoding.over(trrg.model().generation()), new FolderImages(), progress);
			result.failed().forEach((id, reason) -> tell(id + ": " + reason));
			out().println(result.line());
			return result.isComplete() ? Main.DONE : Main.SOME_FAILED;
		}
	}
}
