package io.github.trrg.data;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import io.github.trrg.report.Label;

/** What a check found, for people and for programs. */
public final class CheckSummary {

	private CheckSummary() {}

	/** @param written file of the proposed splits, null if none was written */
	public static String text(final CheckedDataset checked, final Path written) {
		final StringBuilder text = new StringBuilder(checked.folder() + ": " + count(checked.studies().size(), "study", "studies") + ", " + count(images(checked),
			"image", "images") + "\n");
		if (checked.withoutPatient() > 0) text.append(count(checked.withoutPatient(), "study has", "studies have")).append(
			" no patient id (subject_id): leakage between splits cannot be seen there, and each counts as a patient of its own.\n");
		text.append("\nStudies with each class present/absent/uncertain, and present in the proposed splits\n");
		final Map<String, String> proposal = checked.proposal();
		final Set<String> proposed = new LinkedHashSet<>(List.of("train", "val", "test"));
		row(text, "class", checked.splits(), proposed.stream().map(split -> "proposed " + split).toList());
		row(text, "(studies)", checked.splits().stream().map(split -> String.valueOf(studies(checked, split))).toList(), proposed.stream()
			.map(split -> String.valueOf(proposal.values().stream().filter(split::equals).count())).toList());
		for (final String disease : checked.diseases())
			row(text, disease, checked.splits().stream().map(split -> String.join("/", CheckedDataset.LABELS.stream().limit(3)
				.map(label -> String.valueOf(checked.count(split, disease, label))).toList())).toList(), proposed.stream()
				.map(split -> String.valueOf(present(checked, proposal, split, disease))).toList());
		text.append(checked.problems().isEmpty() ? "\nNo problems.\n" : "\nProblems\n");
		for (final Problem problem : checked.problems())
			text.append(problem.kind().word()).append(problem.study().isEmpty() ? "" : " " + problem.study() + " (" + problem.split() + ")").append(": ").append(problem
				.message()).append('\n');
		if (written != null) text.append("\nThe proposed splits are in ").append(written).append(".\nTo use them, put that file in the place of annotation.json.\n");
		return text.toString();
	}

	/** @param written file of the proposed splits, null if none was written */
	public static JsonObject json(final CheckedDataset checked, final Path written) {
		final JsonObject json = new JsonObject();
		json.addProperty("folder", checked.folder().toString());
		json.addProperty("studies", checked.studies().size());
		json.addProperty("images", images(checked));
		json.addProperty("studies_without_patient", checked.withoutPatient());
		final JsonObject splits = new JsonObject(), classes = new JsonObject(), proposed = new JsonObject();
		checked.splits().forEach(split -> splits.addProperty(split, studies(checked, split)));
		json.add("splits", splits);
		for (final String disease : checked.diseases()) {
			final JsonObject ofDisease = new JsonObject();
			for (final String split : checked.splits()) {
				final JsonObject counts = new JsonObject();
				for (final Label label : CheckedDataset.LABELS)
					counts.addProperty(label.word(), checked.count(split, disease, label));
				ofDisease.add(split, counts);
			}
			classes.add(disease, ofDisease);
		}
		json.add("classes", classes);
		final JsonArray problems = new JsonArray();
		for (final Problem problem : checked.problems()) {
			final JsonObject object = new JsonObject();
			object.addProperty("kind", problem.kind().word());
			object.addProperty("error", problem.kind().isError());
			object.addProperty("study", problem.study());
			object.addProperty("split", problem.split());
			object.addProperty("message", problem.message());
			problems.add(object);
		}
		json.add("problems", problems);
		checked.proposal().forEach(proposed::addProperty);
		json.add("proposal", proposed);
		json.addProperty("written", written == null ? null : written.toString());
		return json;
	}

	private static String count(final long count, final String one, final String several) {
		return count + " " + (count == 1 ? one : several);
	}

	private static int images(final CheckedDataset checked) {
		return checked.studies().stream().mapToInt(study -> study.images().size()).sum();
	}

	private static long studies(final CheckedDataset checked, final String split) {
		return checked.studies().stream().filter(study -> study.split().equals(split)).count();
	}

	private static long present(final CheckedDataset checked, final Map<String, String> proposal, final String split, final String disease) {
		return checked.labels().entrySet().stream().filter(entry -> split.equals(proposal.get(entry.getKey().id())) && entry.getValue()
			.get(disease) == Label.POSITIVE).count();
	}

	private static void row(final StringBuilder text, final String name, final List<String> splits, final List<String> proposed) {
		text.append(String.format(Locale.ROOT, "%-28s", name));
		splits.forEach(cell -> text.append(String.format(Locale.ROOT, " %15s", cell)));
		proposed.forEach(cell -> text.append(String.format(Locale.ROOT, " %14s", cell)));
		text.append('\n');
	}
}
