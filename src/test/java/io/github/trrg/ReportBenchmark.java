package io.github.trrg;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;

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
					System.out.printf(Locale.ROOT, "after %d reports: %d live arrays and managers, process %d MB%n", i, live(trrg), residentMegabytes());
			}
			final double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
			System.out.printf(Locale.ROOT, "warm report: median %.3f s, 95 %% below %.3f s%n", sorted[sorted.length / 2], sorted[(int) (sorted.length * 0.95)]);
			System.out.println(Arrays.asList(trrg.generate(trrg.perceive(study)).text()));
		}
	}

	/** Resources DJL holds, counted from its root manager down. */
	private static int live(final Trrg trrg) throws ReflectiveOperationException {
		NDManager root = trrg.model().parameters().arrays().values().iterator().next().getManager();
		while (root.getParentManager() != null && root.getParentManager() != root && root.getParentManager() instanceof BaseNDManager)
			root = root.getParentManager();
		return count(root);
	}

	private static int count(final Object resource) throws ReflectiveOperationException {
		if (!(resource instanceof BaseNDManager)) return 1;
		final Field resources = BaseNDManager.class.getDeclaredField("resources");
		resources.setAccessible(true);
		int sum = 1;
		for (final Object child : ((Map<?, ?>) resources.get(resource)).values())
			sum += count(child);
		return sum;
	}

	private static long residentMegabytes() throws IOException {
		final Path statistics = Path.of("/proc/self/statm");
		if (!Files.exists(statistics)) return -1;
		return Long.parseLong(Files.readString(statistics).split(" ")[1]) * 4096 / 1_000_000;
	}
}
