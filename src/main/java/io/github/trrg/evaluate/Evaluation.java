package io.github.trrg.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.github.trrg.clue.Clue;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.StudyItem;
import io.github.trrg.report.ReportCleaning;

/** Scores of one system on a split, beside baselines and other systems on the same studies. */
final class Evaluation {

	static final int RESAMPLES = 1000;
	static final long SEED = 1;
	/** The same model, shown the average of training images instead of the study's. */
	static final String IMAGE_BLIND = "image_blind";

	/**
	 * A system beside the one that is evaluated.
	 *
	 * @param scores on the studies that both have
	 * @param differences evaluated − other, by the path a number has in {@code metrics.json}
	 */
	record Other(Scores scores, Map<String, Bootstrap.Difference> differences) {}

	private final Dataset dataset;
	private final String split;
	private final Predictions predictions;
	private final Selection selection;
	private final References references;
	private final Scores scores;
	private final Map<String, Bootstrap.Interval> intervals;
	private final Map<String, Other> baselines = new LinkedHashMap<>(), compared = new LinkedHashMap<>();
	private final List<String> problems = new ArrayList<>();
	private Localisation localisation;

	/**
	 * @param predictions a study without one is not scored, but counted and named
	 * @param cleaning applied to both sides before texts are compared; labels are read from the texts as they stand
	 * @throws io.github.trrg.common.TrrgException if the split is unknown or no prediction belongs to it
	 */
	Evaluation(final Dataset dataset, final String split, final ReportCleaning cleaning, final Predictions predictions) {
		this.dataset = dataset;
		this.split = split;
		this.predictions = predictions;
		selection = Selection.of(dataset, split, predictions);
		problems.addAll(selection.problems());
		references = References.of(dataset, selection.studies(), cleaning);
		scores = scores(references, predictions);
		intervals = Bootstrap.intervals(selection.studies().size(), RESAMPLES, SEED, scores::all);
		Baselines.of(trainingReports(), selection.studies().size(), cleaning, SEED).forEach((name, reports) -> baselines.put(name,
			against(scores, new Scores(references, reports, reports.stream().map(report -> List.<Clue> of()).toList()))));
	}

	private static Scores scores(final References references, final Predictions predictions) {
		final List<String> ids = references.studies().stream().map(StudyItem::id).toList();
		return new Scores(references, ids.stream().map(predictions.texts()::get).toList(), ids.stream().map(id -> predictions.clues().getOrDefault(id, List.of()))
			.toList());
	}

	private List<String> trainingReports() {
		return dataset.splits().contains("train") ? dataset.split("train").stream().map(StudyItem::report).toList() : List.of();
	}

	/** Adds what the same model says without seeing the images, of all scored studies. */
	void addImageBlind(final Predictions blind) {
		baselines.put(IMAGE_BLIND, against(scores, scores(references, blind)));
	}

	/**
	 * Adds another system, compared on the studies that both have.
	 *
	 * @throws io.github.trrg.common.TrrgException if it has none of the split
	 */
	void addCompared(final String name, final Predictions other) {
		final Selection theirs = Selection.of(dataset, split, other);
		theirs.problems().forEach(problem -> problems.add(name + ": " + problem));
		final List<StudyItem> studies = selection.studies();
		final List<Integer> common = IntStream.range(0, studies.size()).filter(i -> other.texts().containsKey(studies.get(i).id())).boxed().toList();
		if (common.size() < studies.size()) problems.add(name + ": differences rest on " + common.size() + " of " + studies.size() + " studies.");
		final References shared = common.size() == studies.size() ? references : references.only(common);
		compared.put(name, against(shared == references ? scores : scores(shared, predictions), scores(shared, other)));
	}

	private static Other against(final Scores own, final Scores other) {
		return new Other(other, Bootstrap.differences(own.everyStudy().length, RESAMPLES, SEED, own::all, other::all));
	}

	void addLocalisation(final Localisation value) {
		localisation = value;
		problems.addAll(value.problems());
	}

	Dataset dataset() {
		return dataset;
	}

	String split() {
		return split;
	}

	Predictions predictions() {
		return predictions;
	}

	Selection selection() {
		return selection;
	}

	Scores scores() {
		return scores;
	}

	Map<String, Bootstrap.Interval> intervals() {
		return intervals;
	}

	/** By name, the one without a look at the images last. */
	Map<String, Other> baselines() {
		return baselines;
	}

	Map<String, Other> compared() {
		return compared;
	}

	Optional<Localisation> localisation() {
		return Optional.ofNullable(localisation);
	}

	/** What does not fit, a sentence each. */
	List<String> problems() {
		return problems;
	}
}
