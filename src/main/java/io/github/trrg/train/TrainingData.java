package io.github.trrg.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.trrg.data.Dataset;
import io.github.trrg.data.StudyItem;
import io.github.trrg.report.FindingLabeler;
import io.github.trrg.report.TrainingText;

/**
 * The training studies of a data set, one in eight of them held out: for early stopping, thresholds and every other choice, so that the
 * validation split stays untouched until the end.
 *
 * @param training studies to learn from
 * @param heldOut studies to choose by
 */
record TrainingData(List<TrainingStudy> training, List<TrainingStudy> heldOut) {

	private static final int FOLDS = 8;

	/** Splits that are learnt from; {@code extra} holds studies outside the published splits. */
	private static final List<String> SPLITS = List.of("train", "extra");

	static TrainingData of(final Dataset dataset) {
		final FindingLabeler labeler = new FindingLabeler();
		final List<TrainingStudy> training = new ArrayList<>();
		final List<TrainingStudy> heldOut = new ArrayList<>();
		SPLITS.stream().filter(dataset.splits()::contains).flatMap(split -> dataset.split(split).stream()).filter(item -> !item.images().isEmpty()).forEach(item -> {
			// The identity decides, so that the fold stays the same whatever is added to the data set.
			final boolean held = Math.floorMod(item.id().hashCode(), FOLDS) == 0;
			(held ? heldOut : training).add(study(item, labeler));
		});
		return new TrainingData(training, heldOut);
	}

	private static TrainingStudy study(final StudyItem item, final FindingLabeler labeler) {
		final String target = TrainingText.of(item.report());
		final String whole = (item.report() + " " + item.impression()).strip();
		return new TrainingStudy(item.id(), item.images(), target, labeler.label(target), labeler.label(whole), labeler.labelSentences(TrainingText.of(whole)),
			TrainingText.indication(item.indication()));
	}

	/** Every text worth learning words from: findings, impressions, indications. */
	static List<String> texts(final Dataset dataset, final List<TrainingStudy> studies) {
		return Stream.concat(texts(dataset, studies, StudyItem::report), notes(dataset, studies).stream()).toList();
	}

	/** Impressions and indications. */
	static List<String> notes(final Dataset dataset, final List<TrainingStudy> studies) {
		return Stream.concat(texts(dataset, studies, StudyItem::impression), texts(dataset, studies, StudyItem::indication)).toList();
	}

	private static Stream<String> texts(final Dataset dataset, final List<TrainingStudy> studies, final Function<StudyItem, String> section) {
		final Set<String> ids = studies.stream().map(TrainingStudy::id).collect(Collectors.toSet());
		return SPLITS.stream().filter(dataset.splits()::contains).flatMap(split -> dataset.split(split).stream()).filter(item -> ids.contains(item.id())).map(section)
			.map(TrainingText::of).filter(text -> !text.isBlank());
	}
}
