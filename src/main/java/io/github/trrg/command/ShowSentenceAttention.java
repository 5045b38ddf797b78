package io.github.trrg.command;

import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import io.github.trrg.ij.ClueOverlay;
import io.github.trrg.ij.MapLayer;
import io.github.trrg.ij.MapLook;
import io.github.trrg.ij.TrrgSession;

/** Shows where the language model looked while it wrote a sentence of the report of the slice on display. */
@Plugin(type = Command.class, headless = true, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = "Show Sentence Attention...",
	weight = 3.1) })
public final class ShowSentenceAttention extends TrrgCommand {

	@Parameter
	private TrrgSession session;

	@Parameter(label = "Sentence", description = "of the report written last of the slice on display, from 1", min = "1", persist = false)
	private int sentence = 1;

	@Parameter(label = "Opacity (0.05 to 1)", description = "of the colours, above 0, to 1", min = "0.05", max = "1", stepSize = "0.05")
	private double opacity = 0.5;

	@Parameter(label = "Colours", description = "colour table", choices = { "distinct", "fire", "ice" })
	private String colours = "distinct";

	@Parameter(label = "Smooth", description = "interpolated; else each patch is a square of one colour")
	private boolean smooth = true;

	@Parameter(label = "Blur (patches)", description = "standard deviation of a Gaussian that softens the maps, in patches, 0 to 5", min = "0", max = "5", stepSize = "0.5")
	private double blur = 0;

	@Parameter(label = "Hide below (0 to 0.95)", description = "hides what is weaker, 0 (map's mean) to below 1 (map's maximum)", min = "0", max = "0.95", stepSize = "0.05")
	private double cut = 0;

	@Parameter(label = "Image", description = "title of the open image the report is of; left out for the active one", required = false, persist = false)
	private ImagePlus image;

	@Override
	protected void execute() {
		final TrrgSession.Written last = session.requireOf(image);
		final MapLook look = new MapLook(opacity, MapLook.Colours.of(colours), smooth, blur, cut);
		ClueOverlay.show(image, last.in(image).withoutPixels(), List.of(MapLayer.ofSentence(last.report(), sentence)), last.preprocessing(), look);
	}
}
