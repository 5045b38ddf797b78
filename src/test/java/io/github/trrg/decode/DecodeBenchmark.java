package io.github.trrg.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import io.github.trrg.nn.LlamaConfig;
import io.github.trrg.nn.Storage;
import io.github.trrg.nn.StoredMatrix;
import io.github.trrg.nn.StoredWeights;

/**
 * Not a test: {@code java … io.github.trrg.decode.DecodeBenchmark tiny|small storage [held|mapped] [tokens] [beams]} prints tokens per second of
 * a decoder with random weights of the shape of TinyLlama 1.1B, or of 31 million.
 */
public final class DecodeBenchmark {

	private DecodeBenchmark() {}

	public static void main(final String... arguments) {
		final LlamaConfig config = arguments[0].equals("tiny") ? new LlamaConfig(32000, 2048, 5632, 22, 32, 4, 64, 2048, 1e-5, 10000, null, false, false, 1, 2)
			: new LlamaConfig(8000, 512, 1376, 8, 8, 8, 64, 2048, 1e-5, 10000, null, false, false, 1, 2);
		final Storage storage = Storage.of(arguments[1]);
		final boolean held = arguments.length < 3 || arguments[2].equals("held");
		final int tokens = arguments.length < 4 ? 32 : Integer.parseInt(arguments[3]);
		final int beams = arguments.length < 5 ? 1 : Integer.parseInt(arguments[4]);
		final List<Double> rates = new ArrayList<>();
		final long start = System.nanoTime();
		try (JavaLlama model = new JavaLlama(config, random(storage), Arithmetic.best(), held ? Long.MAX_VALUE : 0)) {
			System.out.printf(Locale.ROOT, "loaded after %.1f s%n", (System.nanoTime() - start) / 1e9);
			for (int round = 0; round < 8; round++) {
				final List<Prompt> prompts = new ArrayList<>();
				for (int beam = 0; beam < beams; beam++)
					prompts.add(new Prompt(model.embed(1)));
				final int[] parents = new int[beams];
				Arrays.setAll(parents, i -> i);
				try (DecodingState state = model.prefill(prompts, tokens)) {
					final long before = System.nanoTime();
					for (int i = 0; i < tokens; i++)
						state.step(parents, parents);
					rates.add(tokens * 1e9 / (System.nanoTime() - before));
				}
			}
			final long before = System.nanoTime();
			model.prefill(List.of(new Prompt(model.embed(new int[128]))), 0).close();
			System.out.printf(Locale.ROOT, "prefill of 128: %.1f positions/s%n", 128e9 / (System.nanoTime() - before));
		}
		System.out.printf(Locale.ROOT, "first round %.2f", rates.get(0));
		rates.subList(0, 2).clear();
		rates.sort(null);
		System.out.printf(Locale.ROOT, ", median %.2f, best %.2f tokens/s; %s %s %s, %d beams%n", rates.get(rates.size() / 2), rates.get(rates.size() - 1), arguments[0], storage,
			held ? "held" : "mapped", beams);
	}

	/** Numbers do not matter, but that none is infinite or undefined. */
	private static StoredWeights random(final Storage storage) {
		final Random random = new Random(1);
		return new StoredWeights() {

			@Override
			public StoredMatrix matrix(final String name, final int rows, final int columns) {
				final Storage own = storage == Storage.INT4 && (name.contains("embed") || name.contains("lm_head")) ? Storage.INT8 : storage;
				final ByteBuffer bytes = ByteBuffer.allocateDirect((int) (rows * own.rowBytes(columns))).order(ByteOrder.LITTLE_ENDIAN);
				final byte[] some = new byte[1 << 16];
				random.nextBytes(some);
				if (own == Storage.BF16) for (int i = 1; i < some.length; i += 2)
					some[i] = 0x3c;
				else if (own == Storage.F16) for (int i = 1; i < some.length; i += 2)
					some[i] = 0x24;
				else if (own == Storage.F32) for (int i = 3; i < some.length; i += 4)
					some[i] = 0x3c;
				while (bytes.hasRemaining())
					bytes.put(some, 0, Math.min(some.length, bytes.remaining()));
				final ByteBuffer scales = ByteBuffer.allocate(own == Storage.INT8 ? 4 * rows : 2 * rows * columns / 32).order(ByteOrder.LITTLE_ENDIAN);
				while (scales.hasRemaining())
					if (own == Storage.INT8) scales.putFloat(1e-4f);
					else scales.putShort((short) 0x1800);
				return new StoredMatrix(own, rows, columns, List.of(bytes.flip()), rows, own == Storage.INT8 || own == Storage.INT4 ? scales.flip() : null);
			}

			@Override
			public float[] vector(final String name, final int length) {
				final float[] ones = new float[length];
				Arrays.fill(ones, 1);
				return ones;
			}
		};
	}
}
