package io.github.trrg.evaluate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;

/**
 * What reports are like, right or wrong.
 *
 * @param distinct how many different ones there are
 * @param empty how many are blank
 * @param words of each report, shortest first; sentence ends that cleaning sets apart do not count
 * @param repetition mean part of a report's runs of four words that stand in it before, 0 to 1
 */
record ReportStatistics(int distinct, int empty, int[] words, double repetition) {

	private static final int RUN = 4;

	/** @param reports cleaned, at least one */
	static ReportStatistics of(final List<String> reports) {
		final List<List<String>> words = reports.stream().map(ReportStatistics::words).toList();
		return new ReportStatistics((int) reports.stream().distinct().count(), (int) words.stream().filter(List::isEmpty).count(), words.stream()
			.mapToInt(List::size).sorted().toArray(), words.stream().mapToDouble(ReportStatistics::repetition).average().orElseThrow());
	}

	static List<String> words(final String report) {
		return List.of(report.strip().split("\\s+")).stream().filter(word -> word.chars().anyMatch(Character::isLetterOrDigit)).toList();
	}

	private static double repetition(final List<String> words) {
		final int runs = words.size() - RUN + 1;
		if (runs < 1) return 0;
		final Set<List<String>> distinct = new HashSet<>();
		for (int i = 0; i < runs; i++)
			distinct.add(words.subList(i, i + RUN));
		return 1 - (double) distinct.size() / runs;
	}

	double meanWords() {
		return IntStream.of(words).average().orElseThrow();
	}

	JsonObject json() {
		final JsonObject json = new JsonObject();
		json.addProperty("distinct", distinct);
		json.addProperty("empty", empty);
		final JsonObject length = new JsonObject();
		length.addProperty("mean", meanWords());
		for (final int percent : List.of(0, 25, 50, 75, 100))
			length.addProperty("percentile" + percent, words[(int) Math.round(percent / 100.0 * (words.length - 1))]);
		json.add("words", length);
		json.addProperty("repetition", repetition);
		return json;
	}
}
