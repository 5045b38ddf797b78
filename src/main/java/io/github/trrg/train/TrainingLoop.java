package io.github.trrg.train;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.github.trrg.common.TrrgException;
import io.github.trrg.engine.Torch;
import io.github.trrg.nn.Parameters;

/** Runs a stage: shuffles, accumulates, clips, updates, validates, keeps the best, saves its state, stops early, resumes. */
final class TrainingLoop<B> {

	private static final int PAUSE_MILLIS = 100;

	private final Parameters parameters;
	private final Objective<B> objective;
	private final StageSettings settings;
	private final Path checkpoint;
	private final Path best;
	private final long deadline;
	private final TrainingWatch watch;
	private final int steps;
	private long started;
	private double resumedAt = -1;

	/** What the stage changes: its parameters and their running statistics. */
	private Map<String, NDArray> stage;
	private Map<String, NDArray> trained;
	private AdamW optimizer;
	private MovingAverage average;
	/** All that the checkpoint holds. */
	private Map<String, NDArray> saving;
	private Checkpoint.State state;
	private long saved;

	/**
	 * @param folder where {@code <stage>.checkpoint} and {@code <stage>.best} go
	 * @param deadline {@link System#nanoTime()} after which the stage ends with its best weights; pauses put it off
	 */
	TrainingLoop(final Parameters parameters, final Objective<B> objective, final StageSettings settings, final Path folder, final long deadline,
		final TrainingWatch watch)
	{
		this.parameters = parameters;
		this.objective = objective;
		this.settings = settings;
		this.deadline = deadline;
		this.watch = watch;
		checkpoint = Checkpoint.file(folder, objective.name());
		best = folder.resolve(objective.name() + ".best");
		steps = Batches.steps(objective, settings);
	}

	/**
	 * Trains, from the checkpoint if there is one, and leaves the best weights in the parameters. A stage that has not begun when the user
	 * wants to finish is left out.
	 *
	 * @return the best validation score
	 * @throws CancellationException if canceled; the checkpoint then holds every update that was done
	 */
	double run() {
		if (objective.size() == 0) throw new TrrgException("There is nothing to train " + objective.name() + " on: the data set has no such study");
		started = now();
		trained = parameters.train(objective::trains);
		stage = ofStage();
		tellMemory();
		try (AdamW adam = new AdamW(trained, settings.decay()); MovingAverage averages = new MovingAverage(stage, settings.average())) {
			optimizer = adam;
			average = averages;
			saving = new LinkedHashMap<>(stage);
			saving.putAll(adam.state());
			saving.putAll(averages.state());
			state = Checkpoint.load(checkpoint, objective.name(), saving);
			if (state == null) state = Checkpoint.State.begin(objective.name(), watch.isFinishing());
			adam.setUpdates(state.updates());
			final Schedule schedule = schedule();
			while (!state.finished())
				epoch(schedule);
			Checkpoint.load(best, objective.name(), stage);
			return state.bestScore();
		}
		finally {
			parameters.train(name -> false);
		}
	}

	private Schedule schedule() {
		final long updates = (long) settings.epochs() * ((steps + settings.accumulate() - 1) / settings.accumulate());
		return new Schedule(settings.rate(), settings.rate() * 0.01, Math.round(settings.warmup() * updates), updates);
	}

	/** Parameters that others train, and frozen ones, are not the stage's to save or restore. */
	private Map<String, NDArray> ofStage() {
		final Map<String, NDArray> arrays = new LinkedHashMap<>(parameters.arrays());
		arrays.keySet().removeIf(name -> !objective.trains(name) || parameters.isFrozen(name));
		return arrays;
	}

	/** A trial that leaves no trace tells what is needed. */
	private void tellMemory() {
		final Map<String, float[]> statistics = new LinkedHashMap<>();
		stage.forEach((name, array) -> {
			if (!trained.containsKey(name)) statistics.put(name, array.toFloatArray());
		});
		try {
			final MemoryNeed need = MemoryNeed.of(parameters, trained, objective, settings.batch());
			watch.needs(need);
			watch.update(-1, (need.fits() ? "" : "Warning: memory may not suffice. ") + objective.name() + " " + need);
		}
		catch (final RuntimeException | OutOfMemoryError e) {
			if (!DeviceMemory.isExhausted(e)) throw e;
			watch.update(-1, "Warning: memory does not suffice for two studies at a time");
		}
		Torch.setGradients(false);
		statistics.forEach((name, values) -> stage.get(name).set(FloatBuffer.wrap(values)));
		Torch.setGradients(true);
	}

	/** The rest of the epoch in work, then validation. */
	private void epoch(final Schedule schedule) {
		final double loss = updates(schedule);
		final boolean whole = state.step() == steps;
		final double time = state.epoch() + state.step() / (double) steps;
		watch.update(time / settings.epochs(), objective.name() + ": looking at held-out studies after epoch " + (state.epoch() + 1) + " of " + settings.epochs());
		average.swap();
		final HeldOutScores result = objective.validate(watch);
		// Epochs of coarse images train for what follows; the network is judged at its own resolution.
		final boolean last = !whole || isOver() || state.epoch() + 1 >= settings.epochs();
		final boolean counts = last || state.epoch() + 1 > settings.coarse() * settings.epochs();
		final boolean better = counts && result.score() > state.bestScore();
		if (better) Checkpoint.save(best, state, stage);
		average.swap();
		final double bestScore = better ? result.score() : state.bestScore();
		final int bestEpoch = better ? state.epoch() : state.bestEpoch();
		watch.validated(new TrainingEpoch(objective.name(), time, loss, better, result));
		watch.update(time / settings.epochs(), String.format(Locale.ROOT, "%s: epoch %d, loss %.4f, validation %.4f%s", objective.name(), state.epoch() + 1, loss,
			result.score(), better ? " (best)" : ""));
		final boolean finished = last || counts && state.epoch() - bestEpoch >= settings.patience();
		save(new Checkpoint.State(objective.name(), state.epoch() + 1, 0, optimizer.updates(), bestScore, bestEpoch, finished, state.pieces()));
	}

	/** Updates until the epoch or the time is over, or the user wants to finish. @return the mean loss */
	private double updates(final Schedule schedule) {
		double sum = 0;
		int counted = 0;
		saved = System.nanoTime();
		try (Batches<B> batches = new Batches<>(objective, settings, state.epoch())) {
			for (boolean ends = state.step() == steps; !ends;) {
				final int from = state.step();
				final int to = Math.min(steps, from - from % settings.accumulate() + settings.accumulate());
				final double losses = gradients(batches, from, to);
				optimizer.update(schedule.rate(optimizer.updates()), 1.0 / settings.accumulate(), settings.clip());
				average.update(optimizer.updates());
				sum += losses;
				counted += to - from;
				state = state.at(to, optimizer.updates());
				tell(losses / (to - from), sum / counted);
				// After the last step too, as validation takes its time and may be canceled.
				ends = to == steps || isOver();
				final boolean paused = watch.isPaused();
				// Between two updates there is nothing to resume from: whoever cancels waits for the next.
				final boolean canceled = watch.isCanceled();
				if (ends || paused || canceled || System.nanoTime() - saved > settings.saveSeconds() * 1e9) save(state);
				if (canceled) throw new CancellationException("Canceled");
				if (paused) rest();
			}
		}
		return counted == 0 ? Double.NaN : sum / counted;
	}

	private boolean isOver() {
		return watch.isFinishing() || deadline != Long.MAX_VALUE && now() > deadline;
	}

	/** Time in which training was wanted. */
	private long now() {
		return System.nanoTime() - watch.pausedNanos();
	}

	private void save(final Checkpoint.State newState) {
		state = newState;
		Checkpoint.save(checkpoint, state, saving);
		saved = System.nanoTime();
	}

	/** Waits until the user lets it go on, cancels or wants to finish. */
	private void rest() {
		watch.update((state.epoch() * (double) steps + state.step()) / steps / settings.epochs(), "Paused; everything learnt is saved");
		try {
			while (watch.isPaused() && !watch.isFinishing()) {
				watch.checkCanceled();
				Thread.sleep(PAUSE_MILLIS);
			}
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("Interrupted");
		}
	}

	/** Collects the gradients of some steps, in smaller pieces if memory does not suffice. @return the sum of their losses */
	private double gradients(final Batches<B> batches, final int from, final int to) {
		while (true)
			try {
				batches.seek(from, state.pieces());
				double sum = 0;
				for (int step = from; step < to; step++)
					for (int piece = batches.pieces(step); piece > 0; piece--)
						sum += backward(batches.next());
				return sum;
			}
			catch (final RuntimeException | OutOfMemoryError e) {
				if (!DeviceMemory.isExhausted(e)) throw e;
				trained.values().forEach(Torch::clearGradient);
				if (state.pieces() >= settings.batch()) throw new TrrgException("Memory does not suffice to train " + objective.name() +
					", even with one study at a time. Close other programs, train less of the model, or choose another device.", e);
				state = state.inPieces(Math.min(settings.batch(), 2 * state.pieces()));
				watch.update(-1, "Out of memory: from now on " + (settings.batch() + state.pieces() - 1) / state.pieces() + " of the " + settings.batch() +
					" studies of a batch at a time, their gradients added up");
			}
	}

	/** @return its part of the loss of the batch */
	private double backward(final Batches.Piece<B> piece) {
		Torch.setSeed(piece.seed());
		try (NDManager manager = Torch.newManager(parameters.device())) {
			Torch.setGradients(true);
			final NDArray loss = objective.loss(manager, piece.batch());
			parameters.backward(piece.share() == 1 ? loss : Torch.times(loss, piece.share()));
			final double value = loss.getFloat();
			if (!Double.isFinite(value)) throw new TrrgException("Training " + objective.name() + " diverged: the loss is not a number. Lower the learning rate.");
			return value * piece.share();
		}
	}

	private void tell(final double loss, final double meanLoss) {
		final double all = (double) steps * settings.epochs();
		final double done = state.epoch() * (double) steps + state.step();
		if (resumedAt < 0) resumedAt = done - 1;
		final double toDo = (now() - started) / 1e9 / (done - resumedAt) * (all - done);
		final double left = deadline == Long.MAX_VALUE ? toDo : Math.max(0, Math.min(toDo, (deadline - now()) / 1e9));
		watch.updated(new TrainingStep(objective.name(), state.epoch(), state.step(), steps, loss));
		watch.update(done / all, String.format(Locale.ROOT, "%s: epoch %d of %d, step %d of %d, loss %.4f, about %.0f min left", objective.name(),
			state.epoch() + 1, settings.epochs(), state.step(), steps, meanLoss, left / 60));
	}
}
