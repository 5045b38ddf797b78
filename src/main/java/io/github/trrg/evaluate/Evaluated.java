package io.github.trrg.evaluate;

import java.nio.file.Path;
import java.util.List;

import com.google.gson.JsonObject;

import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.JsonText;
import io.github.trrg.study.Preprocessing;

/** What an evaluation found. */
public final class Evaluated {

	static final String PREDICTIONS = "predictions.json";


	private final Evaluation evaluation;
	private final String system;
	private final Preprocessing preprocessing;
	private final boolean written;
	private final JsonObject metrics;

	/**
	 * @param system name of what was evaluated
	 * @param preprocessing by which maps are laid over pictures
	 * @param written whether a model wrote the reports now
	 */
	Evaluated(final Evaluation evaluation, final String system, final Preprocessing preprocessing, final boolean written) {
		this.evaluation = evaluation;
		this.system = system;
		this.preprocessing = preprocessing;
		this.written = written;
		metrics = MetricsJson.of(evaluation);
	}

	/** The object of {@code metrics.json}. */
	public JsonObject metrics() {
		return metrics;
	}

	/** What does not fit, a sentence each; empty if all studies were scored and all inputs used. */
	public List<String> problems() {
		return List.copyOf(evaluation.problems());
	}

	/** The numbers to look at first, the evaluated system above the others. */
	public List<ScoreRow> rows() {
		return ScoreRow.of(evaluation, system);
	}

	/**
	 * Writes {@code metrics.json}, {@code per_study.csv}, {@code report.html}, and {@code predictions.json} if a model wrote the reports. Files
	 * of these names are replaced.
	 *
	 * @throws io.github.trrg.common.TrrgException if one cannot be written
	 */
	public void write(final Path folder) {
		JsonText.write(folder.resolve("metrics.json"), metrics);
		if (written) {
			final JsonObject texts = new JsonObject();
			evaluation.predictions().texts().forEach(texts::addProperty);
			JsonText.write(folder.resolve(PREDICTIONS), texts);
		}
		AtomicFile.writeText(folder.resolve("per_study.csv"), PerStudyTable.csv(evaluation));
		AtomicFile.writeText(folder.resolve("report.html"), EvaluationPage.html(evaluation, system, preprocessing));
	}
}
