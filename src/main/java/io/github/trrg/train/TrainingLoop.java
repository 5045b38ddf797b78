package io.github.trrg.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.engine.Torch;
import io.github.trrg.nn.Parameters;

/** Runs a stage: shuffles, accumulates, clips, updates, validates, keeps the best, saves its state, stops early, resumes. */
final class TrainingLoop<B> {

	private final Parameters parameters;
	private final Objective<B> objective;
	private final StageSettings settings;
	private final Path folder;
	private final long deadline;
	private final Progress progress;
	private final long started = System.nanoTime();
	private double resumedAt = -1;

	/**
	 * @param folder where {@code <stage>.checkpoint} and {@code <stage>.best} go
	 * @param deadline {@link System#nanoTime()} after which the stage ends with its best weights
	 */
	TrainingLoop(final Parameters parameters, final Objective<B> objective, final StageSettings settings, final Path folder, final long deadline,
		final Progress progress)
	{
		this.parameters = parameters;
		this.objective = objective;
		this.settings = settings;
		this.folder = folder;
		this.deadline = deadline;
		this.progress = progress;
	}

	/**
	 * Trains, from the checkpoint if there is one, and leaves the best weights in the parameters.
	 *
	 * @return the best validation score
	 * @throws CancellationException if canceled; the checkpoint then holds every update that was done
	 */
	double run() {
		if (objective.size() == 0) throw new TrrgException("There is nothing to train " + objective.name() + " on: the data set has no such study");
		final Path checkpoint = folder.resolve(objective.name() + ".checkpoint");
		final Path best = folder.resolve(objective.name() + ".best");
		final int steps = Math.max(1, objective.size() / settings.batch());
		final long updates = (long) settings.epochs() * ((steps + settings.accumulate() - 1) / settings.accumulate());
		final Schedule schedule = new Schedule(settings.rate(), settings.rate() * 0.01, Math.round(settings.warmup() * updates), updates);
		try (AdamW optimizer = new AdamW(parameters.train(objective::trains), settings.decay())) {
			final Map<String, NDArray> stage = ofStage();
			Checkpoint.State state = Checkpoint.load(checkpoint, objective.name(), stage, optimizer);
			if (state == null) state = new Checkpoint.State(objective.name(), 0, 0, 0, -Double.MAX_VALUE, -1, false);
			while (!state.finished()) {
				final boolean whole = epoch(state, steps, schedule, optimizer, stage, checkpoint);
				final double score = objective.validate(progress).score();
				// Epochs of coarse images train for what follows; the network is judged at its own resolution.
				final boolean counts = state.epoch() + 1 > settings.coarse() * settings.epochs() || !whole;
				final boolean better = counts && score > state.bestScore();
				if (better) Checkpoint.save(best, state, stage, null);
				final double bestScore = better ? score : state.bestScore();
				final int bestEpoch = better ? state.epoch() : state.bestEpoch();
				progress.update((state.epoch() + 1.0) / settings.epochs(), String.format(Locale.ROOT, "%s: epoch %d, validation %.4f%s", objective.name(),
					state.epoch() + 1, score, better ? " (best)" : ""));
				final boolean finished = !whole || state.epoch() + 1 >= settings.epochs() || counts && state.epoch() - bestEpoch >= settings.patience();
				state = new Checkpoint.State(objective.name(), state.epoch() + 1, 0, optimizer.updates(), bestScore, bestEpoch, finished);
				Checkpoint.save(checkpoint, state, stage, optimizer);
			}
			Checkpoint.load(best, objective.name(), stage, null);
			return state.bestScore();
		}
		finally {
			parameters.train(name -> false);
		}
	}

	/** What the stage changes: its parameters and their running statistics. Others, frozen ones among them, are not its to save or restore. */
	private Map<String, NDArray> ofStage() {
		final Map<String, NDArray> stage = new LinkedHashMap<>(parameters.arrays());
		stage.keySet().removeIf(name -> !objective.trains(name) || parameters.isFrozen(name));
		return stage;
	}

	/** @return false if time ran out before the epoch's end */
	private boolean epoch(final Checkpoint.State state, final int steps, final Schedule schedule, final AdamW optimizer,
		final Map<String, NDArray> stage, final Path checkpoint)
	{
		final int[] order = shuffled(objective.size(), settings.seed() + state.epoch());
		double sum = 0;
		int counted = 0;
		long saved = System.nanoTime();
		final ExecutorService reader = Executors.newSingleThreadExecutor();
		try {
			CompletableFuture<B> next = prepare(order, state, state.step(), steps, reader);
			for (int step = state.step(); step < steps; step++) {
				final B batch = await(next);
				next = prepare(order, state, step + 1, steps, reader);
				Torch.setSeed(seed(state.epoch(), step));
				sum += step(batch);
				counted++;
				if ((step + 1) % settings.accumulate() == 0 || step + 1 == steps) {
					optimizer.update(schedule.rate(optimizer.updates()), 1.0 / settings.accumulate(), settings.clip());
					final boolean over = System.nanoTime() > deadline;
					// Between two updates there is nothing to resume from: whoever cancels waits for the next.
					final boolean canceled = progress.isCanceled();
					// After the last step too, as validation takes its time and may be canceled.
					if (over || canceled || step + 1 == steps || System.nanoTime() - saved > settings.saveSeconds() * 1e9) {
						Checkpoint.save(checkpoint, new Checkpoint.State(objective.name(), state.epoch(), step + 1, optimizer.updates(), state.bestScore(),
							state.bestEpoch(), false), stage, optimizer);
						saved = System.nanoTime();
					}
					if (canceled) throw new CancellationException("Canceled");
					if (over && step + 1 < steps) return false;
				}
				report(step + 1, steps, sum / counted, state);
			}
			return true;
		}
		finally {
			reader.shutdownNow();
		}
	}

	private double step(final B batch) {
		try (NDManager manager = Torch.newManager(parameters.device())) {
			Torch.setGradients(true);
			final NDArray loss = objective.loss(manager, batch);
			Torch.backward(loss);
			final double value = loss.getFloat();
			if (!Double.isFinite(value)) throw new TrrgException("Training " + objective.name() + " diverged: the loss is not a number. Lower the learning rate.");
			return value;
		}
	}

	private CompletableFuture<B> prepare(final int[] order, final Checkpoint.State state, final int step, final int steps, final ExecutorService reader) {
		if (step >= steps) return null;
		final int from = step * settings.batch();
		final int[] items = java.util.Arrays.copyOfRange(order, from, Math.min(order.length, from + settings.batch()));
		return CompletableFuture.supplyAsync(() -> objective.prepare(items, state.epoch() / (double) settings.epochs(), seed(state.epoch(), step)), reader);
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
			throw new IllegalStateException(e.getCause());
		}
	}

	private long seed(final int epoch, final int step) {
		return settings.seed() * 1_000_003L + epoch * 10_007L + step;
	}

	private void report(final int step, final int steps, final double loss, final Checkpoint.State state) {
		final double all = (double) steps * settings.epochs();
		final double done = state.epoch() * (double) steps + step;
		if (resumedAt < 0) resumedAt = done - 1;
		final double left = (System.nanoTime() - started) / 60e9 / (done - resumedAt) * (all - done);
		progress.update(done / all, String.format(Locale.ROOT, "%s: epoch %d of %d, step %d of %d, loss %.4f, about %.0f min left", objective.name(),
			state.epoch() + 1, settings.epochs(), step, steps, loss, left));
	}

	private static int[] shuffled(final int size, final long seed) {
		final int[] order = java.util.stream.IntStream.range(0, size).toArray();
		final Random random = new Random(seed);
		for (int i = size - 1; i > 0; i--) {
			final int j = random.nextInt(i + 1);
			final int swap = order[i];
			order[i] = order[j];
			order[j] = swap;
		}
		return order;
	}
}
