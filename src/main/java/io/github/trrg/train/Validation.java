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

	/** By the mean AUROC over the findings with enough positives; 0 if there are none. */
	HeldOutScores score(final Progress progress) {
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
		final double mean = scores.meanAuroc().orElse(0);
		return new HeldOutScores(mean, Map.of(HeldOutScores.AUROC, mean), List.of());
	}

	/**
	 * Thresholds that together maximise micro-F1 on the held-out studies. A disease with few positives takes the quantile of its own
	 * probabilities that lets through as many studies as truly have it: the maximum would follow single studies there.
	 */
	List<Disease> calibrate(final Progress progress) {
		final double[][] probabilities = probabilities(progress);
		final int diseases = model.diseases().size();
		final double[][] scores = new double[diseases][studies.size()];
		final boolean[][] present = new boolean[diseases][];
		final Double[] thresholds = new Double[diseases];
		final List<Integer> common = new ArrayList<>();
		for (int k = 0; k < diseases; k++) {
			for (int i = 0; i < studies.size(); i++)
				scores[k][i] = probabilities[i][k];
			final Disease disease = model.diseases().get(k);
			present[k] = present(disease);
			if (Finding.of(disease.name()).isEmpty()) continue;
			if (count(present[k]) < ClueScores.POSITIVES_AT_LEAST) thresholds[k] = Calibration.quantile(scores[k], count(present[k]));
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
}
