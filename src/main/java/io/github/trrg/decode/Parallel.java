package io.github.trrg.decode;

import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * Splits loops over the common pool, which all users of this process share, so that two reports at once do not
 * compete with twice as many threads as there are cores. Each index is worked on by one thread: results do not
 * depend on the number of threads.
 */
final class Parallel {

	/** Below this many multiply-adds waking another thread costs more than it brings. */
	private static final long WORTH_A_THREAD = 1 << 19;

	/** A part of a loop. */
	interface Range {

		void run(int from, int to);
	}

	private Parallel() {}

	/**
	 * @param count indices of the loop
	 * @param work multiply-adds of the whole loop
	 */
	static void loop(final int count, final long work, final Range body) {
		final int threads = Math.min(Runtime.getRuntime().availableProcessors(), ForkJoinPool.getCommonPoolParallelism() + 1); // the caller works too
		final int parts = (int) Math.min(Math.min(threads, count), work / WORTH_A_THREAD);
		if (parts <= 1) body.run(0, count);
		else IntStream.range(0, parts).parallel().forEach(i -> body.run((int) ((long) count * i / parts), (int) ((long) count * (i + 1) / parts)));
	}
}
