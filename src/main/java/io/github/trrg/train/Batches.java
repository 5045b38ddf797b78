package io.github.trrg.train;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * The batches of an epoch in random order, in pieces where memory is short. The next piece is prepared on another thread while the network
 * works on the one before.
 */
final class Batches<B> implements AutoCloseable {

	/**
	 * A batch, or a part of one.
	 *
	 * @param share part of the batch's studies that are in it
	 * @param seed of every random choice made with it
	 */
	record Piece<B>(B batch, double share, long seed) {}

	private final ExecutorService reader = Executors.newSingleThreadExecutor();
	private final Objective<B> objective;
	private final StageSettings settings;
	private final int epoch;
	private final int[] order;
	private int step = -1;
	private int piece;
	private int pieces;
	private CompletableFuture<Piece<B>> next;

	Batches(final Objective<B> objective, final StageSettings settings, final int epoch) {
		this.objective = objective;
		this.settings = settings;
		this.epoch = epoch;
		order = shuffled(objective.size(), settings.seed() + epoch);
	}

	/** Steps of an epoch; studies that do not fill the last batch wait for another epoch. */
	static int steps(final Objective<?> objective, final StageSettings settings) {
		return Math.max(1, objective.size() / settings.batch());
	}

	/** Makes the first piece of a step the next one, and cuts batches into so many pieces, at most one per study. */
	void seek(final int newStep, final int newPieces) {
		if (newStep == step && piece == 0 && newPieces == pieces) return;
		step = newStep;
		piece = 0;
		pieces = newPieces;
		next = prepare();
	}

	/** Into how many pieces a step is cut. */
	int pieces(final int ofStep) {
		return Math.min(pieces, items(ofStep).length);
	}

	/** Waits for the next piece. */
	Piece<B> next() {
		final Piece<B> ready = await(next);
		if (++piece == pieces(step)) {
			piece = 0;
			step++;
		}
		next = step < steps(objective, settings) ? prepare() : null;
		return ready;
	}

	private int[] items(final int ofStep) {
		final int from = ofStep * settings.batch();
		return Arrays.copyOfRange(order, from, Math.min(order.length, from + settings.batch()));
	}

	private CompletableFuture<Piece<B>> prepare() {
		final int[] all = items(step);
		final int count = pieces(step);
		final int[] items = Arrays.copyOfRange(all, all.length * piece / count, all.length * (piece + 1) / count);
		final long seed = settings.seed() * 1_000_003L + epoch * 10_007L + step ^ (long) piece << Integer.SIZE;
		final double done = epoch / (double) settings.epochs();
		return CompletableFuture.supplyAsync(() -> new Piece<>(objective.prepare(items, done, seed), items.length / (double) all.length, seed), reader);
	}

	private static <T> T await(final CompletableFuture<T> future) {
		try {
			return future.get();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("Interrupted");
		}
		catch (final ExecutionException e) {
			if (e.getCause() instanceof RuntimeException cause) throw cause;
			if (e.getCause() instanceof Error error) throw error;
			throw new IllegalStateException(e.getCause());
		}
	}

	private static int[] shuffled(final int size, final long seed) {
		final int[] order = IntStream.range(0, size).toArray();
		final Random random = new Random(seed);
		for (int i = size - 1; i > 0; i--) {
			final int j = random.nextInt(i + 1);
			final int swap = order[i];
			order[i] = order[j];
			order[j] = swap;
		}
		return order;
	}

	@Override
	public void close() {
		reader.shutdownNow();
	}
}
