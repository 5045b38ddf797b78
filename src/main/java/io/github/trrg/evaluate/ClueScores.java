package io.github.trrg.evaluate;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;

/**
 * How well clue probabilities tell the studies whose report affirms a finding from all others. Diseases that the labeler does not know
 * have no reference and are passed over.
 */
public final class ClueScores {

	/** Findings with fewer positive studies are left out of the mean: their AUROC is mostly chance. */
	public static final int POSITIVES_AT_LEAST = 10;

	private final List<Map<String, Double>> probabilities;
	private final List<Map<Finding, Label>> labels;
	private final Map<String, Finding> diseases = new LinkedHashMap<>();

	/**
	 * @param probabilities of each study, by disease name; a study may lack some or all
	 * @param labels of each study's reference
	 */
	public ClueScores(final List<Map<String, Double>> probabilities, final List<Map<Finding, Label>> labels) {
		if (probabilities.size() != labels.size()) throw new IllegalArgumentException(probabilities.size() + " clues for " + labels.size() + " references");
		this.probabilities = probabilities;
		this.labels = labels;
		final Set<String> names = new LinkedHashSet<>();
		probabilities.forEach(study -> names.addAll(study.keySet()));
		names.forEach(name -> Finding.of(name).ifPresent(finding -> diseases.put(name, finding)));
	}

	/** Names of the diseases that have a reference. */
	public Set<String> diseases() {
		return diseases.keySet();
	}

	/** Studies that have the clue and whose reference affirms the disease. */
	public long positives(final String disease) {
		return studies(disease, all()).filter(study -> isPositive(study, disease)).count();
	}

	/** @return empty where positives or negatives are wanting */
	public OptionalDouble auroc(final String disease) {
		return auroc(disease, all());
	}

	/** Mean AUROC over the findings, "no finding" apart, with at least {@value #POSITIVES_AT_LEAST} positives; empty if there are none. */
	public OptionalDouble meanAuroc() {
		return meanAuroc(all());
	}

	/** @param sample numbers of the studies to score, from 0, repetitions allowed; the findings stay those of all studies */
	OptionalDouble meanAuroc(final int... sample) {
		return diseases.keySet().stream().filter(name -> diseases.get(name) != Finding.NO_FINDING && positives(name) >= POSITIVES_AT_LEAST)
			.map(name -> auroc(name, sample)).filter(OptionalDouble::isPresent).mapToDouble(OptionalDouble::getAsDouble).average();
	}

	private OptionalDouble auroc(final String disease, final int... sample) {
		final int[] studies = studies(disease, sample).toArray();
		final double[] scores = new double[studies.length];
		final boolean[] positive = new boolean[studies.length];
		for (int i = 0; i < studies.length; i++) {
			scores[i] = probabilities.get(studies[i]).get(disease);
			positive[i] = isPositive(studies[i], disease);
		}
		return Auroc.of(scores, positive);
	}

	private IntStream studies(final String disease, final int... sample) {
		return IntStream.of(sample).filter(study -> probabilities.get(study).containsKey(disease));
	}

	private boolean isPositive(final int study, final String disease) {
		return labels.get(study).get(diseases.get(disease)) == Label.POSITIVE;
	}

	private int[] all() {
		return IntStream.range(0, labels.size()).toArray();
	}
}
