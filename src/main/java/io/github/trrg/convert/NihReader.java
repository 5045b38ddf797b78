package io.github.trrg.convert;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Annotation;
import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;
import io.github.trrg.study.View;

/** ChestX-ray14: a row per image with the diseases that were found in a report nobody published. Each image is a study. */
final class NihReader implements SourceForm.Reader {

	private static final String NO_FINDING = Finding.NO_FINDING.diseaseName();
	/** The published names in lower case. One that means the same as a finding of CheXpert's has its name; the others keep their own. */
	private static final Map<String, String> DISEASES = Map.ofEntries(same("atelectasis"), same("cardiomegaly"), same("consolidation"), same("edema"),
		same("emphysema"), same("fibrosis"), same("hernia"), same("infiltration"), same("mass"), same("nodule"), same("pneumonia"), same("pneumothorax"),
			Map.entry("effusion", "pleural effusion"), Map.entry("pleural_thickening", "pleural thickening"));
	/** Is a case of. The other way round nothing follows: who has no mass may have another lesion. */
	private static final Map<String, String> WIDER = Map.of("mass", "lung lesion", "nodule", "lung lesion", "infiltration", "lung opacity", "pleural_thickening",
		"pleural other");

	private final Path table;
	private final ImageFolder images;
	private final Splits splits;

	NihReader(final ConversionSettings settings) {
		table = Stream.of("Data_Entry_2017_v2020.csv", "Data_Entry_2017.csv").map(name -> CsvTable.find(settings.source(), name)).flatMap(Optional::stream)
			.findFirst().orElseThrow(() -> new TrrgException(settings.source() + " has no Data_Entry_2017.csv. Name the folder of ChestX-ray14."));
		images = new ImageFolder(settings.images());
		splits = settings.split() == null ? published(settings.source()) : settings.splits();
	}

	private static Map.Entry<String, String> same(final String name) {
		return Map.entry(name, name);
	}

	private static Splits published(final Path folder) {
		final Map<String, String> names = new HashMap<>();
		for (final Map.Entry<String, String> list : Map.of("train_val_list.txt", Splits.TRAIN, "test_list.txt", Splits.TEST).entrySet())
			CsvTable.find(folder, list.getKey()).ifPresent(file -> Splits.addLines(file, list.getValue(), names));
		return names.isEmpty() ? Splits.ALL_TRAIN : Splits.of(names);
	}

	@Override
	public void read(final Intake intake) {
		new CsvTable(table, "Image Index", "Finding Labels", "Patient ID").forEach(row -> intake.study(row.source(), id(row), () -> study(row)));
	}

	private static String id(final CsvTable.Row row) {
		return row.get("Image Index").replaceFirst("\\.[^.]*$", "");
	}

	private SourceStudy study(final CsvTable.Row row) {
		final String name = row.get("Image Index"), patient = row.get("Patient ID");
		return new SourceStudy(new Annotation(id(row), patient, splits.of(List.of(name, id(row), patient)), "", "", "", labels(row.get("Finding Labels")), ""), "",
			List.of(images.find(name, View.Position.of(row.get("View Position")), "")));
	}

	/** What is not listed was not found. */
	private static Map<String, Label> labels(final String cell) {
		final Map<String, Label> labels = new LinkedHashMap<>();
		labels.put(NO_FINDING, Label.NEGATIVE);
		DISEASES.values().stream().sorted().forEach(disease -> labels.put(disease, Label.NEGATIVE));
		for (final String listed : cell.toLowerCase(Locale.ROOT).split("\\|")) {
			final String disease = listed.strip();
			if (!DISEASES.containsKey(disease) && !disease.equals(NO_FINDING)) throw new TrrgException("\"" + listed + "\" is none of the diseases of ChestX-ray14.");
			labels.put(DISEASES.getOrDefault(disease, NO_FINDING), Label.POSITIVE);
			if (WIDER.containsKey(disease)) labels.put(WIDER.get(disease), Label.POSITIVE);
		}
		return labels;
	}
}
