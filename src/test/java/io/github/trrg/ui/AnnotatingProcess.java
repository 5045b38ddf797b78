package io.github.trrg.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;

import org.scijava.Context;
import org.scijava.log.LogService;

import io.github.trrg.data.Draft.Field;
import io.github.trrg.ij.TrrgSession;

/** Somebody who annotates the studies of a folder in a process of its own, which may be killed. Prints what is on the disk by now. */
final class AnnotatingProcess {

	private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();

	private AnnotatingProcess() {}

	/** @param arguments folder of images, data set, number from which texts are counted */
	public static void main(final String[] arguments) throws Exception {
		new AnnotatingProcess().run(Path.of(arguments[0]), Path.of(arguments[1]), Integer.parseInt(arguments[2]));
	}

	/** Types texts "n seen.", n growing; adds each third study, replacing what is there; goes on to the next. */
	private void run(final Path images, final Path dataset, final int first) throws InterruptedException {
		final Context context = new Context(TrrgSession.class, LogService.class);
		final Annotator annotator = new Annotator(context.service(TrrgSession.class), StudySource.ofFolder(images), dataset, events::add, () -> {}, image -> {});
		annotator.start();
		for (int n = first;; n++) {
			await(() -> annotator.editor().isPresent());
			final String name = annotator.candidate().name();
			annotator.editing().text(Field.REPORT, n + " seen.");
			if (n % 3 == 0) {
				annotator.add(false);
				await(() -> !annotator.isAdding());
				annotator.replace(true);
				await(() -> !annotator.isAdding());
				if (annotator.worklist().entry(annotator.candidate()).mark() != Worklist.Mark.ADDED) throw new IllegalStateException(annotator.message());
				System.out.println("added " + name + " " + n);
			}
			else {
				while (!annotator.annotations().store().isSaved()) // nobody but the autosave writes
					Thread.sleep(1);
				System.out.println("saved " + name + " " + n);
			}
			final List<Candidate> list = annotator.worklist().entries().stream().map(Worklist.Entry::candidate).sorted(Comparator.comparing(Candidate::name)).toList();
			annotator.go(list.get((list.indexOf(annotator.candidate()) + 1) % list.size()));
		}
	}

	private void await(final BooleanSupplier condition) throws InterruptedException {
		while (!condition.getAsBoolean())
			events.take().run();
	}

	static Process start(final Path images, final Path dataset, final Path home, final int first) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1", "-Dsun.jnu.encoding=UTF-8",
			"-Djava.awt.headless=true", "-Dtrrg.home=" + home, "-cp", System.getProperty("java.class.path"), AnnotatingProcess.class.getName(), images.toString(), dataset
				.toString(), String.valueOf(first)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
	}
}
