package io.github.trrg.command;

import java.util.ArrayList;
import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import io.github.trrg.clue.Clue;
import io.github.trrg.clue.Disease;
import io.github.trrg.common.TrrgException;
import io.github.trrg.ij.ClueOverlay;
import io.github.trrg.ij.ImageJProgress;
import io.github.trrg.ij.ImagePlusStudies;
import io.github.trrg.ij.ImageStudy;
import io.github.trrg.ij.MapLayer;
import io.github.trrg.ij.MapLook;
import io.github.trrg.ij.MapStack;
import io.github.trrg.ij.ModelCache;
import io.github.trrg.ij.SliceChoice;

/** Shows where the evidence of diseases lies in the active image. */
@Plugin(type = Command.class, headless = true, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = "Show Clue Attention...", weight = 2) })
public final class ShowClueAttention extends ModelCommand {

	@Parameter(label = "Read", description = "which slices, and as what", choices = { SliceChoice.CURRENT_SLICE, SliceChoice.EACH_SLICE, SliceChoice.ALL_VIEWS })
	private String slices = SliceChoice.CURRENT_SLICE;

	@Parameter(label = "Map stack (32-bit)", description = "a slice per disease, as large as the image")
	private boolean map_stack = true;
	@Parameter(label = "Colours on the image", description = "the maps as overlay, beside any overlay there is")
	private boolean overlay = true;
	@Parameter(label = "Opacity (0.05 to 1)", description = "of the colours, above 0, to 1", min = "0.05", max = "1", stepSize = "0.05")
	private double opacity = 0.5;
	@Parameter(label = "Colour table", description = "colours of the maps", choices = { "distinct", "fire", "ice" })
	private String colours = "distinct";
	@Parameter(label = "Smooth", description = "interpolated; else each patch is a square of one colour")
	private boolean smooth = true;
	@Parameter(label = "Blur (patches)", description = "standard deviation of a Gaussian that softens the maps, in patches, 0 to 5", min = "0", max = "5", stepSize = "0.5")
	private double blur = 0;
	@Parameter(label = "Hide below (0 to 0.95)", description = "hides what is weaker, 0 (map's mean) to below 1 (map's maximum)", min = "0", max = "0.95", stepSize = "0.05")
	private double cut = 0;

	@Parameter(label = "Device", description = "where to compute", choices = { "auto", "cpu", "gpu0" })
	private String device = "auto";

	@Parameter(label = "Image", description = "title of an open image; left out for the active one", required = false, persist = false)
	private ImagePlus image;
	@Parameter(label = MODEL, description = WHICH_MODEL, columns = 24, required = false, persist = false)
	private String model = "";

	@Parameter(label = "Diseases (blank: all clues found)", description = "names, separated by commas", columns = 40, required = false, persist = false)
	private String diseases = "";

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus maps;

	@Override
	protected void execute() {
		final MapLook look = new MapLook(opacity, MapLook.Colours.of(colours), smooth, blur, cut);
		if (!map_stack && !overlay) throw new TrrgException("Nothing to show: set map_stack or overlay.");
		final List<ImageStudy> studies = ImagePlusStudies.of(image, SliceChoice.of(slices), "");
		try (ImageJProgress progress = progress("Show Clue Attention"); ModelCache.Lease lease = open(model, device, progress)) {
			final List<Disease> asked = Disease.named(lease.trrg().model().diseases(), List.of(diseases.split(",")));
			final MapStack stack = new MapStack(image, lease.trrg().model().preprocessing());
			final List<List<Clue>> shown = new ArrayList<>();
			each(studies, progress, (study, part) -> {
				shown.add(lease.trrg().perceive(study.study()).cluesOf(asked));
				if (map_stack) stack.add(study, shown.get(shown.size() - 1));
			});
			if (overlay) for (int i = 0; i < studies.size(); i++)
				ClueOverlay.show(image, studies.get(i), shown.get(i).stream().map(MapLayer::of).toList(), lease.trrg().model().preprocessing(), look);
			if (!map_stack) return;
			maps = stack.toImage();
			show(maps);
		}
	}
}
