package io.github.trrg.evaluate;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;

/**
 * How well clue probabilities tell the studies whose report affirms a finding from all others. Diseases that the labeler does not know
 * have no reference and are passed over.
 */
public final class ClueScores {

	/** Findings with fewer positive studies are left out of the means: their scores are mostly chance. */
	public static final int POSITIVES_AT_LEAST = 10;

	private final List<Map<String, Double>> probabilities;
	private final List<Map<Finding, Label>> labels;
	private final Set<Label> positive;
	private final Map<String, Finding> diseases = new LinkedHashMap<>();
	private final List<String> frequent;

	/**
	 * @param probabilities of each study, by disease name; a study may lack some or all
	 * @param labels of each study's reference; those that are uncertain count as absent
	 */
	public ClueScores(final List<Map<String, Double>> probabilities, final List<Map<Finding, Label>> labels) {
		this(probabilities, labels, Set.of(Label.POSITIVE));
	}

	/** As above. @param positive labels that count as present */
	ClueScores(final List<Map<String, Double>> probabilities, final List<Map<Finding, Label>> labels, final Set<Label> positive) {
		if (probabilities.size() != labels.size()) throw new IllegalArgumentException(probabilities.size() + " clues for " + labels.size() + " references");
		this.probabilities = probabilities;
		this.labels = labels;
		this.positive = positive;
		final Set<String> names = new LinkedHashSet<>();
		probabilities.forEach(study -> names.addAll(study.keySet()));
		names.forEach(name -> Finding.of(name).ifPresent(finding -> diseases.put(name, finding)));
		frequent = diseases.keySet().stream().filter(name -> diseases.get(name) != Finding.NO_FINDING && positives(name) >= POSITIVES_AT_LEAST).toList();
	}

	/** Names of the diseases that have a reference. */
	public Set<String> diseases() {
		return diseases.keySet();
	}

	/** Those of them whose mean is taken: "no finding" apart, with at least {@value #POSITIVES_AT_LEAST} positives. */
	List<String> frequentDiseases() {
		return frequent;
	}

	/** Studies that have the clue and whose reference affirms the disease. */
	public long positives(final String disease) {
		return studies(disease, all()).filter(study -> isPositive(study, disease)).count();
	}

	/** @return empty where positives or negatives are wanting */
	public OptionalDouble auroc(final String disease) {
		return ranking(disease).auroc();
	}

	/** Mean AUROC over the findings, "no finding" apart, with at least {@value #POSITIVES_AT_LEAST} positives; empty if there are none. */
	public OptionalDouble meanAuroc() {
		return mean(rankings(all()), Ranking::auroc);
	}

	/** Mean average precision over the same findings. */
	OptionalDouble meanAveragePrecision() {
		return mean(rankings(all()), Ranking::averagePrecision);
	}

	/** Of the findings whose mean is taken. @param sample numbers of the studies to score, from 0, repetitions allowed */
	Map<String, Ranking> rankings(final int... sample) {
		final Map<String, Ranking> rankings = new LinkedHashMap<>();
		frequent.forEach(name -> rankings.put(name, ranking(name, sample)));
		return rankings;
	}

	static OptionalDouble mean(final Map<String, Ranking> rankings, final Function<Ranking, OptionalDouble> score) {
		return rankings.values().stream().map(score).filter(OptionalDouble::isPresent).mapToDouble(OptionalDouble::getAsDouble).average();
	}

	Ranking ranking(final String disease) {
		return ranking(disease, all());
	}

	private Ranking ranking(final String disease, final int... sample) {
		final int[] studies = studies(disease, sample).toArray();
		return Ranking.of(probabilities(disease, studies), positive(disease, studies));
	}

	Reliability reliability(final String disease) {
		final int[] studies = studies(disease, all()).toArray();
		return Reliability.of(probabilities(disease, studies), positive(disease, studies));
	}

	/** Of all findings together, "no finding" apart. */
	Reliability reliability() {
		final List<String> names = diseases.keySet().stream().filter(name -> diseases.get(name) != Finding.NO_FINDING).toList();
		return Reliability.ofAll(names.stream().map(this::reliability).toList());
	}

	private double[] probabilities(final String disease, final int... studies) {
		return IntStream.of(studies).mapToDouble(study -> probabilities.get(study).get(disease)).toArray();
	}

	private boolean[] positive(final String disease, final int... studies) {
		final boolean[] positive = new boolean[studies.length];
		for (int i = 0; i < positive.length; i++)
			positive[i] = isPositive(studies[i], disease);
		return positive;
	}

	private IntStream studies(final String disease, final int... sample) {
		return IntStream.of(sample).filter(study -> probabilities.get(study).containsKey(disease));
	}

	private boolean isPositive(final int study, final String disease) {
		final Label label = labels.get(study).get(diseases.get(disease));
		return label != null && positive.contains(label);
	}

	private int[] all() {
		return IntStream.range(0, labels.size()).toArray();
	}
}
