package io.github.trrg.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import io.github.trrg.clue.Clue;
import io.github.trrg.clue.Disease;
import io.github.trrg.dicom.DicomTags;
import io.github.trrg.report.Contradiction;
import io.github.trrg.report.Report;
import io.github.trrg.report.ReportJson;
import io.github.trrg.study.View;

/** What the tables say of a study. */
final class StudyRow {

	/** Column of the status. */
	static final int STATUS = 3;

	private static final List<DicomTags.Tag> IDENTIFIERS = List.of(DicomTags.Tag.PATIENT_ID, DicomTags.Tag.STUDY_INSTANCE_UID);
	private static final Pattern IMPRESSION = Pattern.compile("\\bimpression:\\s*(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

	private final List<Disease> diseases;
	private final String model;
	private final String device;
	private final boolean identifiers;

	StudyRow(final List<Disease> diseases, final String model, final String device, final boolean identifiers) {
		this.diseases = diseases;
		this.model = model;
		this.device = device;
		this.identifiers = identifiers;
	}

	List<String> columns() {
		final List<String> columns = new ArrayList<>(List.of("id", "files", "report", "status", "error", "seconds", "model", "device", "impression", "views",
			"contradictions", "warnings"));
		if (identifiers) IDENTIFIERS.forEach(tag -> columns.add(name(tag)));
		for (final Disease disease : diseases) {
			columns.add(disease.name() + "_probability");
			columns.add(disease.name() + "_selected");
		}
		return columns;
	}

	private static String name(final DicomTags.Tag tag) {
		return tag.name().toLowerCase(Locale.ROOT);
	}

	/** @param files names of the study's files */
	List<String> csv(final Work work, final List<String> files) {
		final Optional<Report> report = Optional.ofNullable(work.report());
		final List<String> row = new ArrayList<>();
		row.add(work.files().id());
		row.add(String.join("; ", files));
		row.add(report.map(Report::text).orElse(""));
		row.add(report.isPresent() ? RunTables.DONE : RunTables.FAILED);
		row.add(work.error());
		row.add(report.map(written -> String.format(Locale.ROOT, "%.3f", written.seconds())).orElse(""));
		row.add(model);
		row.add(device);
		row.add(report.map(written -> impression(written.text())).orElse(""));
		row.add(work.study() == null ? "" : work.study().views().stream().map(StudyRow::describe).collect(Collectors.joining("; ")));
		row.add(report.map(written -> written.contradictions().stream().map(Contradiction::reason).collect(Collectors.joining(" "))).orElse(""));
		row.add(report.map(written -> String.join(" ", written.warnings())).orElse(""));
		if (identifiers) IDENTIFIERS.forEach(tag -> row.add(work.tags().values().stream().map(tags -> tags.getOrDefault(tag, "")).filter(value -> !value.isEmpty())
			.distinct().collect(Collectors.joining("; "))));
		if (report.isEmpty()) diseases.forEach(disease -> row.addAll(List.of("", "")));
		else for (final Clue clue : report.get().clues()) {
			row.add(String.format(Locale.ROOT, "%.4f", clue.probability()));
			row.add(String.valueOf(clue.selected()));
		}
		return row;
	}

	/** What stands under a heading of its own; models that write findings only have none. */
	private static String impression(final String text) {
		final Matcher matcher = IMPRESSION.matcher(text);
		return matcher.find() ? matcher.group(1).strip() : "";
	}

	private static String describe(final View view) {
		return view.position() == View.Position.UNKNOWN ? view.name() : view.name() + " (" + view.position().name().toLowerCase(Locale.ROOT) + ")";
	}

	/** The object that {@code trrg report --json} prints, with files, views, DICOM tags and status. */
	JsonObject json(final Work work, final List<String> files) {
		final JsonObject json = new JsonObject();
		json.addProperty("id", work.files().id());
		json.add("files", array(files));
		json.addProperty("status", work.report() == null ? RunTables.FAILED : RunTables.DONE);
		json.addProperty("error", work.error());
		if (work.study() != null) json.add("views", array(work.study().views().stream().map(StudyRow::describe).toList()));
		if (!work.tags().isEmpty()) json.add("dicom", dicom(work, files));
		if (work.report() != null) for (final Map.Entry<String, JsonElement> entry : ReportJson.of(work.files().id(), work.report()).entrySet())
			json.add(entry.getKey(), entry.getValue());
		return json;
	}

	private JsonObject dicom(final Work work, final List<String> files) {
		final JsonObject byFile = new JsonObject();
		work.tags().forEach((file, tags) -> {
			final JsonObject values = new JsonObject();
			tags.forEach((tag, value) -> {
				if (identifiers || !IDENTIFIERS.contains(tag)) values.addProperty(name(tag), value);
			});
			byFile.add(files.get(work.files().files().indexOf(file)), values);
		});
		return byFile;
	}

	private static JsonArray array(final List<String> texts) {
		final JsonArray array = new JsonArray();
		texts.forEach(array::add);
		return array;
	}
}
