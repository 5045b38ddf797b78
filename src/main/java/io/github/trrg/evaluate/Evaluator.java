package io.github.trrg.evaluate;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.trrg.Trrg;
import io.github.trrg.clue.Clue;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.StudyItem;
import io.github.trrg.model.ModelStore;
import io.github.trrg.report.ReportCleaning;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.View;

/** Evaluates a model or a file of predictions: the one way in for menu and command line. */
public final class Evaluator {

	/** Opens models. */
	@FunctionalInterface
	public interface Models {

		/**
		 * @param name or folder of a model, blank for the current one
		 * @param work is given the open model
		 */
		void use(String name, Consumer<Trrg> work);
	}

	private final EvaluationSettings settings;
	private final Models models;
	private final Progress progress;
	private final Dataset dataset;
	private Evaluation evaluation;
	private String system;
	private Preprocessing preprocessing = Preprocessing.standard(256);

	private Evaluator(final EvaluationSettings settings, final Models models, final Progress progress) {
		this.settings = settings;
		this.models = models;
		this.progress = progress;
		dataset = Dataset.open(settings.dataset());
		checkInputs();
	}

	/** Complains before hours of work. */
	private void checkInputs() {
		dataset.split(settings.split());
		for (final Path file : Arrays.asList(settings.predictions(), settings.boxes()))
			if (file != null && !Files.isReadable(file)) throw new TrrgException("There is no file " + file + ", or it may not be read. Check its path.");
		if (!settings.compare().isBlank() && predictionsFile(settings.compare()).isEmpty()) ModelStore.standard().find(settings.compare());
	}

	/**
	 * @param regions reads those of the data set
	 * @return what there is to show and to write
	 * @throws io.github.trrg.common.TrrgException if nothing could be scored
	 */
	public static Evaluated run(final EvaluationSettings settings, final Models models, final Region.Reader regions, final Progress progress) {
		return new Evaluator(settings, models, progress).run(regions);
	}

	/**
	 * Scores what a system said of a split; needs neither model nor images.
	 *
	 * @throws io.github.trrg.common.TrrgException if nothing could be scored
	 */
	public static Evaluated score(final Dataset dataset, final String split, final ReportCleaning cleaning, final Predictions predictions) {
		return new Evaluated(new Evaluation(dataset, split, cleaning, predictions), "reports", Preprocessing.standard(256), false);
	}

	private Evaluated run(final Region.Reader regions) {
		if (settings.predictions() == null) models.use(settings.model(), this::evaluate);
		else {
			system = settings.predictions().getFileName().toString();
			begin(Predictions.read(settings.predictions()));
		}
		if (!settings.compare().isBlank()) compare();
		localise(regions);
		return new Evaluated(evaluation, system, preprocessing, settings.predictions() == null);
	}

	private void evaluate(final Trrg trrg) {
		system = trrg.model().name();
		preprocessing = trrg.model().preprocessing();
		begin(ModelReader.read(trrg, referenced(), progress));
		final List<View> average = dataset.splits().contains("train") ? AverageImage.of(dataset.split("train"), preprocessing, progress) : List.of();
		if (!average.isEmpty()) evaluation.addImageBlind(ModelReader.readBlind(trrg, evaluation.selection().studies(), average, progress));
	}

	/** Studies that a report can be scored of. */
	private List<StudyItem> referenced() {
		return dataset.split(settings.split()).stream().filter(study -> !study.report().isBlank()).toList();
	}

	private void begin(final Predictions predictions) {
		progress.update(-1, "Scoring");
		evaluation = new Evaluation(dataset, settings.split(), settings.cleaning(), predictions);
	}

	private void compare() {
		final Optional<Path> file = predictionsFile(settings.compare());
		if (file.isPresent()) evaluation.addCompared(settings.compare(), Predictions.read(file.get()));
		else models.use(settings.compare(), trrg -> evaluation.addCompared(trrg.model().name(), ModelReader.read(trrg, evaluation.selection().studies(), progress)));
	}

	private static Optional<Path> predictionsFile(final String name) {
		try {
			final Path path = Path.of(name), inside = path.resolve(Evaluated.PREDICTIONS);
			return Files.isRegularFile(path) ? Optional.of(path) : Files.isRegularFile(inside) ? Optional.of(inside) : Optional.empty();
		}
		catch (final InvalidPathException e) {
			return Optional.empty();
		}
	}

	private void localise(final Region.Reader regions) {
		final List<StudyItem> studies = evaluation.selection().studies();
		final Set<String> mapped = evaluation.predictions().clues().values().stream().flatMap(List::stream).filter(clue -> !clue.maps().isEmpty())
			.map((final Clue clue) -> clue.disease().name()).collect(Collectors.toSet());
		if (mapped.isEmpty()) return;
		final Marks marks = new Marks(studies, mapped);
		marks.addRegions(regions);
		if (settings.boxes() != null) marks.addBoxes(settings.boxes());
		if (!marks.marks().isEmpty() || !marks.problems().isEmpty()) evaluation.addLocalisation(Localisation.of(marks, evaluation.predictions().clues(),
			preprocessing));
	}
}
