package io.github.trrg.train;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.common.Progress;
import io.github.trrg.nn.Init;
import io.github.trrg.nn.Parameters;

/** The loop on the smallest of networks, a line through points. */
class TrainingLoopTest {

	private static final int POINTS = 24, BATCH = 8, EPOCHS = 3;

	@TempDir
	private Path folder;
	private Parameters parameters;
	private NDArray weight;

	@BeforeEach
	void makeNetwork() {
		parameters = new Parameters(Device.cpu(), Parameters.Source.NONE, 1);
		weight = parameters.root().weight("w", Init.normal(0.5), 2, 1);
	}

	/** Fits y = 3x + 1; with too many points at a time, memory gives out. */
	private class Line implements Objective<int[]> {

		private final int most;
		private final List<Integer> taken = new ArrayList<>();

		Line(final int most) {
			this.most = most;
		}

		@Override
		public String name() {
			return "line";
		}

		@Override
		public int size() {
			return POINTS;
		}

		@Override
		public boolean trains(final String parameter) {
			return true;
		}

		@Override
		public int[] prepare(final int[] items, final double done, final long seed) {
			return items;
		}

		@Override
		public NDArray loss(final NDManager step, final int[] batch) {
			if (batch.length > most) throw new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB");
			taken.add(batch.length);
			final float[] points = new float[2 * batch.length], values = new float[batch.length];
			for (int i = 0; i < batch.length; i++) {
				points[2 * i] = batch[i] / (float) POINTS;
				points[2 * i + 1] = 1;
				values[i] = 3 * points[2 * i] + 1;
			}
			final NDArray line = step.create(points, new Shape(batch.length, 2)).matMul(weight); // (B, 1)
			return line.sub(step.create(values, new Shape(batch.length, 1))).square().mean();
		}

		@Override
		public HeldOutScores validate(final Progress progress) {
			return new HeldOutScores(0, Map.of(), List.of());
		}
	}

	/** Remembers, and gives orders after some updates. */
	private static class Watch implements TrainingWatch {

		private final List<TrainingStep> steps = new ArrayList<>();
		private final List<TrainingEpoch> epochs = new ArrayList<>();
		private final List<String> told = new ArrayList<>();
		private MemoryNeed need;

		List<TrainingStep> steps() {
			return steps;
		}

		@Override
		public void update(final double fraction, final String message) {
			told.add(message);
		}

		@Override
		public boolean isCanceled() {
			return false;
		}

		@Override
		public void needs(final MemoryNeed memory) {
			need = memory;
		}

		@Override
		public void updated(final TrainingStep step) {
			steps.add(step);
		}

		@Override
		public void validated(final TrainingEpoch epoch) {
			epochs.add(epoch);
		}
	}

	/** Wants to finish, or cancels, after some updates, or pauses for some looks. */
	private static final class Orders extends Watch {

		private int finishAfter = Integer.MAX_VALUE, cancelAfter = Integer.MAX_VALUE, pauseAfter = Integer.MAX_VALUE, pause;
		private Runnable inPause = () -> {};

		@Override
		public boolean isFinishing() {
			return steps().size() >= finishAfter;
		}

		@Override
		public boolean isCanceled() {
			return steps().size() >= cancelAfter;
		}

		@Override
		public boolean isPaused() {
			if (steps().size() != pauseAfter || pause == 0) return false;
			if (pause-- == 1) inPause.run();
			return true;
		}
	}

	private double average;

	private StageSettings settings(final int accumulate) {
		return new StageSettings(EPOCHS, BATCH, accumulate, 0.05, 0, 0.01, 1, 0, 0, 0, EPOCHS, false, average, LossSettings.STANDARD, 1e9, 1);
	}

	private float[] train(final String name, final Objective<int[]> objective, final int accumulate, final TrainingWatch watch) {
		return train(name, objective, accumulate, Long.MAX_VALUE, watch);
	}

	/** Trains anew, or on from the checkpoint in the folder. */
	private float[] train(final String name, final Objective<int[]> objective, final int accumulate, final long deadline, final TrainingWatch watch) {
		makeNetwork();
		try {
			new TrainingLoop<>(parameters, objective, settings(accumulate), folder.resolve(name), deadline, watch).run();
			return weight.toFloatArray();
		}
		finally {
			parameters.close();
		}
	}

	@Test
	void theWatchHearsOfEveryUpdateAndEpoch() {
		final Watch watch = new Watch();
		train("heard", new Line(BATCH), 1, watch);
		assertEquals(9, watch.steps.size());
		assertEquals(List.of(1, 2, 3, 1, 2, 3, 1, 2, 3), watch.steps.stream().map(TrainingStep::step).toList());
		assertEquals(List.of(1.0, 2.0, 3.0), watch.epochs.stream().map(TrainingEpoch::time).toList());
		assertEquals(List.of(true, false, false), watch.epochs.stream().map(TrainingEpoch::best).toList(), "equal scores are not better");
		assertTrue(watch.steps.get(8).loss() < watch.steps.get(0).loss());
		assertEquals(watch.steps.subList(0, 3).stream().mapToDouble(TrainingStep::loss).average().orElseThrow(), watch.epochs.get(0).loss(), 1e-6);
	}

	/** Two weights of four bytes; a batch of eight leaves less than a kilobyte. */
	@Test
	void theWatchHearsOfMemory() {
		final Watch watch = new Watch();
		train("memory", new Line(BATCH), 1, watch);
		assertEquals(8, watch.need.gradients());
		assertEquals(16, watch.need.moments());
		// Points 2 B, product B, values B, difference B, square B, mean 1 numbers.
		assertEquals(4 * (6 * BATCH + 1), watch.need.activations());
		assertTrue(watch.need.fits());
		assertFalse(new MemoryNeed(8, 16, 100, 123).fits());
	}

	@Test
	void whoeverFinishesGetsTheBestSoFar() {
		final Orders finish = new Orders();
		finish.finishAfter = 4;
		final float[] finished = train("finished", new Line(BATCH), 1, finish);
		assertEquals(4, finish.steps().size());
		assertEquals(List.of(1.0, 1 + 1 / 3.0), ((Watch) finish).epochs.stream().map(TrainingEpoch::time).toList(), "validated once more");
		final Orders once = new Orders();
		once.finishAfter = 3;
		assertArrayEquals(train("one epoch", new Line(BATCH), 1, once), finished, "the first epoch was not surpassed");
		final Watch again = new Watch();
		assertArrayEquals(finished, train("finished", new Line(BATCH), 1, again));
		assertEquals(List.of(), again.steps, "nothing to resume");
	}

	@Test
	void aStageThatHasNotBegunIsLeftOutWhenTheUserFinishes() {
		final Orders finish = new Orders();
		finish.finishAfter = 0;
		makeNetwork();
		final float[] untrained = weight.toFloatArray();
		assertArrayEquals(untrained, train("left out", new Line(BATCH), 1, finish));
		assertEquals(List.of(), ((Watch) finish).epochs);
	}

	@Test
	void aPauseSavesAndChangesNothing() {
		final Orders pause = new Orders();
		pause.pauseAfter = 2;
		pause.pause = 3;
		final List<Boolean> saved = new ArrayList<>();
		pause.inPause = () -> saved.add(Files.exists(folder.resolve("paused/line.checkpoint")));
		assertArrayEquals(train("unpaused", new Line(BATCH), 1, new Watch()), train("paused", new Line(BATCH), 1, pause));
		assertEquals(List.of(true), saved);
	}

	@Test
	void whoeverCancelsInAPauseLosesNothing() {
		final Orders cancel = new Orders();
		cancel.pauseAfter = 4;
		cancel.pause = 3;
		cancel.inPause = () -> {
			cancel.cancelAfter = 4;
			cancel.pause = 2;
		};
		assertThrows(CancellationException.class, () -> train("canceled", new Line(BATCH), 1, cancel));
		final Watch rest = new Watch();
		assertArrayEquals(train("not canceled", new Line(BATCH), 1, new Watch()), train("canceled", new Line(BATCH), 1, rest));
		assertEquals(5, rest.steps.size());
	}

	@Test
	void pausesDoNotCountAsTime() {
		final long past = System.nanoTime() - TimeUnit.HOURS.toNanos(1);
		final Watch late = new Watch();
		train("late", new Line(BATCH), 1, past, late);
		assertEquals(1, late.steps.size());
		final Watch paused = new Watch() {

			@Override
			public long pausedNanos() {
				return TimeUnit.HOURS.toNanos(2);
			}
		};
		train("was paused", new Line(BATCH), 1, past, paused);
		assertEquals(9, paused.steps().size());
	}

	@Test
	void outOfMemoryCutsBatchesAndLearnsTheSame() {
		for (final int accumulate : new int[] { 1, 2 }) {
			final Watch watch = new Watch();
			final Line narrow = new Line(3);
			final float[] whole = train("whole" + accumulate, new Line(BATCH), accumulate, new Watch());
			assertArrayEquals(whole, train("pieces" + accumulate, narrow, accumulate, watch), 1e-5f);
			assertEquals(2, narrow.taken.stream().skip(2).mapToInt(i -> i).max().orElseThrow(), "quarters, after the trial");
			assertEquals(1, watch.told.stream().filter(text -> text.contains("from now on 2 of the 8 studies")).count(), watch.told::toString);
		}
	}

	/** The average is what is judged and kept, also after an interruption; training itself goes on without it. */
	@Test
	void keepsTheMovingAverage() {
		final List<float[]> last = new ArrayList<>(), judged = new ArrayList<>();
		final class Judged extends Line {

			Judged() {
				super(BATCH);
			}

			@Override
			public HeldOutScores validate(final Progress progress) {
				judged.add(weight.toFloatArray());
				return new HeldOutScores(judged.size(), Map.of(), List.of());
			}
		}
		final Watch watch = new Watch() {

			@Override
			public void updated(final TrainingStep step) {
				last.add(weight.toFloatArray());
			}
		};
		makeNetwork();
		final float[] expected = weight.toFloatArray();
		average = 0.5;
		final float[] kept = train("average", new Judged(), 1, watch);
		for (int step = 0; step < last.size(); step++)
			for (int i = 0; i < expected.length; i++) {
				final double decay = Math.min(0.5, (step + 1) / (step + 11.0));
				expected[i] += (1 - decay) * (last.get(step)[i] - expected[i]);
			}
		assertArrayEquals(expected, kept, 1e-6f);
		assertArrayEquals(kept, judged.get(EPOCHS - 1));
		final Orders cancel = new Orders();
		cancel.cancelAfter = 4;
		assertThrows(CancellationException.class, () -> train("interrupted average", new Judged(), 1, cancel));
		assertArrayEquals(kept, train("interrupted average", new Judged(), 1, new Watch()));
		average = 0;
		assertArrayEquals(last.get(last.size() - 1), train("none", new Judged(), 1, new Watch()));
	}

	@Test
	void oneStudyMustFit() {
		assertMessage(() -> train("nothing fits", new Line(0), 1, new Watch()), "Memory does not suffice", "choose another device");
	}

	@Test
	void otherFailuresAreNotTakenForWantOfMemory() {
		final Line broken = new Line(BATCH) {

			@Override
			public NDArray loss(final NDManager step, final int[] batch) {
				throw new EngineException("mat1 and mat2 shapes cannot be multiplied");
			}
		};
		assertThrows(EngineException.class, () -> train("broken", broken, 1, new Watch()));
	}
}
