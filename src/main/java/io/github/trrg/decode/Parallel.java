package io.github.trrg.decode;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that work on loops together, one after the other, without falling asleep between them: waking a thread takes as long as a small
 * product. They belong to the common pool, which all users of this process share, so that two reports at once do not compete with twice as many
 * threads as there are cores; until one has time, the caller works alone. Each index is worked on by one thread: results do not depend on the
 * number of threads. For one caller; close it to let the threads go.
 */
final class Parallel implements AutoCloseable {

	/** Below this many multiply-adds another thread costs more than it brings. */
	private static final long WORTH_A_THREAD = 1 << 15;
	/** Pieces of a loop per thread: who is held up by something else leaves the rest to the others. */
	private static final int PIECES = 8;
	/** Looks for the next loop, before a thread offers its core to others. */
	private static final int PATIENCE = 1 << 12;

	/** A part of a loop. */
	interface Range {

		void run(int from, int to);
	}

	/** A loop, taken piece by piece. */
	private static final class Loop {

		private final int count;
		private final int piece;
		private final Range body;
		private final AtomicInteger next = new AtomicInteger();
		private final AtomicInteger done = new AtomicInteger();
		private volatile Throwable failure;

		Loop(final int count, final int piece, final Range body) {
			this.count = count;
			this.piece = piece;
			this.body = body;
		}

		void work() {
			for (int from = next.getAndAdd(piece); from < count; from = next.getAndAdd(piece)) {
				final int to = Math.min(count, from + piece);
				try {
					body.run(from, to);
				}
				catch (final RuntimeException | Error e) {
					failure = e;
				}
				finally {
					done.addAndGet(to - from);
				}
			}
		}

		boolean isDone() {
			return done.get() == count;
		}
	}

	private final int threads;
	private volatile Loop loop;
	private volatile boolean closed;

	Parallel() {
		this(Integer.MAX_VALUE);
	}

	/** @param most threads at work, the caller among them */
	Parallel(final int most) {
		threads = Math.min(most, Math.min(Runtime.getRuntime().availableProcessors(), ForkJoinPool.getCommonPoolParallelism() + 1));
		for (int i = 1; i < threads; i++)
			ForkJoinPool.commonPool().execute(this::help);
	}

	private void help() {
		Loop last = null;
		for (int looks = 1; !closed; looks++) {
			final Loop now = loop;
			if (now != last) {
				now.work();
				last = now;
				looks = 0;
			}
			else pause(looks);
		}
	}

	private static void pause(final int looks) {
		if (looks % PATIENCE == 0) Thread.yield();
		else Thread.onSpinWait();
	}

	/**
	 * @param count indices of the loop
	 * @param work multiply-adds of the whole loop
	 */
	void loop(final int count, final long work, final Range body) {
		if (threads == 1 || count == 1 || work < 2 * WORTH_A_THREAD) {
			body.run(0, count);
			return;
		}
		final Loop shared = new Loop(count, Math.max(1, count / (threads * PIECES)), body);
		loop = shared;
		shared.work();
		for (int looks = 1; !shared.isDone(); looks++)
			pause(looks);
		if (shared.failure instanceof Error error) throw error;
		if (shared.failure != null) throw (RuntimeException) shared.failure;
	}

	@Override
	public void close() {
		closed = true;
	}
}
