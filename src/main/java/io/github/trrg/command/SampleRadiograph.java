package io.github.trrg.command;

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

	@Parameter(label = "Findings", description = "what it shows; macros may give several, separated by commas", persist = false, choices = { NORMAL,
		"cardiomegaly", "left pleural effusion", "right pleural effusion", "left lung opacity", "right lung opacity", "left lung lesion", "right lung lesion",
		"left atelectasis", "right atelectasis", "left pneumothorax", "right pneumothorax", "pacemaker" })
	private String findings = "left pleural effusion";

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus sample;

	@Override
	protected void execute() {
		final List<Phantom.Abnormality> shown = Arrays.stream(findings.split(",")).map(String::strip).filter(title -> !title.isEmpty() && !title.equalsIgnoreCase(
			NORMAL)).map(Phantom.Abnormality::of).toList();
		sample = PhantomImage.of(Phantom.draw(seed, size, shown));
		show(sample);
	}
}
