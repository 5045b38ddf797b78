package io.github.trrg.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.trrg.report.ReportCleaning;

/**
 * Reports that look at no picture, taken from the training reports. On normal-heavy data they reach the text scores of published
 * systems; numbers are read beside theirs.
 */
public final class Baselines {

	/** The one training report whose mean ROUGE-L against the training reports is best. */
	public static final String BEST_SINGLE = "best_single";
	/** The training report written most often. */
	public static final String MOST_COMMON = "most_common";
	/** A training report drawn for each study. */
	public static final String RANDOM = "random";

	/** Beyond so many training reports, so many are drawn: every pair of them is compared to find the best one. */
	static final int COMPARED_AT_MOST = 3000;

	private Baselines() {}

	/**
	 * @param training the training reports; empty ones are passed over
	 * @param studies for how many studies to give reports
	 * @param seed gives the same random reports again
	 * @return per baseline one report per study; none without training reports
	 */
	public static Map<String, List<String>> of(final List<String> training, final int studies, final ReportCleaning cleaning, final long seed) {
		final List<String> written = training.stream().filter(report -> !report.isBlank()).toList();
		if (written.isEmpty()) return Map.of();
		final Map<String, List<String>> baselines = new LinkedHashMap<>();
		baselines.put(BEST_SINGLE, Collections.nCopies(studies, bestSingle(written, cleaning, seed)));
		baselines.put(MOST_COMMON, Collections.nCopies(studies, mostCommon(written)));
		baselines.put(RANDOM, new Random(seed).ints(studies, 0, written.size()).mapToObj(written::get).toList());
		return baselines;
	}

	/** @return the report whose mean ROUGE-L against all of them, or many drawn ones, is best; there is at least one */
	public static String bestSingle(final List<String> training, final ReportCleaning cleaning, final long seed) {
		final List<String> drawn = new ArrayList<>(training);
		if (drawn.size() > COMPARED_AT_MOST) Collections.shuffle(drawn, new Random(seed));
		final List<String> compared = drawn.subList(0, Math.min(drawn.size(), COMPARED_AT_MOST));
		final RougeL.Vocabulary vocabulary = new RougeL.Vocabulary();
		final List<List<int[]>> references = compared.stream().map(report -> List.of(vocabulary.read(cleaning.clean(report)))).toList();
		final Map<String, String> candidates = new LinkedHashMap<>();
		compared.forEach(report -> candidates.putIfAbsent(cleaning.clean(report), report));
		String best = "";
		double bestSum = -1;
		for (final Map.Entry<String, String> candidate : candidates.entrySet()) {
			final RougeL rouge = new RougeL(vocabulary.read(candidate.getKey()), vocabulary);
			double sum = 0;
			for (final List<int[]> reference : references)
				sum += rouge.score(reference);
			if (sum <= bestSum) continue;
			best = candidate.getValue();
			bestSum = sum;
		}
		return best;
	}

	private static String mostCommon(final List<String> training) {
		final Map<String, Integer> counts = new HashMap<>();
		training.forEach(report -> counts.merge(report, 1, Integer::sum));
		final int most = Collections.max(counts.values());
		return training.stream().filter(report -> counts.get(report) == most).findFirst().orElseThrow();
	}
}
