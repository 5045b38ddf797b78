package io.github.trrg.ij;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import io.github.trrg.common.TrrgException;
import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;

/** The regions that a user drew where a disease shows: selections named after it, like "pleural effusion" or "pleural effusion-2". */
public final class DiseaseRegions {

	/** Where regions are looked for. */
	public static final String IMAGE = "selection and overlay", MANAGER = "selection, overlay and ROI Manager", NONE = "none";

	private DiseaseRegions() {}

	/**
	 * Image, overlay and ROI Manager stay as they are. A selection without a name belongs to the disease that is present, if there is only one.
	 *
	 * @param where {@link #IMAGE}, {@link #MANAGER} or {@link #NONE}
	 * @param labels those of the study; their diseases, and the 14 findings, are names of regions
	 * @return copies whose name is the disease; selections of other names are left out
	 */
	public static List<Roi> of(final ImagePlus image, final String where, final Map<String, Label> labels) {
		if (!List.of(IMAGE, MANAGER, NONE).contains(where)) throw new TrrgException("Unknown choice of regions \"" + where + "\". Use \"" + IMAGE + "\", \"" +
			MANAGER + "\" or \"" + NONE + "\".");
		final List<Roi> regions = new ArrayList<>();
		if (where.equals(NONE)) return regions;
		final Set<String> diseases = new LinkedHashSet<>(labels.keySet());
		for (final Finding finding : Finding.values())
			diseases.add(finding.diseaseName());
		final Roi selection = image.getRoi();
		final List<String> present = labels.keySet().stream().filter(disease -> labels.get(disease) == Label.POSITIVE).toList();
		final boolean unnamed = selection != null && (selection.getName() == null || selection.getName().isBlank());
		if (unnamed && present.size() == 1) regions.add(named(selection, present.get(0)));
		final List<Roi> drawn = new ArrayList<>();
		if (selection != null && !unnamed) drawn.add(selection);
		final Overlay overlay = image.getOverlay();
		if (overlay != null) drawn.addAll(List.of(overlay.toArray()));
		if (where.equals(MANAGER) && RoiManager.getInstance2() != null) drawn.addAll(List.of(RoiManager.getInstance2().getRoisAsArray()));
		for (final Roi roi : drawn) {
			final String name = roi.getName() == null ? "" : roi.getName().strip().toLowerCase(Locale.ROOT).replaceFirst("[-_ #]*\\d+$", "");
			if (diseases.contains(name)) regions.add(named(roi, name));
		}
		return regions;
	}

	private static Roi named(final Roi roi, final String disease) {
		final Roi copy = (Roi) roi.clone();
		copy.setName(disease);
		return copy;
	}
}
