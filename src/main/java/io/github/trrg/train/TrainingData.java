package io.github.trrg.train;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.trrg.clue.Disease;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.StudyItem;
import io.github.trrg.report.DiseaseLabeler;
import io.github.trrg.report.Finding;
import io.github.trrg.report.FindingLabeler;
import io.github.trrg.report.Label;
import io.github.trrg.report.TrainingText;

/**
 * The training studies of a data set, some of them held out: for early stopping, thresholds and every other choice, so that the
 * validation split stays untouched until the end.
 *
 * @param training studies to learn from
 * @param heldOut studies to choose by, of other patients
 */
record TrainingData(List<TrainingStudy> training, List<TrainingStudy> heldOut) {

	/** Below, chance would decide how many studies are held out, and whether any has the disease in question. */
	static final int FEW = 300;
	/** With fewer nothing can be held out. */
	static final int FEWEST = 10;
	private static final int FOLDS = 8;
	private static final int FOLDS_OF_FEW = 5;

	/** Splits that are learnt from; {@code extra} holds studies outside the published splits. */
	private static final List<String> SPLITS = List.of("train", "extra");

	/**
	 * @param target what the language model learns to write
	 * @param diseases of the model
	 * @throws TrrgException if there are too few studies or patients
	 */
	static TrainingData of(final Dataset dataset, final TargetText target, final List<Disease> diseases) {
		final FindingLabeler labeler = new FindingLabeler();
		final List<TrainingStudy> studies = items(dataset).filter(item -> !item.images().isEmpty()).map(item -> study(item, target, diseases, labeler)).toList();
		if (studies.size() < FEWEST) throw new TrrgException(dataset.folder() + " has " + studies.size() + " studies to train on, in the splits " + String.join(
			" and ", SPLITS) + ". At least " + FEWEST + " are needed, as some are held out to see when to stop. Add studies, or move some to \"train\".");
		final Set<String> held = studies.size() < FEW ? everyFifth(studies) : studies.stream().map(TrainingStudy::patient)
			// The identity decides, so that the fold stays the same whatever is added to the data set.
			.filter(patient -> Math.floorMod(patient.hashCode(), FOLDS) == 0).collect(Collectors.toSet());
		final List<TrainingStudy> training = studies.stream().filter(study -> !held.contains(study.patient())).toList();
		final List<TrainingStudy> heldOut = studies.stream().filter(study -> held.contains(study.patient())).toList();
		if (training.isEmpty() || heldOut.isEmpty()) throw new TrrgException("By their subject_id the " + studies.size() + " studies to train on in " +
			dataset.folder() + " are of " + studies.stream().map(TrainingStudy::patient).distinct().count() +
			" patient(s), too few to hold some out and train on the others. Correct subject_id, or leave it out where patients are not known.");
		return new TrainingData(training, heldOut);
	}

	/** Every fifth patient in the order of their diseases: of each there are some on both sides. */
	private static Set<String> everyFifth(final List<TrainingStudy> studies) {
		final Map<String, String> diseases = new TreeMap<>(Comparator.comparingInt(String::hashCode).thenComparing(Comparator.naturalOrder()));
		for (final TrainingStudy study : studies)
			diseases.merge(study.patient(), study.evidence().entrySet().stream().filter(entry -> entry.getValue() == Label.POSITIVE).map(Map.Entry::getKey).sorted()
				.collect(Collectors.joining(",")), (a, b) -> a.compareTo(b) >= 0 ? a : b);
		final List<String> order = diseases.keySet().stream().sorted(Comparator.comparing(diseases::get)).toList();
		return order.stream().filter(patient -> order.indexOf(patient) % FOLDS_OF_FEW == FOLDS_OF_FEW / 2).collect(Collectors.toSet());
	}

	private static TrainingStudy study(final StudyItem item, final TargetText text, final List<Disease> diseases, final FindingLabeler labeler) {
		final String target = TrainingText.of(text.of(item));
		final String whole = TargetText.BOTH.of(item);
		return new TrainingStudy(item.id(), item.patient().isEmpty() ? item.id() : item.patient(), item.images(), target, labels(item, target, diseases, labeler),
			labels(item, whole, diseases, labeler), labeler.labelSentences(TrainingText.of(whole)), TrainingText.indication(item.indication()), item.regions());
	}

	/** What the text says, corrected by what the annotator says; a disease with a region is present unless the annotator says otherwise. */
	private static Map<String, Label> labels(final StudyItem item, final String text, final List<Disease> diseases, final FindingLabeler labeler) {
		final Map<String, Label> labels = new LinkedHashMap<>();
		if (!text.isBlank()) {
			labeler.label(text).forEach((finding, label) -> labels.put(finding.diseaseName(), label));
			for (final Disease disease : diseases)
				if (Finding.of(disease.name()).isEmpty()) labels.put(disease.name(), DiseaseLabeler.of(disease).label(text));
		}
		final Map<String, Label> annotated = new LinkedHashMap<>();
		item.regions().forEach(region -> annotated.put(region.disease(), Label.POSITIVE));
		annotated.putAll(item.labels());
		labels.putAll(annotated);
		// The labeler does not count devices as a finding either.
		annotated.remove(Finding.SUPPORT_DEVICES.diseaseName());
		if (!annotated.containsKey(Disease.NO_FINDING) && (annotated.containsValue(Label.POSITIVE) || annotated.containsValue(Label.UNCERTAIN)))
			labels.put(Disease.NO_FINDING, Label.BLANK);
		return labels;
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
		return items(dataset).filter(item -> ids.contains(item.id())).map(section).map(TrainingText::of).filter(text -> !text.isBlank());
	}

	private static Stream<StudyItem> items(final Dataset dataset) {
		return SPLITS.stream().filter(dataset.splits()::contains).flatMap(split -> dataset.split(split).stream());
	}
}
