package io.github.trrg.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.StudyItem;

/**
 * Which studies of a split are scored, those with a reference report and a prediction, and what does not fit.
 *
 * @param studies scored, in the split's order
 * @param unscored studies with a reference but without a usable prediction
 * @param counts of {@code metrics.json}
 * @param problems what does not fit, a sentence each
 */
record Selection(List<StudyItem> studies, List<StudyItem> unscored, JsonObject counts, List<String> problems) {

	/** Of ids that do not fit, so many are named; all are counted. */
	private static final int NAMED_AT_MOST = 20;

	/** @throws TrrgException if the split is unknown or empty, or no prediction belongs to it */
	static Selection of(final Dataset dataset, final String split, final Predictions predictions) {
		final List<StudyItem> all = dataset.split(split), studies = new ArrayList<>(), unscored = new ArrayList<>();
		if (all.isEmpty()) throw new TrrgException("Split \"" + split + "\" of " + dataset.folder() + " is empty. Choose another split.");
		final Collection<String> unknown = new HashSet<>(predictions.texts().keySet());
		for (final StudyItem item : all) {
			unknown.remove(item.id());
			if (!item.report().isBlank()) (predictions.texts().containsKey(item.id()) ? studies : unscored).add(item);
		}
		if (studies.isEmpty()) throw new TrrgException("None of the " + predictions.texts().size() + " predictions belongs to a study with a report in split \"" +
			split + "\" of " + dataset.folder() + ". " + (predictions.failures().isEmpty() ? "Check the ids and the split." : "The first of " + predictions.failures()
			.size() + " failures: " + predictions.failures().entrySet().iterator().next()));
		final Set<String> elsewhere = dataset.splits().stream().filter(name -> !name.equals(split)).flatMap(name -> dataset.split(name).stream()).map(StudyItem::id)
			.filter(unknown::contains).collect(Collectors.toSet());
		unknown.removeAll(elsewhere);
		final JsonObject counts = new JsonObject();
		final List<String> problems = new ArrayList<>();
		counts.addProperty("studies", all.size());
		counts.addProperty("evaluated", studies.size());
		counts.addProperty("without_reference", all.stream().filter(item -> item.report().isBlank()).count());
		counts.addProperty("other_splits", elsewhere.size());
		final List<String> ids = unscored.stream().map(StudyItem::id).toList();
		count(counts, problems, "failed", ids.stream().filter(predictions.failures()::containsKey).toList(), "Studies that failed and are not scored");
		count(counts, problems, "missing", ids.stream().filter(id -> !predictions.failures().containsKey(id)).toList(),
			"Studies without a prediction, which are not scored");
		count(counts, problems, "unknown", unknown, "Predictions that are not used, as the data set has no such study");
		count(counts, problems, "duplicate", predictions.duplicates(), "Studies with several predictions, of which the first counts");
		ids.stream().filter(predictions.failures()::containsKey).limit(NAMED_AT_MOST).forEach(id -> problems.add(id + ": " + predictions.failures().get(id)));
		final JsonObject sources = new JsonObject();
		for (final Dataset.LabelSource source : Dataset.LabelSource.values())
			sources.addProperty(source.name().toLowerCase(Locale.ROOT), studies.stream().filter(study -> dataset.labelSource(study) == source).count());
		counts.add("label_sources", sources);
		return new Selection(List.copyOf(studies), List.copyOf(unscored), counts, List.copyOf(problems));
	}

	private static void count(final JsonObject counts, final List<String> problems, final String name, final Collection<String> ids, final String what) {
		counts.addProperty(name, ids.size());
		if (ids.isEmpty()) return;
		final List<String> named = ids.stream().sorted().limit(NAMED_AT_MOST).toList();
		final JsonArray array = new JsonArray();
		named.forEach(array::add);
		counts.add(name + "_ids", array);
		problems.add(what + ": " + ids.size() + " (" + String.join(", ", named) + (ids.size() > named.size() ? ", ..." : "") + ")");
	}
}
