package io.github.trrg.batch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;

import io.github.trrg.Perceived;
import io.github.trrg.Trrg;

/**
 * Reads and encodes studies ahead of the caller, who decodes them: three things go on at once. Each takes all that is ready, up to a
 * batch, and never waits for a batch to fill. Few studies are in memory at a time, and few pixels, however many there are in all.
 */
final class Pipeline implements AutoCloseable {

	private static final int BATCH = 8;
	/** Part of the Java heap that pixels of waiting studies may take. */
	private static final int HEAP_PART = 6;
	private static final int BYTES_PER_PIXEL = 4;
	private static final Work END = new Work(null);

	private final Trrg trrg;
	private final ImageFiles images;
	private final BlockingQueue<Work> read = new ArrayBlockingQueue<>(BATCH);
	private final BlockingQueue<Work> perceived = new ArrayBlockingQueue<>(BATCH);
	private final int budget = (int) Math.max(1, Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / HEAP_PART / BYTES_PER_PIXEL / 1000));
	private final Semaphore kilopixels = new Semaphore(budget);
	private final List<Thread> threads = new ArrayList<>();
	private volatile Throwable failure;
	private boolean ended;

	/** A part of the pipeline that runs until it has handed on all studies. */
	private interface Stage {

		void run() throws InterruptedException;
	}

	Pipeline(final Trrg trrg, final ImageFiles images, final Iterator<StudyFiles> studies) {
		this.trrg = trrg;
		this.images = images;
		start("TRRG reading", read, () -> {
			while (studies.hasNext())
				read(new Work(studies.next()));
		});
		start("TRRG encoding", perceived, () -> {
			boolean more = true;
			while (more) {
				final List<Work> works = new ArrayList<>();
				more = take(read, works);
				perceive(works);
			}
		});
	}

	private void start(final String name, final BlockingQueue<Work> next, final Stage stage) {
		final Thread thread = new Thread(() -> {
			try {
				try {
					stage.run();
				}
				catch (final RuntimeException | Error e) {
					failure = e;
				}
				next.put(END);
			}
			catch (final InterruptedException e) {
				// The caller wants no more.
			}
		}, name);
		thread.setDaemon(true);
		threads.add(thread);
		thread.start();
	}

	private void read(final Work work) throws InterruptedException {
		Work.together(List.of(work), one -> work.read(images));
		// Without a study, and for one larger than the budget, there is always room.
		kilopixels.acquire(Math.min(budget, work.kilopixels()));
		read.put(work);
	}

	private void perceive(final List<Work> works) throws InterruptedException {
		Work.together(works, good -> {
			final List<Perceived> results = trrg.perceive(good.stream().map(Work::study).toList());
			for (int i = 0; i < results.size(); i++)
				good.get(i).setPerceived(results.get(i));
		});
		for (final Work work : works)
			perceived.put(work);
	}

	/** Waits for one, then takes what else is there, up to a batch. @return false after the last */
	private static boolean take(final BlockingQueue<Work> from, final List<Work> works) throws InterruptedException {
		works.add(from.take());
		from.drainTo(works, BATCH - 1);
		return !works.remove(END);
	}

	/**
	 * Waits for the next studies, encoded or failed, in the order they were given.
	 *
	 * @return at most a batch; empty at the end
	 */
	List<Work> next() {
		final List<Work> works = new ArrayList<>();
		try {
			while (works.isEmpty() && !ended)
				ended = !take(perceived, works);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("Interrupted");
		}
		if (failure != null) throw new IllegalStateException("Reading or encoding ended early", failure);
		return works;
	}

	/** Frees the room of a study that was written. */
	void release(final Work work) {
		kilopixels.release(Math.min(budget, work.kilopixels()));
	}

	/** Ends both threads; what they work at is lost. */
	@Override
	public void close() {
		threads.forEach(Thread::interrupt);
		boolean interrupted = false;
		for (final Thread thread : threads)
			while (thread.isAlive())
				try {
					thread.join();
				}
				catch (final InterruptedException e) {
					interrupted = true; // the model may be closed only when nobody uses it any more
				}
		if (interrupted) Thread.currentThread().interrupt();
	}
}
