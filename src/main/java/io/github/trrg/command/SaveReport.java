package io.github.trrg.command;

import java.io.File;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import io.github.trrg.ij.ReportFiles;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.ij.TypedText;

/** Saves the report of the slice on display with its clues, settings, pictures and maps. */
@Plugin(type = Command.class, headless = true, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = "Save Report...", weight = 3.3) })
public final class SaveReport extends TrrgCommand {

	@Parameter
	private TrrgSession session;

	@Parameter(label = "Image", description = "title of the open image the report is of; left out for the active one", required = false, persist = false)
	private ImagePlus image;

	@Parameter(label = "Folder", description = "where to write report, page and maps, named after the image", style = "directory", required = false,
		persist = false)
	private File folder;

	@Parameter(type = ItemIO.OUTPUT)
	private File page;

	@Override
	protected void execute() {
		page = ReportFiles.save(image, session.requireOf(image), TypedText.folder(folder, "folder")).toFile();
	}
}
