package io.github.trrg.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How fast memory is read, which bounds decoding: each token needs all weights once. */
final class ReadBandwidth {

	private static final int PIECE = 1 << 22, ROUNDS = 5;
	/** More than most caches hold. */
	private static final long MOST = 1L << 30;

	private ReadBandwidth() {}

	/** @return the best of several rounds, bytes per second */
	static double measure(final int threads) {
		final Runtime java = Runtime.getRuntime();
		final long free = java.maxMemory() - java.totalMemory() + java.freeMemory();
		final int pieces = (int) Math.max(threads, Math.min(MOST, free / 2) / PIECE / Long.BYTES);
		final long[][] memory = new long[pieces][PIECE];
		final List<Callable<Long>> readers = new ArrayList<>();
		for (int i = 0; i < threads; i++) {
			final int first = i;
			readers.add(() -> {
				long sum = 0;
				for (int piece = first; piece < pieces; piece += threads)
					sum += sum(memory[piece]);
				return sum;
			});
		}
		final ExecutorService pool = Executors.newFixedThreadPool(threads);
		try {
			double best = 0;
			for (int round = 0; round < ROUNDS; round++) {
				final long start = System.nanoTime();
				for (final Future<Long> reader : pool.invokeAll(readers))
					if (reader.get() != 0) throw new IllegalStateException("Zeros are no longer zero");
				best = Math.max(best, (double) pieces * PIECE * Long.BYTES * 1e9 / (System.nanoTime() - start));
			}
			return best;
		}
		catch (final InterruptedException | ExecutionException e) {
			throw new IllegalStateException(e);
		}
		finally {
			pool.shutdownNow();
		}
	}

	/** Of independent sums, which need not wait for each other. */
	private static long sum(final long[] numbers) {
		long a = 0, b = 0, c = 0, d = 0;
		for (int i = 0; i < numbers.length; i += 4) {
			a |= numbers[i];
			b |= numbers[i + 1];
			c |= numbers[i + 2];
			d |= numbers[i + 3];
		}
		return a | b | c | d;
	}
}
