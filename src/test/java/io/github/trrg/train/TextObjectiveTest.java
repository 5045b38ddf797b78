package io.github.trrg.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.github.trrg.TinyDataset;
import io.github.trrg.TinyModel;
import io.github.trrg.common.Progress;
import io.github.trrg.data.Dataset;
import io.github.trrg.engine.Torch;
import io.github.trrg.model.TrrgModel;

class TextObjectiveTest {

	@TempDir
	Path folder;

	/** After its training the text encoder tells what affirms an effusion from what denies one, which a new one cannot. */
	@Test
	void tellsPresenceFromAbsence() throws Exception {
		try (TrrgModel model = TrrgModel.openForTraining(TinyModel.make(folder.resolve("tiny")), Device.cpu(), 1)) {
			final TrainingData data = TrainingData.of(Dataset.open(TinyDataset.make(folder.resolve("data set"))), TargetText.REPORT, model.diseases());
			final double before = margin(model);
			final StageSettings settings = new StageSettings(40, 1, 1, 0.003, 0, 0, 1, 0, 0, 0, 40, false, 0, LossSettings.STANDARD, 1e9, 1);
			final TrainingRun run = new TrainingRun(Device.cpu(), folder.resolve("out"), 0, Long.MAX_VALUE, false, Set.of());
			run.train(model, new TextObjective(model, settings, data), settings, Progress.NONE);
			assertTrue(margin(model) > before + 1, before + " before, " + margin(model) + " after");
		}
	}

	/** Logit of an effusion for a sentence that affirms it, less that for one that denies it. */
	private static double margin(final TrrgModel model) {
		Torch.setGradients(false);
		try (NDManager step = Torch.newManager(Device.cpu())) {
			final int effusion = model.diseases().stream().map(disease -> disease.name()).toList().indexOf("pleural effusion");
			final TrrgModel.Prompts prompts = model.embedPrompts(step);
			final NDArray embedded = model.embedTexts(step, List.of(model.tokenizer().encode(TinyDataset.report(0)), model.tokenizer().encode("No pleural effusion."))); // (2, E)
			final NDArray logits = embedded.matMul(prompts.positive().sub(prompts.negative()).transpose()).mul(model.network().perception().scale(step)); // (2, K)
			return logits.getFloat(0, effusion) - logits.getFloat(1, effusion);
		}
		finally {
			Torch.setGradients(true);
		}
	}
}
