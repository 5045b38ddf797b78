package io.github.trrg.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import io.github.trrg.ij.PhantomImage;
import io.github.trrg.study.Phantom;

/** Opens a synthetic chest radiograph, for trying everything without a patient's picture. */
@Plugin(type = Command.class, headless = true, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = "Sample Radiograph", weight = 15) })
public final class SampleRadiograph extends TrrgCommand {

	private static final String NORMAL = "normal";

	@Parameter(label = "Seed", description = "varies build, heart, vessels and noise")
	private long seed = 1;

	@Parameter(label = "Size (pixels)", description = "width and height, 64 to 4096", min = "64", max = "4096")
	private int size = 1024;

	@Parameter(label = "Findings", description = "what it shows; macros may give several, separated by commas", initializer = "listFindings", persist = false)
	private String findings = Phantom.Abnormality.LEFT_PLEURAL_EFFUSION.title();

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus sample;

	protected void listFindings() {
		final List<String> titles = new ArrayList<>(List.of(NORMAL));
		Arrays.stream(Phantom.Abnormality.values()).map(Phantom.Abnormality::title).forEach(titles::add);
		getInfo().getMutableInput("findings", String.class).setChoices(titles);
	}

	@Override
	protected void execute() {
		final List<Phantom.Abnormality> shown = Arrays.stream(findings.split(",")).map(String::strip).filter(title -> !title.isEmpty() && !title.equalsIgnoreCase(
			NORMAL)).map(Phantom.Abnormality::of).toList();
		sample = PhantomImage.of(Phantom.draw(seed, size, shown));
		show(sample);
		resolveOutput("sample"); // shown already
	}
}
