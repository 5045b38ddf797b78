package io.github.trrg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.github.trrg.study.Phantom;
import io.github.trrg.study.Study;

/**
 * Not a test: {@code java … io.github.trrg.ReportBenchmark [reports]} writes so many reports of one synthetic radiograph with the default
 * model and prints how long one takes and whether memory grows.
 */
public final class ReportBenchmark {

	private ReportBenchmark() {}

	public static void main(final String... arguments) throws Exception {
		final int reports = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
		final long start = System.nanoTime();
		try (Trrg trrg = Trrg.open(Path.of("models", "trrg-iu-small"), "cpu")) {
			final Study study = new Study("phantom", List.of(Phantom.draw(1, 512, List.of()).view()), "");
			trrg.generate(trrg.perceive(study));
			System.out.printf(Locale.ROOT, "first report %.2f s after the start of main%n", (System.nanoTime() - start) / 1e9);
			final List<Double> seconds = new ArrayList<>();
			for (int i = 1; i <= reports; i++) {
				final long before = System.nanoTime();
				trrg.generate(trrg.perceive(study));
				seconds.add((System.nanoTime() - before) / 1e9);
				if (i % Math.max(1, reports / 10) == 0)
					System.out.printf(Locale.ROOT, "after %d reports: %d live arrays and managers, process %d MB%n", i, Memory.live(trrg.model().parameters().device()), Memory.residentMegabytes());
			}
			final double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
			System.out.printf(Locale.ROOT, "warm report: median %.3f s, 95 %% below %.3f s%n", sorted[sorted.length / 2], sorted[(int) (sorted.length * 0.95)]);
			System.out.println(Arrays.asList(trrg.generate(trrg.perceive(study)).text()));
		}
	}
}
