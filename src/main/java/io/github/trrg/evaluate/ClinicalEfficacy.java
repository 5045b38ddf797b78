package io.github.trrg.evaluate;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;

/**
 * Whether reports affirm the findings that the references affirm. Positive counts; negative, uncertain and blank do not. The field
 * knows three flavours whose numbers do not compare, so all are given by name: micro and macro over 14 findings (R2Gen), over 13
 * without "no finding", over 5 (atelectasis, cardiomegaly, consolidation, edema, pleural effusion), and example-based (PromptMRG): the
 * mean over studies.
 */
public final class ClinicalEfficacy {

	private static final Set<Finding> ALL = EnumSet.allOf(Finding.class);
	private static final Map<String, Set<Finding>> SETS = Map.of("14", ALL, "13", EnumSet.complementOf(EnumSet.of(Finding.NO_FINDING)), "5",
		EnumSet.of(Finding.ATELECTASIS, Finding.CARDIOMEGALY, Finding.CONSOLIDATION, Finding.EDEMA, Finding.PLEURAL_EFFUSION));

	private final boolean[][] predicted;
	private final boolean[][] actual;
	private final List<PrecisionRecall> examples;

	/**
	 * @param predicted labels of the generated reports
	 * @param actual labels of the references, study by study
	 */
	public ClinicalEfficacy(final List<Map<Finding, Label>> predicted, final List<Map<Finding, Label>> actual) {
		if (predicted.size() != actual.size()) throw new IllegalArgumentException(predicted.size() + " predictions for " + actual.size() + " references");
		this.predicted = predicted.stream().map(ClinicalEfficacy::positives).toArray(boolean[][]::new);
		this.actual = actual.stream().map(ClinicalEfficacy::positives).toArray(boolean[][]::new);
		examples = IntStream.range(0, predicted.size()).mapToObj(study -> Agreement.sum(byFinding(study).values()).score()).toList();
	}

	/** @return micro13, macro13, micro14, macro14, micro5, macro5, example_based */
	public Map<String, PrecisionRecall> scores() {
		return scores(IntStream.range(0, predicted.length).toArray());
	}

	/** @param sample numbers of the studies to score, from 0, repetitions allowed */
	public Map<String, PrecisionRecall> scores(final int... sample) {
		final Map<Finding, Agreement> byFinding = byFinding(sample);
		final Map<String, PrecisionRecall> scores = new LinkedHashMap<>();
		for (final String size : List.of("13", "14", "5")) {
			final List<Agreement> counted = SETS.get(size).stream().map(byFinding::get).toList();
			scores.put("micro" + size, Agreement.sum(counted).score());
			scores.put("macro" + size, mean(counted.stream().map(Agreement::score).toList()));
		}
		scores.put("example_based", mean(IntStream.of(sample).mapToObj(examples::get).toList()));
		return scores;
	}

	/** Agreement on one finding, over all studies. */
	Agreement of(final Finding finding) {
		return byFinding(IntStream.range(0, predicted.length).toArray()).get(finding);
	}

	/** Agreement of one study on the 13 findings without "no finding". */
	Agreement ofStudy(final int study) {
		final Map<Finding, Agreement> byFinding = byFinding(study);
		byFinding.remove(Finding.NO_FINDING);
		return Agreement.sum(byFinding.values());
	}

	/** The findings, "no finding" apart, that the report does or does not affirm and the reference does or does not. */
	List<Finding> findings(final int study, final boolean said, final boolean is) {
		return SETS.get("13").stream().filter(finding -> predicted[study][finding.ordinal()] == said && actual[study][finding.ordinal()] == is).toList();
	}

	/** Agreement on each finding. @param sample as in {@link #scores(int...)} */
	Map<Finding, Agreement> byFinding(final int... sample) {
		final Map<Finding, Agreement> byFinding = new EnumMap<>(Finding.class);
		for (final Finding finding : Finding.values()) {
			int found = 0;
			int missed = 0;
			int invented = 0;
			for (final int study : sample) {
				final boolean is = actual[study][finding.ordinal()];
				final boolean said = predicted[study][finding.ordinal()];
				if (is && said) found++;
				else if (said) invented++;
				else if (is) missed++;
			}
			byFinding.put(finding, new Agreement(found, missed, invented));
		}
		return byFinding;
	}

	private static PrecisionRecall mean(final Collection<PrecisionRecall> scores) {
		return new PrecisionRecall(mean(scores, PrecisionRecall::precision), mean(scores, PrecisionRecall::recall), mean(scores, PrecisionRecall::f1));
	}

	private static double mean(final Collection<PrecisionRecall> scores, final ToDoubleFunction<PrecisionRecall> part) {
		return scores.stream().mapToDouble(part).average().orElse(0);
	}

	private static boolean[] positives(final Map<Finding, Label> labels) {
		final boolean[] positives = new boolean[Finding.values().length];
		for (final Finding finding : Finding.values())
			positives[finding.ordinal()] = labels.get(finding) == Label.POSITIVE;
		return positives;
	}
}
