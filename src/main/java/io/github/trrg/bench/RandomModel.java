package io.github.trrg.bench;

import java.nio.file.Path;
import java.util.Random;

import io.github.trrg.common.Progress;
import io.github.trrg.model.DType;
import io.github.trrg.model.SafetensorsWriter;
import io.github.trrg.model.Weights;
import io.github.trrg.nn.LlamaConfig;

/** Language models whose weights are noise. */
final class RandomModel {

	/** Numbers of noise, of which each row is a stretch. */
	private static final int NOISE = 1 << 20;
	private static final double SPREAD = 0.02;

	private RandomModel() {}

	/** Writes the weights with 16 bits (BF16), which other precisions hold as they are or are rounded from. */
	static void write(final LlamaConfig config, final String prefix, final Path folder, final Progress progress) {
		final Random random = new Random(1);
		final float[] noise = new float[NOISE + config.hiddenSize() + config.intermediateSize() + config.heads() * config.headDim()];
		for (int i = 0; i < noise.length; i++)
			noise[i] = Float.intBitsToFloat(Float.floatToIntBits((float) (SPREAD * random.nextGaussian())) & 0xffff0000);
		final SafetensorsWriter writer = new SafetensorsWriter();
		for (final LlamaTensor tensor : LlamaTensor.of(config)) {
			writer.pieces(prefix + tensor.name(), DType.BF16, tensor.shape(), tensor.columns(), (at, count, buffer) -> {
				progress.checkCanceled();
				progress.update(-1, "Writing random weights");
				for (int row = 0; row < count; row += tensor.columns()) {
					final int from = random.nextInt(NOISE);
					for (int i = from; i < from + tensor.columns(); i++)
						buffer.putShort((short) (tensor.isNorm() ? 0x3f80 : Float.floatToRawIntBits(noise[i]) >>> 16)); // 1 of a norm
				}
			});
		}
		writer.write(folder.resolve(Weights.SINGLE));
	}
}
