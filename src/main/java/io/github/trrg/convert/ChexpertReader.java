package io.github.trrg.convert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Annotation;
import io.github.trrg.study.View;

/** CheXpert: a row per image with the labels of its study, and no reports. The path tells patient, study and split. */
final class ChexpertReader implements SourceForm.Reader {

	private static final Pattern PATH = Pattern.compile("(?:.*/)?(train|valid|test)/(patient[^/]+)/(study[^/]+)/[^/]+");

	private final List<Path> tables;
	private final ImageFolder images;
	private final Splits splits;
	/** Rows of the study that is being read; those of a study follow each other. */
	private final List<CsvTable.Row> rows = new ArrayList<>();

	ChexpertReader(final ConversionSettings settings) {
		tables = Files.isRegularFile(settings.source()) ? List.of(settings.source()) : Stream.of("train.csv", "valid.csv", "test.csv")
			.map(name -> CsvTable.find(settings.source(), name)).flatMap(Optional::stream).toList();
		if (tables.isEmpty()) throw new TrrgException(settings.source() + " has no train.csv or valid.csv. Name CheXpert's folder, or one of its CSV files.");
		images = new ImageFolder(settings.images());
		splits = settings.split() == null ? null : settings.splits();
	}

	@Override
	public void read(final Intake intake) {
		for (final Path table : tables) {
			new CsvTable(table, "Path", "No Finding").forEach(row -> {
				if (!rows.isEmpty() && !study(row).equals(study(rows.get(0)))) flush(intake);
				rows.add(row);
			});
			flush(intake);
		}
	}

	private void flush(final Intake intake) {
		if (!rows.isEmpty()) intake.study(rows.get(0).source(), study(rows.get(0)), () -> read(List.copyOf(rows)));
		rows.clear();
	}

	private SourceStudy read(final List<CsvTable.Row> own) {
		final CsvTable.Row first = own.get(0);
		final Matcher path = PATH.matcher(path(first));
		if (!path.matches()) throw new TrrgException("\"" + path(first) + "\" is no path like train/patient00001/study1/view1_frontal.jpg.");
		final String patient = path.group(2), id = patient + "/" + path.group(3);
		final String split = splits == null ? Splits.name(path.group(1)) : splits.of(List.of(id, patient));
		return new SourceStudy(new Annotation(id, patient, split, "", "", "", ChexpertLabels.unpack(ChexpertLabels.pack(first)), ""), "", own.stream()
			.map(row -> images.find(path(row), View.Position.of(row.get("Frontal/Lateral") + " " + path(row)), "")).toList());
	}

	private static String path(final CsvTable.Row row) {
		return row.get("Path").replace('\\', '/');
	}

	/** Patient and study, or what there is instead. */
	private static String study(final CsvTable.Row row) {
		final Matcher path = PATH.matcher(path(row));
		return path.matches() ? path.group(2) + "/" + path.group(3) : path(row);
	}
}
