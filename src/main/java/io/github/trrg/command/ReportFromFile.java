package io.github.trrg.command;

import java.io.File;
import java.util.List;
import java.util.stream.Collectors;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import io.github.trrg.Trrg;
import io.github.trrg.clue.Clue;
import io.github.trrg.common.TrrgException;
import io.github.trrg.decode.TokenListener;
import io.github.trrg.ij.FolderImages;
import io.github.trrg.ij.ImageJProgress;
import io.github.trrg.ij.ImageStudy;
import io.github.trrg.ij.ModelCache;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.report.Report;
import io.github.trrg.study.Study;

/** Writes the report of one image file as texts and numbers, so that Fiji's batch processor can fill a table with them. Shows nothing. */
@Plugin(type = Command.class, headless = true, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = "Report From File...", weight = 5) })
public final class ReportFromFile extends ModelCommand {

	@Parameter(label = "Device", description = "where to compute", choices = { "auto", "cpu", "gpu0" })
	private String device = "auto";

	@Parameter(label = MODEL, description = WHICH_MODEL, columns = 24, required = false, persist = false)
	private String model = "";

	@Parameter(label = "Radiograph", description = "image file of one study; the slices of a stack are its views", style = "file", required = false,
		persist = false)
	private File file;

	@Parameter(label = "Indication", description = "why the examination was asked for", columns = 40, required = false, persist = false)
	private String indication = "";

	@Parameter(type = ItemIO.OUTPUT)
	private String report;

	@Parameter(type = ItemIO.OUTPUT)
	private String clues;

	@Parameter(type = ItemIO.OUTPUT)
	private double highest_probability;

	@Parameter(type = ItemIO.OUTPUT)
	private int contradictions;

	@Parameter(type = ItemIO.OUTPUT)
	private String warnings;

	@Override
	protected void execute() {
		if (file == null || file.getPath().isBlank()) throw new TrrgException("Say which image: file is missing.");
		try (ImageJProgress progress = progress("Report From File"); ModelCache.Lease lease = open(model, device, progress)) {
			final Trrg trrg = lease.trrg();
			final Study study = new Study(file.getName(), new FolderImages().read(file.toPath()), indication);
			final Report written = trrg.generate(trrg.perceive(study), trrg.model().generation(), TokenListener.NONE, progress);
			session().remember(new TrrgSession.Written(ImageStudy.of(study), written, trrg.model().preprocessing()));
			final List<Clue> found = written.clues().stream().filter(Clue::selected).toList();
			report = written.text();
			clues = found.stream().map(clue -> clue.disease().name()).collect(Collectors.joining(", "));
			highest_probability = written.clues().stream().filter(clue -> !clue.disease().isNoFinding()).mapToDouble(Clue::probability).max().orElse(0);
			contradictions = written.contradictions().size();
			warnings = String.join(" ", written.warnings());
		}
	}
}
