package io.github.trrg.convert;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.trrg.common.TrrgException;
import io.github.trrg.study.View;

/** What the tables of MIMIC-CXR-JPG say of each study. A study that was asked for is forgotten, so that in the end those are left that nobody has. */
final class MimicTables {

	/** @param images that belong to it, by dicom_id */
	record Study(String patient, String split, List<Image> images) {

		View.Position view(final String image) {
			return images.stream().filter(each -> each.id.equals(image)).findFirst().map(Image::view).orElse(null);
		}
	}

	/** @param id dicom_id, the name of the file without its ending */
	record Image(String id, View.Position view) {}

	private static final String SPLIT = "mimic-cxr-2.0.0-split.csv", METADATA = "mimic-cxr-2.0.0-metadata.csv";

	private final Map<String, Study> studies = new HashMap<>();
	private final Map<String, byte[]> labels = new HashMap<>();

	MimicTables(final ConversionSettings settings) {
		final Path folder = settings.source();
		final Path split = settings.split() != null ? settings.split() : CsvTable.find(folder, SPLIT).orElseThrow(() -> new TrrgException(folder + " has no " +
			SPLIT + " or " + SPLIT + ".gz. Copy that file of MIMIC-CXR-JPG into it, or name it with --split."));
		final Map<String, View.Position> views = new HashMap<>();
		CsvTable.find(folder, METADATA).ifPresent(file -> new CsvTable(file, "dicom_id", "ViewPosition").forEach(row -> views.put(row.get("dicom_id"),
			View.Position.of(row.get("ViewPosition")))));
		new CsvTable(split, "dicom_id", "study_id", "subject_id", "split").forEach(row -> {
			final String image = row.get("dicom_id");
			final View.Position view = views.remove(image);
			studies.computeIfAbsent(row.get("study_id"), id -> new Study(row.get("subject_id"), Splits.name(row.get("split")).intern(), new ArrayList<>(2))).images.add(
				new Image(image, view == null ? View.Position.UNKNOWN : view));
		});
		if (settings.labels() != null) new CsvTable(settings.labels(), "study_id", "No Finding").forEach(row -> labels.put(row.get("study_id"),
			ChexpertLabels.pack(row)));
	}

	/** @return null if the tables have no such study, or it was asked for */
	Study take(final String study) {
		return studies.remove(study);
	}

	/** @return null if there are none */
	byte[] labels(final String study) {
		return labels.get(study);
	}

	/** Studies that were not taken. */
	Map<String, Study> left() {
		return studies;
	}
}
