package io.github.trrg.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.trrg.Trrg;
import io.github.trrg.common.Progress;
import io.github.trrg.study.Phantom;
import io.github.trrg.study.Study;

/** What a model does with a synthetic radiograph: perceiving diseases, writing the report. */
final class StudyBenchmark {

	private static final int SIZE = 512, WARM = 2;

	private final Trrg trrg;
	private final Study study = new Study("phantom", List.of(Phantom.draw(1, SIZE, List.of()).view()), "");

	private StudyBenchmark(final Trrg trrg) {
		this.trrg = trrg;
	}

	static List<BenchRow> run(final Path model, final BenchSettings settings, final Progress progress) {
		final Map<String, Runnable> works = new LinkedHashMap<>();
		final List<BenchRow> rows = new ArrayList<>();
		try (Trrg trrg = Trrg.open(model, "cpu")) {
			final StudyBenchmark benchmark = new StudyBenchmark(trrg);
			if (settings.measures("perceive")) works.put("perceive", () -> trrg.perceive(benchmark.study));
			if (settings.measures("report")) works.put("report", () -> trrg.generate(trrg.perceive(benchmark.study)));
			final Map<String, List<Double>> rates = new LinkedHashMap<>();
			for (int round = 1 - WARM; round <= settings.rounds(); round++)
				for (final Map.Entry<String, Runnable> work : works.entrySet()) {
					progress.checkCanceled();
					progress.update(-1, "Reading a radiograph, round " + Math.max(1, round) + " of " + settings.rounds());
					final long start = System.nanoTime();
					work.getValue().run();
					if (round > 0) rates.computeIfAbsent(work.getKey(), key -> new ArrayList<>()).add(1e9 / (System.nanoTime() - start));
				}
			rates.forEach((what, each) -> rows.add(new BenchRow(what, "as stored", Runtime.getRuntime().availableProcessors(),
				what.equals("perceive") ? "studies" : "reports", each, Map.of(), Double.NaN)));
		}
		return rows;
	}
}
