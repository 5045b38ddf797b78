package io.github.trrg.ui;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.frame.Recorder;
import ij.process.FloatPolygon;
import io.github.trrg.common.MacroOptions;
import io.github.trrg.data.Annotation;
import io.github.trrg.data.NewStudy;
import io.github.trrg.ij.MacroLine;
import io.github.trrg.ij.RegionOverlay;
import io.github.trrg.ij.SliceChoice;
import io.github.trrg.report.Label;

/** The macro that adds to a data set what was annotated in the window. */
final class AnnotationMacro {

	private AnnotationMacro() {}

	/**
	 * @param open the image that lies open, or null where the macro has to open the study's file
	 * @param slices stack indices of the study's views
	 * @return lines in the language of ImageJ macros; the last one adds
	 */
	static List<String> lines(final Candidate at, final ImagePlus open, final List<Integer> slices, final Annotation annotation, final List<NewStudy.Region> regions,
		final Path dataset, final boolean replace)
	{
		final List<String> lines = new ArrayList<>();
		if (open == null) lines.add("call(\"io.github.trrg.ij.TrrgMacro.open\", " + MacroOptions.string(at.file().toString()) + ");");
		else if (!InspectorMacro.title(open).isEmpty()) lines.add("selectImage(" + MacroOptions.string(open.getTitle()) + ");");
		if (open != null && open.getStackSize() > 1) lines.add("setSlice(" + slices.get(0) + ");");
		for (final NewStudy.Region region : regions) {
			lines.add(selection(RegionOverlay.roi(region)));
			lines.add("Roi.setName(" + MacroOptions.string(region.disease()) + ");");
			lines.add("Overlay.addSelection;");
			if (slices.size() > 1) lines.add("Overlay.setPosition(" + slices.get(region.image()) + ");");
		}
		lines.add("Roi.remove;");
		lines.add(add(slices.size() > 1, annotation, dataset, replace).toString());
		return lines;
	}

	private static MacroLine add(final boolean views, final Annotation annotation, final Path dataset, final boolean replace) {
		return new MacroLine("Add To Data Set...").with("slices", (views ? SliceChoice.VIEWS : SliceChoice.CURRENT).title()).with("split", annotation.split()).with(
			"replace", replace).with("dataset", dataset).with("study", annotation.id()).with("patient", annotation.patient()).with("annotator", annotation.annotator())
			.with("present", diseases(annotation, Label.POSITIVE)).with("absent", diseases(annotation, Label.NEGATIVE)).with("uncertain", diseases(annotation,
				Label.UNCERTAIN)).with("indication", annotation.indication()).with("impression", annotation.impression()).with("report", annotation.report());
	}

	private static String diseases(final Annotation annotation, final Label label) {
		return annotation.labels().entrySet().stream().filter(entry -> entry.getValue() == label).map(Map.Entry::getKey).collect(Collectors.joining(", "));
	}

	/** Draws the region again: rectangles and ovals as such, other areas along their outlines. */
	private static String selection(final Roi roi) {
		final Rectangle box = roi.getBounds();
		final String sides = box.x + ", " + box.y + ", " + box.width + ", " + box.height + ");";
		if (roi.getType() == Roi.RECTANGLE && roi.getCornerDiameter() == 0) return "makeRectangle(" + sides;
		if (roi.getType() == Roi.OVAL) return "makeOval(" + sides;
		final FloatPolygon outline = roi.getFloatPolygon();
		final String kind = roi.getType() == Roi.POLYGON ? "polygon" : roi.getType() == Roi.TRACED_ROI ? "traced" : "freehand";
		return "makeSelection(\"" + kind + "\", newArray(" + numbers(outline.xpoints, outline.npoints) + "), newArray(" + numbers(outline.ypoints, outline.npoints) + "));";
	}

	private static String numbers(final float[] values, final int count) {
		final List<String> numbers = new ArrayList<>();
		for (int i = 0; i < count; i++)
			numbers.add(String.format(Locale.ROOT, values[i] == Math.rint(values[i]) ? "%.0f" : "%.2f", values[i]));
		return String.join(",", numbers);
	}

	/** Adds these lines to what ImageJ's recorder has, if it is on. */
	static void record(final List<String> lines) {
		if (!Recorder.record) return;
		final String text = String.join("\n", lines);
		Recorder.recordString((Recorder.scriptMode() ? "IJ.runMacro(" + MacroOptions.string(text).replace("\n", "\\n") + ");" : text) + "\n");
	}
}
