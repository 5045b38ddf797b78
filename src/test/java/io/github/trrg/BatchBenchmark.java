package io.github.trrg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.github.trrg.batch.BatchResult;
import io.github.trrg.batch.BatchRun;
import io.github.trrg.batch.BatchSettings;
import io.github.trrg.batch.ImageFiles;
import io.github.trrg.common.Progress;
import io.github.trrg.ij.FolderImages;
import io.github.trrg.study.Phantom;
import io.github.trrg.study.Study;

/**
 * Not a test: {@code java … io.github.trrg.BatchBenchmark FILES ROUNDS [MODEL]} reads a folder of so many copies of synthetic radiographs one by
 * one and as a folder run, in turns, and prints the ratio of the times, and the peak memory of the process. With 0 rounds only the folder
 * run, for its memory.
 */
public final class BatchBenchmark {

	private static final int DIFFERENT = 20, ONE_BY_ONE = 60;

	private BatchBenchmark() {}

	public static void main(final String... arguments) throws Exception {
		final int count = Integer.parseInt(arguments[0]), rounds = Integer.parseInt(arguments[1]);
		final Path folder = Files.createTempDirectory("trrg"), images = Files.createDirectory(folder.resolve("images"));
		for (int i = 0; i < count; i++) {
			final Path file = images.resolve(String.format(Locale.ROOT, "%05d.png", i));
			if (i < DIFFERENT) TinyDataset.save(Phantom.draw(i, 512, i % 2 == 0 ? List.of() : List.of(Phantom.Abnormality.CARDIOMEGALY)), file);
			else Files.createLink(file, images.resolve(String.format(Locale.ROOT, "%05d.png", i % DIFFERENT)));
		}
		try (Trrg trrg = Trrg.open(Path.of(arguments.length > 2 ? arguments[2] : "models/trrg-iu-small"), "cpu")) {
			final FolderImages reader = new FolderImages();
			oneByOne(trrg, reader, images, DIFFERENT);
			for (int round = 0; round < Math.max(1, rounds); round++) {
				final double alone = rounds == 0 ? Double.NaN : oneByOne(trrg, reader, images, ONE_BY_ONE);
				final Path out = folder.resolve("out" + round);
				final long start = System.nanoTime();
				final BatchResult result = BatchRun.run(trrg, new BatchSettings(images, out, false, "", "file", false, false, false, false), trrg.model().generation(), reader,
					Progress.NONE);
				final double together = (System.nanoTime() - start) / 1e9 / count;
				System.out.printf(Locale.ROOT, "%s; one by one %.1f, folder run %.1f studies per minute, ratio %.2f; heap used %d MB, peak of the process %d MB%n", result.line(), 60 /
					alone, 60 / together, alone / together, (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20, Memory.peakMegabytes());
			}
		}
		try (Stream<Path> files = Files.walk(folder)) {
			files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
		}
	}

	/** @return seconds per study, reading included */
	private static double oneByOne(final Trrg trrg, final ImageFiles reader, final Path images, final int count) throws IOException {
		try (Stream<Path> files = Files.list(images)) {
			final List<Path> some = files.sorted().limit(count).toList();
			final long start = System.nanoTime();
			for (final Path file : some)
				trrg.generate(trrg.perceive(new Study(file.getFileName().toString(), reader.read(file), "")));
			return (System.nanoTime() - start) / 1e9 / some.size();
		}
	}
}
