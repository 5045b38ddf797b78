package io.github.trrg.command;

import java.io.File;
import java.util.concurrent.CancellationException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import io.github.trrg.batch.BatchResult;
import io.github.trrg.batch.BatchRun;
import io.github.trrg.batch.BatchSettings;
import io.github.trrg.common.TrrgException;
import io.github.trrg.decode.ChosenSettings;
import io.github.trrg.ij.FolderImages;
import io.github.trrg.ij.ImageJProgress;
import io.github.trrg.ij.ModelCache;
import io.github.trrg.ij.TextOutput;
import io.github.trrg.ij.TypedText;

/** Writes the reports of all radiographs in a folder into tables. */
@Plugin(type = Command.class, headless = true, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = BatchSettings.COMMAND, weight = 4) })
public final class GenerateReportsInFolder extends ModelCommand {

	@Parameter(label = "Search folders inside too", description = "read the folders inside the folder too")
	private boolean recursive = false;
	@Parameter(label = "Page per study (HTML)", description = "with pictures and evidence")
	private boolean html = true;
	@Parameter(label = "Maps as TIFF files", description = "a 32-bit stack per view, a slice per clue")
	private boolean maps = false;
	@Parameter(label = "Identifiers in the tables", description = "patient id and Study Instance UID of DICOM files; else they stay out", persist = false)
	private boolean identifiers = false;
	@Parameter(label = "Resume an interrupted run", description = "go on with the run in the output folder; what failed is tried again", persist = false)
	private boolean resume = false;

	@Parameter(label = "Beams (blank: the model's)", description = "beams of the search, 1 to 64", persist = false)
	private String beams = "";
	@Parameter(label = "Fewest tokens (blank: the model's)", description = "fewest tokens of the report", persist = false)
	private String min_length = "";
	@Parameter(label = "Most tokens (blank: the model's)", description = "most tokens of the report", persist = false)
	private String max_length = "";
	@Parameter(label = "Temperature (blank: the model's)", description = "0 for the most probable words, above 0 to draw them", persist = false)
	private String temperature = "";
	@Parameter(label = "Seed (blank: the model's)", description = "of drawing words", persist = false)
	private String seed = "";

	@Parameter(label = "Device", description = "where to compute", choices = { "auto", "cpu", "gpu0" })
	private String device = "auto";

	@Parameter(label = "Group files by", description = "file, folder, dicom, or regex: and an expression that finds the same in files of a study", columns = 24,
		persist = false)
	private String group = "file";
	@Parameter(label = "Names (blank: all images)", description = "wildcards such as *.{png,dcm}, or regex: and an expression", columns = 24, required = false,
		persist = false)
	private String filter = "";

	@Parameter(label = MODEL, description = WHICH_MODEL, columns = 24, required = false, persist = false)
	private String model = "";

	@Parameter(label = "Folder of radiographs", description = "folder to read", style = "directory", required = false, persist = false)
	private File folder;
	@Parameter(label = "Output folder", description = "new or empty folder for tables and pages", style = "directory", required = false, persist = false)
	private File output;

	@Parameter(type = ItemIO.OUTPUT)
	private int done;
	@Parameter(type = ItemIO.OUTPUT)
	private int skipped;
	@Parameter(type = ItemIO.OUTPUT)
	private int failed;

	@Override
	protected void execute() {
		final BatchSettings settings = new BatchSettings(TypedText.folder(folder, "folder"), TypedText.folder(output, "output"), recursive, filter, group.strip(),
			resume, maps, html, identifiers);
		final ChosenSettings decoding = new ChosenSettings(beams, min_length, max_length, temperature, seed);
		try (ImageJProgress progress = progress("Generate Reports in Folder"); ModelCache.Lease lease = open(model, device, progress)) {
			final BatchResult result = BatchRun.run(lease.trrg(), settings, decoding.over(lease.trrg().model().generation()), new FolderImages(), progress);
			done = result.done();
			skipped = result.skipped();
			failed = result.failed().size();
			TextOutput.show("TRRG Folder", result.text(settings));
			if (progress.isCanceled()) throw new CancellationException();
			if (!result.stopped().isEmpty()) throw new TrrgException(result.stopped());
		}
	}
}
