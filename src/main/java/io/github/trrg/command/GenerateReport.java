package io.github.trrg.command;

import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import io.github.trrg.Trrg;
import io.github.trrg.clue.ClueEdits;
import io.github.trrg.decode.ChosenSettings;
import io.github.trrg.decode.GenerationSettings;
import io.github.trrg.decode.TokenListener;
import io.github.trrg.ij.ImageJProgress;
import io.github.trrg.ij.ImagePlusStudies;
import io.github.trrg.ij.ImageStudy;
import io.github.trrg.ij.ModelCache;
import io.github.trrg.ij.ReportOutput;
import io.github.trrg.ij.SliceChoice;
import io.github.trrg.report.Report;

/** Writes the report of the active image, with its clues as table and overlay. */
@Plugin(type = Command.class, headless = true, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = "Generate Report...", weight = 1) })
public final class GenerateReport extends ModelCommand {

	@Parameter(label = "Read", description = "which slices, and as what", choices = { SliceChoice.CURRENT_SLICE, SliceChoice.EACH_SLICE, SliceChoice.ALL_VIEWS })
	private String slices = SliceChoice.CURRENT_SLICE;

	@Parameter(label = "Show strongest clues on the image", description = "colours where the evidence lies, beside any overlay there is")
	private boolean overlay = true;

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

	@Parameter(label = "Image", description = "title of an open image; left out for the active one", required = false, persist = false)
	private ImagePlus image;

	@Parameter(label = MODEL, description = WHICH_MODEL, columns = 24, required = false, persist = false)
	private String model = "";

	@Parameter(label = "Force clues", description = "diseases told to the language model anyway, separated by commas", columns = 40, required = false,
		persist = false)
	private String on = "";
	@Parameter(label = "Withhold clues", description = "diseases kept from the language model", columns = 40, required = false, persist = false)
	private String off = "";
	@Parameter(label = "Thresholds", description = "instead of the model's own: \"edema 0.4, lung lesion 0.2\"", columns = 40, required = false, persist = false)
	private String thresholds = "";
	@Parameter(label = "Indication", description = "why the examination was asked for", columns = 40, required = false, persist = false)
	private String indication = "";

	@Parameter(type = ItemIO.OUTPUT)
	private List<Report> reports;

	@Override
	protected void execute() {
		final List<ImageStudy> studies = ImagePlusStudies.of(image, SliceChoice.of(slices), indication);
		final ClueEdits edits = ClueEdits.parse(on, off, thresholds);
		try (ImageJProgress progress = progress("Generate Report"); ModelCache.Lease lease = open(model, device, progress)) {
			final Trrg trrg = lease.trrg();
			final GenerationSettings settings = new ChosenSettings(beams, min_length, max_length, temperature, seed).over(trrg.model().generation());
			final ReportOutput output = new ReportOutput(session(), trrg.model().preprocessing());
			each(studies, progress, (study, part) -> output.add(image, study, trrg.generate(trrg.perceive(study.study()).with(edits), settings, TokenListener.NONE,
				part), overlay));
			reports = output.reports();
		}
	}
}
