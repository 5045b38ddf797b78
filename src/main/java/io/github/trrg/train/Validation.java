package io.github.trrg.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.clue.Disease;
import io.github.trrg.common.Progress;
import io.github.trrg.engine.Torch;
import io.github.trrg.evaluate.ClueScores;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;

/** How well the clues are perceived on held-out training studies, and the thresholds that follow. */
final class Validation {

	private static final int BATCH = 16;

	private final TrrgModel model;
	private final List<TrainingStudy> studies;
	private final TrainingImages images;

	Validation(final TrrgModel model, final List<TrainingStudy> studies, final TrainingImages images) {
		this.model = model;
		this.studies = studies;
		this.images = images;
	}

	List<TrainingStudy> studies() {
		return studies;
	}

	/** @return probability of each disease for each held-out study, [study][K] */
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

	/** Mean AUROC over the findings with enough positives; 0 if there are none. */
	double meanAuroc(final Progress progress) {
		final double[][] probabilities = probabilities(progress);
		final List<Map<String, Double>> byName = new ArrayList<>();
		for (final double[] ofStudy : probabilities) {
			final Map<String, Double> named = new HashMap<>();
			for (int k = 0; k < ofStudy.length; k++)
				named.put(model.diseases().get(k).name(), ofStudy[k]);
			byName.add(named);
		}
		final ClueScores scores = new ClueScores(byName, studies.stream().map(TrainingStudy::labels).toList());
		final StringBuilder each = new StringBuilder();
		for (final Disease disease : model.diseases())
			if (scores.positives(disease.name()) >= ClueScores.POSITIVES_AT_LEAST)
				each.append(String.format(Locale.ROOT, " %s %.3f", disease.name(), scores.auroc(disease.name()).orElse(Double.NaN)));
		progress.update(-1, "AUROC on held-out studies:" + each);
		return scores.meanAuroc().orElse(0);
	}

	/**
	 * Thresholds that maximise F1 on the held-out studies. A disease with few positives takes the quantile of its own probabilities that
	 * lets through as many studies as truly have it: F1 would follow single studies there.
	 */
	List<Disease> calibrate(final Progress progress) {
		final double[][] probabilities = probabilities(progress);
		final List<Disease> calibrated = new ArrayList<>();
		for (int k = 0; k < model.diseases().size(); k++) {
			final Disease disease = model.diseases().get(k);
			final boolean[] present = present(disease);
			final double[] scores = column(probabilities, k);
			final boolean known = Finding.of(disease.name()).isPresent();
			calibrated.add(known ? disease.withThreshold(count(present) >= ClueScores.POSITIVES_AT_LEAST ? bestF1(scores, present) : quantile(scores, count(present)), true) : disease);
		}
		return calibrated;
	}

	private static double bestF1(final double[] scores, final boolean[] present) {
		double best = -1;
		double threshold = 0.5;
		for (final double candidate : scores) {
			int hits = 0;
			int called = 0;
			for (int i = 0; i < scores.length; i++)
				if (scores[i] >= candidate) {
					called++;
					if (present[i]) hits++;
				}
			final double f1 = 2.0 * hits / (called + count(present));
			if (f1 > best) {
				best = f1;
				threshold = candidate;
			}
		}
		return threshold;
	}

	private static double quantile(final double[] scores, final int positives) {
		final double[] sorted = scores.clone();
		java.util.Arrays.sort(sorted);
		return Math.min(1, sorted[Math.max(0, sorted.length - 1 - positives)] + 1e-6);
	}

	private boolean[] present(final Disease disease) {
		final boolean[] present = new boolean[studies.size()];
		for (int i = 0; i < present.length; i++)
			present[i] = Finding.of(disease.name()).map(studies.get(i).labels()::get).orElse(Label.BLANK) == Label.POSITIVE;
		return present;
	}

	private static int count(final boolean[] flags) {
		int count = 0;
		for (final boolean flag : flags)
			if (flag) count++;
		return count;
	}

	private static double[] column(final double[][] matrix, final int k) {
		final double[] column = new double[matrix.length];
		for (int i = 0; i < column.length; i++)
			column[i] = matrix[i][k];
		return column;
	}
}
