package io.github.trrg.decode;

import java.nio.ByteBuffer;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;

import ai.djl.Device;

import io.github.trrg.engine.Torch;
import io.github.trrg.nn.StoredMatrix;
import io.github.trrg.nn.StoredWeights;

/** The Java decoder with every prompt read by PyTorch. */
class TorchPrefillTest extends LanguageModelContract {

	@Override
	LanguageModel open(final Fixture fixture) {
		return new JavaLlama(fixture.config(), mapped(StoredWeights.of(fixture.weights())), Arithmetic.best(), 0, Device.cpu(), 1);
	}

	/** The same numbers outside the heap, as those of files are. */
	private static StoredWeights mapped(final StoredWeights weights) {
		return new StoredWeights() {

			@Override
			public StoredMatrix matrix(final String name, final int rows, final int columns) {
				final StoredMatrix matrix = weights.matrix(name, rows, columns);
				if (matrix == null) return null;
				final ByteBuffer bytes = matrix.parts().get(0);
				return new StoredMatrix(matrix.storage(), rows, columns, List.of(ByteBuffer.allocateDirect(bytes.remaining()).put(bytes.duplicate()).flip()), rows, null);
			}

			@Override
			public float[] vector(final String name, final int length) {
				return weights.vector(name, length);
			}
		};
	}

	@BeforeAll
	static void takeOneThread() {
		Torch.setThreads(1); // on matrices so small, threads only wait for one another
	}
}
