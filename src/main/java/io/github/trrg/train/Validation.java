package io.github.trrg.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.clue.Disease;
import io.github.trrg.common.Progress;
import io.github.trrg.engine.Torch;
import io.github.trrg.evaluate.Ranking;
import io.github.trrg.evaluate.ClueScores;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;

/** How well the clues are perceived on held-out training studies, and the thresholds that follow. */
final class Validation {

	private static final int BATCH = 16;
	/** Held-out studies that tell how well each disease is perceived, and how common a rare one is. */
	private static final int ENOUGH = 100;

	private final TrrgModel model;
	private final List<TrainingStudy> studies;
	private final TrainingImages images;

	Validation(final TrrgModel model, final List<TrainingStudy> studies, final TrainingImages images) {
		this.model = model;
		this.studies = studies;
		this.images = images;
	}

	/** @return probability of each disease for each study, [study][K] */
	double[][] probabilities(final Progress progress) {
		final double[][] probabilities = new double[studies.size()][];
		Torch.setGradients(false);
		try {
			for (int from = 0; from < studies.size(); from += BATCH) {
				progress.checkCanceled();
				final List<TrainingStudy> batch = studies.subList(from, Math.min(studies.size(), from + BATCH));
				try (NDManager step = Torch.newManager(model.parameters().device())) {
					final List<float[]> pixels = new ArrayList<>();
					batch.forEach(study -> pixels.addAll(images.plainPair(study)));
					final NDArray tokens = model.network().encodeViews(model.pixels(step, pixels), 2, false); // (B, N, D)
					final NDArray mask = step.ones(new Shape(batch.size(), tokens.getShape().get(1)));
					final TrrgModel.Prompts prompts = model.embedPrompts(step);
					final float[] values = model.network().perception().perceive(model.network().perception().project(tokens), mask, prompts.positive(),
						prompts.negative()).logits().toFloatArray();
					final int diseases = model.diseases().size();
					for (int i = 0; i < values.length; i++) {
						if (i % diseases == 0) probabilities[from + i / diseases] = new double[diseases];
						probabilities[from + i / diseases][i % diseases] = 1 / (1 + Math.exp(-values[i]));
					}
				}
			}
		}
		finally {
			Torch.setGradients(true);
		}
		return probabilities;
	}

	/**
	 * By the mean AUROC over the diseases with enough positives. Of few studies hardly any disease has enough, and ranks alone tell little: the
	 * mean log-likelihood of all that is known decides, to a hundredth, as smaller gains are none.
	 */
	HeldOutScores score(final Progress progress) {
		final double[][] probabilities = probabilities(progress);
		final List<Double> enough = new ArrayList<>();
		final List<Double> any = new ArrayList<>();
		final StringBuilder each = new StringBuilder();
		for (int k = 0; k < model.diseases().size(); k++) {
			final Disease disease = model.diseases().get(k);
			final int[] known = known(disease);
			final double[] scores = scores(probabilities, known, k);
			final boolean[] present = present(disease, known);
			final OptionalDouble auroc = Ranking.of(scores, present).auroc();
			if (auroc.isEmpty()) continue;
			if (!disease.isNoFinding()) any.add(auroc.getAsDouble());
			if (count(present) < ClueScores.POSITIVES_AT_LEAST) continue;
			if (!disease.isNoFinding()) enough.add(auroc.getAsDouble());
			each.append(String.format(Locale.ROOT, " %s %.3f", disease.name(), auroc.getAsDouble()));
		}
		final double mean = mean(enough.isEmpty() ? any : enough);
		final double score = studies.size() < ENOUGH ? Math.rint(logLikelihood(probabilities) * 100) / 100 : mean;
		progress.update(-1, String.format(Locale.ROOT, "AUROC on held-out studies: mean %.3f%s", mean, each));
		return new HeldOutScores(score, any.isEmpty() ? Map.of() : Map.of(HeldOutScores.AUROC, mean), List.of());
	}

	/** Difference of scores that does not count: a tenth of a nat, or a hundredth of AUROC. */
	double slack() {
		return studies.size() < ENOUGH ? 0.1 : 0.01;
	}

	/** Each disease counts as much on either side, so that a rare one is not learnt to be absent. */
	private double logLikelihood(final double[][] probabilities) {
		final List<Double> sides = new ArrayList<>();
		for (int k = 0; k < model.diseases().size(); k++) {
			final int[] known = known(model.diseases().get(k));
			final double[] scores = scores(probabilities, known, k);
			final boolean[] present = present(model.diseases().get(k), known);
			if (count(present) == 0 || count(present) == present.length) continue;
			for (final boolean side : new boolean[] { true, false })
				sides.add(mean(IntStream.range(0, known.length).filter(i -> present[i] == side).mapToObj(i -> Math.log(Math.max(1e-6, side ? scores[i] : 1 - scores[i])))
					.toList()));
		}
		return mean(sides);
	}

	private static double mean(final List<Double> values) {
		return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
	}

	/**
	 * Thresholds that together maximise micro-F1 on the held-out studies. A disease with few positives takes the quantile of its own
	 * probabilities that lets through as many studies as truly have it: the maximum would follow single studies there. Where the
	 * held-out studies are few themselves, that would be chance too, and the threshold stays.
	 */
	List<Disease> calibrate(final Progress progress) {
		final double[][] probabilities = probabilities(progress);
		final int diseases = model.diseases().size();
		final double[][] scores = new double[diseases][];
		final boolean[][] present = new boolean[diseases][];
		final Double[] thresholds = new Double[diseases];
		final List<Integer> common = new ArrayList<>();
		for (int k = 0; k < diseases; k++) {
			final Disease disease = model.diseases().get(k);
			final int[] known = known(disease);
			scores[k] = scores(probabilities, known, k);
			present[k] = present(disease, known);
			if (count(present[k]) < ClueScores.POSITIVES_AT_LEAST) {
				if (known.length >= ENOUGH && Finding.of(disease.name()).isPresent()) thresholds[k] = Calibration.quantile(scores[k], count(present[k]));
			}
			else if (disease.isNoFinding()) thresholds[k] = Calibration.maximiseMicroF1(new double[][] { scores[k] }, new boolean[][] { present[k] })[0];
			else common.add(k);
		}
		final double[] together = Calibration.maximiseMicroF1(common.stream().map(k -> scores[k]).toArray(double[][]::new),
			common.stream().map(k -> present[k]).toArray(boolean[][]::new));
		for (int i = 0; i < together.length; i++)
			thresholds[common.get(i)] = together[i];
		final List<Disease> calibrated = new ArrayList<>();
		for (int k = 0; k < diseases; k++)
			calibrated.add(thresholds[k] == null ? model.diseases().get(k) : model.diseases().get(k).withThreshold(thresholds[k], true));
		return calibrated;
	}

	/** Numbers of the studies about which something is known of the disease. */
	private int[] known(final Disease disease) {
		return IntStream.range(0, studies.size()).filter(i -> studies.get(i).labels().containsKey(disease.name())).toArray();
	}

	private static double[] scores(final double[][] probabilities, final int[] known, final int k) {
		return Arrays.stream(known).mapToDouble(i -> probabilities[i][k]).toArray();
	}

	private boolean[] present(final Disease disease, final int[] known) {
		final boolean[] present = new boolean[known.length];
		for (int i = 0; i < present.length; i++)
			present[i] = studies.get(known[i]).labels().get(disease.name()) == Label.POSITIVE;
		return present;
	}

	private static int count(final boolean[] flags) {
		int count = 0;
		for (final boolean flag : flags)
			if (flag) count++;
		return count;
	}
}
