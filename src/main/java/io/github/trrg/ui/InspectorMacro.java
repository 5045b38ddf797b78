package io.github.trrg.ui;

import java.nio.file.Path;
import java.util.List;

import ij.ImagePlus;
import io.github.trrg.clue.ClueEdits;
import io.github.trrg.common.MacroOptions;
import io.github.trrg.ij.MacroLine;
import io.github.trrg.ij.MapLook;
import io.github.trrg.ij.SliceChoice;

/** The macro lines that do what the inspector does. */
final class InspectorMacro {

	private InspectorMacro() {}

	static MacroLine regenerate(final ImagePlus image, final boolean views, final ClueEdits edits, final String indication) {
		return of("Generate Report...", slices(views)).with("overlay", false).with("image", title(image)).with("on", edits.on()).with("off", edits.off()).with(
			"thresholds", edits.thresholdText()).with("indication", indication);
	}

	static MacroLine stack(final ImagePlus image) {
		return of("Generate Report...", SliceChoice.EACH).with("overlay", false).with("image", title(image));
	}

	static MacroLine maps(final ImagePlus image, final boolean views, final List<String> diseases, final MapLook look) {
		return look(of("Show Clue Attention...", slices(views)).with("map_stack", false), look).with("image", title(image)).with("diseases", String.join(", ",
			diseases));
	}

	static MacroLine mapStack(final ImagePlus image, final boolean views, final List<String> diseases) {
		return of("Show Clue Attention...", slices(views)).with("overlay", false).with("image", title(image)).with("diseases", String.join(", ", diseases));
	}

	/** @param index of the sentence, from 0 */
	static MacroLine sentence(final ImagePlus image, final int index, final MapLook look) {
		return look(new MacroLine("Show Sentence Attention...").with("sentence", index + 1), look).with("image", title(image));
	}

	static MacroLine region(final ImagePlus image, final boolean views) {
		return new MacroLine("Ask About Region...").with("views", views).with("image", title(image));
	}

	static MacroLine save(final ImagePlus image, final Path folder) {
		return new MacroLine("Save Report...").with("image", title(image)).with("folder", folder);
	}

	static MacroLine addToDataset(final ImagePlus image, final boolean views, final Path folder, final Inspection now, final List<String> present,
		final List<String> absent)
	{
		return of("Add To Data Set...", slices(views)).with("image", title(image)).with("dataset", folder).with("present", String.join(", ", present)).with("absent",
			String.join(", ", absent)).with("indication", now.indication()).with("report", now.report().text());
	}

	private static MacroLine of(final String label, final SliceChoice slices) {
		return new MacroLine(label).with("slices", slices.title());
	}

	private static MacroLine look(final MacroLine line, final MapLook look) {
		return line.with("opacity", look.opacity()).with("colours", look.colours().title()).with("smooth", look.smooth()).with("blur", look.blur()).with("cut", look.cut());
	}

	private static SliceChoice slices(final boolean views) {
		return views ? SliceChoice.VIEWS : SliceChoice.CURRENT;
	}

	/** Without a title that a macro can hold, it takes the active image. */
	static String title(final ImagePlus image) {
		return MacroOptions.canHold(image.getTitle()) ? image.getTitle() : "";
	}
}
