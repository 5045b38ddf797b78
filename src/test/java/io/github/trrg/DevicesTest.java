package io.github.trrg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.common.Progress;
import io.github.trrg.decode.Generation;
import io.github.trrg.decode.GenerationSettings;
import io.github.trrg.decode.Generator;
import io.github.trrg.decode.Prompt;
import io.github.trrg.decode.TokenListener;
import io.github.trrg.decode.TorchLlama;
import io.github.trrg.engine.Kernels;
import io.github.trrg.engine.Torch;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.nn.Precision;
import io.github.trrg.study.Phantom;
import io.github.trrg.study.Study;
import io.github.trrg.train.FineTuning;
import io.github.trrg.train.FineTuningPlan;
import io.github.trrg.train.Pretraining;
import io.github.trrg.train.TrainingRun;

/** Training and generation run on the device of the model, with arrays of it only: kernels assert that all they are given is of one device. */
class DevicesTest {

	@TempDir
	private Path folder;

	@Test
	void arraysOfAnotherDeviceAreNoticed() {
		final List<Device> devices = Devices.all();
		assumeTrue(devices.size() > 1, "no GPU beside the CPU");
		try (NDManager one = Torch.newManager(devices.get(0)); NDManager other = Torch.newManager(devices.get(1))) {
			assertEquals(1, Kernels.run("matmul_bfloat16", other.ones(new Shape(1, 1)), other.ones(new Shape(1, 1))).toFloatArray()[0]);
			assertThrows(AssertionError.class, () -> Kernels.run("matmul_bfloat16", other.ones(new Shape(1, 1)), one.ones(new Shape(1, 1))));
		}
	}

	@ParameterizedTest
	@MethodSource("io.github.trrg.Devices#all")
	void everythingHappensOnTheModelsDevice(final Device device) throws IOException {
		final Path dataset = TinyDataset.make(folder.resolve("data set")), recipe = TinyModel.makeRecipe(folder.resolve("recipe"));
		final Path first = folder.resolve("first"), second = folder.resolve("second");
		for (final Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
			for (final Path made : List.of(first, second))
				if (Files.exists(made)) Files.move(made, made.resolveSibling(made.getFileName() + " of before"));
			Pretraining.run(dataset, recipe, run(device, precision, first), Progress.NONE);
			FineTuning.run(dataset, first, FineTuningPlan.standard(), run(device, precision, second), Progress.NONE);
			try (TrrgModel model = TrrgModel.openForTraining(second, device, precision, 1); Trrg trrg = Trrg.of(model)) {
				assertEquals(device, model.parameters().device());
				final Study study = new Study("phantom", List.of(Phantom.draw(1, 64, List.of()).view()), "Cough");
				final GenerationSettings few = model.generation().with().minLength(1).maxLength(4).build();
				assertEquals(model.diseases().size(), trrg.generate(trrg.perceive(study), few, TokenListener.NONE, Progress.NONE).clues().size());
				final TorchLlama torch = new TorchLlama(model.network().language(), device);
				final Generation written = new Generator(torch, model.tokenizer()::decode, model.end()).generate(List.of(new Prompt(torch.embed(0, 5, 9))), few,
					TokenListener.NONE, Progress.NONE).get(0);
				assertTrue(written.tokens().length >= 1);
			}
		}
	}

	private static TrainingRun run(final Device device, final Precision precision, final Path out) {
		return new TrainingRun(device, precision, out, 1, null, Long.MAX_VALUE, false, Set.of());
	}
}
