package io.github.trrg.command;

import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import io.github.trrg.Perceived;
import io.github.trrg.clue.AttentionMap;
import io.github.trrg.ij.ImagePlusStudies;
import io.github.trrg.ij.ImageJProgress;
import io.github.trrg.ij.ImageRegion;
import io.github.trrg.ij.ImageStudy;
import io.github.trrg.ij.ModelCache;
import io.github.trrg.ij.RegionAnswer;
import io.github.trrg.ij.ReportTables;
import io.github.trrg.ij.SliceChoice;

/** Tells what the model perceives in the selected region, beside what it perceives in the whole image. */
@Plugin(type = Command.class, headless = true, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = "Ask About Region...", weight = 3.2) })
public final class AskAboutRegion extends ModelCommand {

	@Parameter(label = "Slices are views of one study", description = "read all slices together; the region lies on the one on display")
	private boolean views = false;

	@Parameter(label = "Device", description = "where to compute", choices = { "auto", "cpu", "gpu0" })
	private String device = "auto";

	@Parameter(label = "Image", description = "title of an open image with a selection; left out for the active one", required = false, persist = false)
	private ImagePlus image;

	@Parameter(label = MODEL, description = WHICH_MODEL, columns = 24, required = false, persist = false)
	private String model = "";

	@Parameter(type = ItemIO.OUTPUT)
	private RegionAnswer answer;

	@Override
	protected void execute() {
		final ImageStudy study = ImagePlusStudies.of(image, views ? SliceChoice.VIEWS : SliceChoice.CURRENT, "").get(0);
		try (ImageJProgress progress = progress("Ask About Region"); ModelCache.Lease lease = open(model, device, progress)) {
			final Perceived whole = lease.trrg().perceive(study.study());
			final List<AttentionMap> region = ImageRegion.of(image, study, whole, lease.trrg().model().preprocessing());
			answer = RegionAnswer.ask(lease.trrg(), whole, region, progress);
		}
		ReportTables.showRegion(study.study().id(), answer);
	}
}
