package io.github.trrg.train;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.github.trrg.common.AtomicFile;
import io.github.trrg.model.ModelCard;

/** The card of a model trained here: from what, on what, how, and with what success. */
final class TrainedCard {

	private TrainedCard() {}

	/**
	 * @param lines that start the same run again
	 * @param done null after pre-training
	 */
	static void write(final TrainingRequest request, final Fingerprint data, final String lines, final FineTuned done) {
		final ModelCard base = ModelCard.read(request.base());
		final String version = Objects.requireNonNullElse(TrainedCard.class.getPackage().getImplementationVersion(), "(development)");
		final String made = done == null ? "pre-trained" : "fine-tuned";
		final StringBuilder text = new StringBuilder();
		text.append("---\nlicense: ").append(base.licence()).append("\norigin: ").append(made).append(" from ").append(base.title()).append("\n---\n# ").append(request.out()
			.getFileName()).append("\n\n**Research use only, not for clinical use.** ").append(made.substring(0, 1).toUpperCase(Locale.ROOT)).append(made.substring(1)).append(
				" from ").append(base.title()).append(" (`").append(request.base()).append("`) with TRRG ").append(version).append(" on ").append(LocalDate.now()).append(".\n\n");
		text.append("- Data set: `").append(request.dataset()).append("`; studies: ").append(data.studies().entrySet().stream().map(split -> split.getKey() + " " + split
			.getValue()).collect(Collectors.joining(", "))).append("; images: ").append(data.images()).append("; SHA-256 of `annotation.json`: `").append(data.sha256()).append(
				"`.\n");
		if (done != null) text.append("- Trained: ").append(done.trained()).append(", on ").append(done.training()).append(" studies; ").append(done.heldOut()).append(
			" held out.\n");
		text.append("- Terms: those of the model it comes from, and those of the data.\n\n## Recipe\n\n```\n").append(lines.strip()).append("\n```\n");
		if (done != null) text.append(figures(done));
		AtomicFile.writeText(request.out().resolve(ModelCard.FILE_NAME), text.toString());
	}

	private static String figures(final FineTuned done) {
		final StringBuilder text = new StringBuilder("\n## Figures on the ").append(done.heldOut()).append(" held-out studies\n\n").append(
			"The best epoch was chosen by them too, so that they flatter a little.\n\n| | before | after |\n|---|---|---|\n");
		done.after().forEach((name, after) -> text.append("| ").append(name).append(" | ").append(number(done.before(), name)).append(" | ").append(number(done.after(), name))
			.append(" |\n"));
		return text.toString();
	}

	private static String number(final Map<String, Double> scores, final String name) {
		final Double score = scores.get(name);
		return score == null || score.isNaN() ? "-" : String.format(Locale.ROOT, "%.3f", score);
	}
}
