package io.github.trrg.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.trrg.Perceived;
import io.github.trrg.Trrg;
import io.github.trrg.clue.Clue;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.StudyItem;
import io.github.trrg.decode.TokenListener;
import io.github.trrg.report.Report;
import io.github.trrg.study.GreyImageReader;
import io.github.trrg.study.Study;
import io.github.trrg.study.View;

/** Lets a model write the reports of a split. A study that cannot be read fails alone. */
final class ModelReader {

	/** Studies whose reports are written together. */
	private static final int BATCH = 8;

	private final Trrg trrg;
	private final Progress progress;
	private final Map<String, String> texts = new LinkedHashMap<>();
	private final Map<String, List<Clue>> clues = new LinkedHashMap<>();
	private final Map<String, String> failures = new LinkedHashMap<>();

	private ModelReader(final Trrg trrg, final Progress progress) {
		this.trrg = trrg;
		this.progress = progress;
	}

	/** One way to perceive a study. */
	@FunctionalInterface
	private interface Perceiver {

		Perceived perceive(StudyItem item);
	}

	static Predictions read(final Trrg trrg, final List<StudyItem> studies, final Progress progress) {
		return new ModelReader(trrg, progress).read(studies, "Reading studies", item -> trrg.perceive(study(item)));
	}

	static Study study(final StudyItem item) {
		return new Study(item.id(), item.images().stream().map(GreyImageReader::read).toList(), item.indication());
	}

	/**
	 * The same model with nothing to see: each image is replaced, the indication stays.
	 *
	 * @param average the view for the first, second, ... image of a study; the last serves for all further ones
	 */
	static Predictions readBlind(final Trrg trrg, final List<StudyItem> studies, final List<View> average, final Progress progress) {
		final Map<Integer, Perceived> perceived = new HashMap<>();
		return new ModelReader(trrg, progress).read(studies, "Image-blind baseline", item -> {
			final Perceived blind = perceived.computeIfAbsent(item.images().size(), count -> {
				final List<View> views = new ArrayList<>();
				for (int i = 0; i < count; i++)
					views.add(average.get(Math.min(i, average.size() - 1)));
				return trrg.perceive(new Study("blind", views, ""));
			});
			return blind.withIndication(item.indication());
		});
	}

	private Predictions read(final List<StudyItem> studies, final String what, final Perceiver perceiver) {
		final long start = System.nanoTime();
		for (int from = 0; from < studies.size(); from += BATCH) {
			progress.checkCanceled();
			final int end = Math.min(studies.size(), from + BATCH);
			read(studies.subList(from, end), perceiver);
			final double left = (System.nanoTime() - start) / 60e9 / end * (studies.size() - end);
			progress.update((double) end / studies.size(), String.format(Locale.ROOT, "%s: %d of %d, about %.0f min left", what, end, studies.size(), left));
		}
		return new Predictions(texts, clues, Set.of(), failures);
	}

	private void read(final List<StudyItem> studies, final Perceiver perceiver) {
		final List<String> ids = new ArrayList<>();
		final List<Perceived> batch = new ArrayList<>();
		for (final StudyItem item : studies)
			try {
				batch.add(perceiver.perceive(item));
				ids.add(item.id());
			}
			catch (final RuntimeException e) {
				fail(item.id(), e);
			}
		write(ids, batch);
	}

	/** Together; where that fails, one by one, so that only those at fault fail. */
	private void write(final List<String> ids, final List<Perceived> batch) {
		try {
			final List<Report> reports = trrg.generate(batch, trrg.model().generation(), TokenListener.NONE, Progress.NONE);
			for (int i = 0; i < batch.size(); i++) {
				texts.put(ids.get(i), reports.get(i).text());
				clues.put(ids.get(i), reports.get(i).clues());
			}
		}
		catch (final RuntimeException e) {
			if (batch.size() == 1) fail(ids.get(0), e);
			else for (int i = 0; i < batch.size(); i++)
				write(ids.subList(i, i + 1), batch.subList(i, i + 1));
		}
	}

	private void fail(final String id, final RuntimeException e) {
		failures.put(id, e instanceof TrrgException ? e.getMessage() : "Internal error: " + e + ". Please report it.");
	}
}
