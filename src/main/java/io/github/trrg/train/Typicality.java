package io.github.trrg.train;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.trrg.clue.Disease;
import io.github.trrg.evaluate.Consensus;
import io.github.trrg.report.Label;
import io.github.trrg.report.ReportCleaning;

/**
 * How typical the wording of a study's report is among the reports that affirm the same findings. Typical wordings weigh more in the loss,
 * since which of many ways of saying the same a radiologist chose cannot be seen in the picture (consensus-weighted cross entropy, Phan et
 * al. 2017; the groups and the square are ours).
 */
final class Typicality {

	/** Smaller groups tell nothing about what is typical. */
	private static final int GROUP_AT_LEAST = 10;
	private static final double LEAST = 0.1;
	private static final double MOST = 5;

	private final Map<String, Float> weights = new HashMap<>();

	Typicality(final List<TrainingStudy> studies) {
		final Map<Set<String>, List<TrainingStudy>> groups = studies.stream().filter(study -> !study.target().isBlank()).collect(Collectors.groupingBy(
			Typicality::affirmed, LinkedHashMap::new, Collectors.toList()));
		final Consensus consensus = new Consensus(studies.stream().map(Typicality::cleaned).toList());
		for (final List<TrainingStudy> group : groups.values())
			if (group.size() >= GROUP_AT_LEAST) weigh(group, consensus.scores(group.stream().map(Typicality::cleaned).toList()));
	}

	private void weigh(final List<TrainingStudy> group, final double[] scores) {
		double squares = 0;
		for (final double score : scores)
			squares += score * score;
		for (int i = 0; i < scores.length && squares > 0; i++)
			weights.put(group.get(i).id(), (float) Math.max(LEAST, Math.min(MOST, scores[i] * scores[i] * scores.length / squares)));
	}

	private static String cleaned(final TrainingStudy study) {
		return ReportCleaning.R2GEN_IU.clean(study.target());
	}

	private static Set<String> affirmed(final TrainingStudy study) {
		return study.labels().entrySet().stream().filter(entry -> entry.getValue() == Label.POSITIVE && !entry.getKey().equals(Disease.NO_FINDING)).map(
			Map.Entry::getKey).collect(Collectors.toSet());
	}

	/** @return weight of the study's report, around 1 */
	float of(final TrainingStudy study) {
		return weights.getOrDefault(study.id(), 1f);
	}
}
