package io.github.trrg.convert;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.trrg.data.Annotation;
import io.github.trrg.study.View;

/** Indiana University's reports as CSV: one file of reports, one of images. No patients, no splits. */
final class KaggleReader implements SourceForm.Reader {

	private record Projection(String file, View.Position view) {}

	private final Path reports, projections;
	private final ImageFolder images;
	private final Splits splits;

	KaggleReader(final ConversionSettings settings) {
		reports = CsvTable.require(settings.source(), "indiana_reports.csv");
		projections = CsvTable.require(settings.source(), "indiana_projections.csv");
		images = new ImageFolder(settings.images());
		splits = settings.splits();
	}

	@Override
	public void read(final Intake intake) {
		final Map<String, List<Projection>> shots = new LinkedHashMap<>();
		new CsvTable(projections, "uid", "filename", "projection").forEach(row -> shots.computeIfAbsent(row.get("uid"), uid -> new ArrayList<>())
			.add(new Projection(row.get("filename"), View.Position.of(row.get("projection")))));
		new CsvTable(reports, "uid", "indication", "findings", "impression").forEach(row -> {
			final List<Projection> own = Objects.requireNonNullElse(shots.remove(row.get("uid")), List.of());
			intake.study(row.source(), row.get("uid"), () -> study(row, own));
		});
		shots.forEach((uid, left) -> left.forEach(shot -> intake.skipImage(shot.file, images.find(shot.file, shot.view, "").file(), uid, Reason.MISSING_REPORT,
			reports.getFileName() + " has no report of this study.")));
	}

	private SourceStudy study(final CsvTable.Row row, final List<Projection> shots) {
		final String id = row.get("uid");
		final Stream<String> published = shots.stream().flatMap(shot -> Splits.r2genIds(shot.file)).flatMap(name -> Stream.of("CXR" + name, "CXR" + id + "_" + name));
		final Annotation annotation = new Annotation(id, "", splits.of(Stream.concat(Stream.of(id, "CXR" + id), published).toList()), row.get("findings"),
			row.get("impression"), row.get("indication"), Map.of(), "");
		return new SourceStudy(annotation, row.get("comparison"), shots.stream().map(shot -> images.find(shot.file, shot.view, "")).toList());
	}
}
