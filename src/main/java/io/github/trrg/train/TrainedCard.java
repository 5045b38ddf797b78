package io.github.trrg.train;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.MacroOptions;
import io.github.trrg.common.Version;
import io.github.trrg.model.ModelCard;

/** The card of a model trained here: from what, on what, how, and with what success. */
final class TrainedCard {

	private TrainedCard() {}

	/**
	 * @param settings what repeats the run, by keys of the macro; blank ones are left out
	 * @param done null after pre-training
	 */
	static void write(final TrainingRequest request, final Map<String, String> settings, final Fingerprint data, final FineTuned done) {
		final ModelCard base = ModelCard.read(request.base());
		final String made = done == null ? "pre-trained" : "fine-tuned";
		final StringBuilder text = new StringBuilder();
		text.append("---\nlicense: ").append(base.licence()).append("\norigin: ").append(made).append(" from ").append(base.title()).append("\n---\n# ")
			.append(request.out().getFileName()).append("\n\n**Research use only, not for clinical use.** ").append(made.substring(0, 1).toUpperCase(Locale.ROOT))
			.append(made.substring(1)).append(" from ").append(base.title()).append(" (`").append(request.base()).append("`) with TRRG ").append(Version.text())
			.append(" on ").append(LocalDate.now()).append(".\n\n");
		text.append("- Data set: `").append(request.dataset()).append("`; studies: ").append(data.studies().entrySet().stream()
			.map(split -> split.getKey() + " " + split.getValue()).collect(Collectors.joining(", "))).append("; images: ").append(data.images())
			.append("; SHA-256 of `annotation.json`: `").append(data.sha256()).append("`.\n");
		if (done != null) text.append("- Trained: ").append(done.trained()).append(", on ").append(done.training()).append(" studies; ").append(done.heldOut())
			.append(" held out.\n");
		text.append("- Terms: those of the model it comes from, and those of the data.\n\n## Recipe\n\n```\n").append(recipe(request.out().toString(), settings,
			done != null)).append("\n```\n");
		if (done != null) text.append(figures(done));
		AtomicFile.writeText(request.out().resolve(ModelCard.FILE_NAME), text.toString());
	}

	/** The command line and the macro that start the same run again: options and keys have the same names. */
	private static String recipe(final String out, final Map<String, String> settings, final boolean tuned) {
		final StringBuilder line = new StringBuilder("bin/trrg ").append(tuned ? "finetune" : "pretrain");
		final MacroOptions macro = new MacroOptions();
		settings.forEach((key, value) -> {
			if (value.isBlank()) return;
			line.append(" --").append(key).append(' ').append(quoted(value));
			macro.with(key, value);
		});
		return line.append(" --out ").append(quoted(out)) + "\n" + macro.with("output", out).run(tuned ? Training.FINE_TUNE : Training.PRE_TRAIN);
	}

	private static String quoted(final String value) {
		return value.matches("[\\w./:-]+") ? value : "\"" + value + "\"";
	}

	private static String figures(final FineTuned done) {
		final StringBuilder text = new StringBuilder("\n## Figures on the ").append(done.heldOut()).append(" held-out studies\n\n").append(
			"The best epoch was chosen by them too, so that they flatter a little.\n\n| | before | after |\n|---|---|---|\n");
		done.after().forEach((name, after) -> text.append("| ").append(name).append(" | ").append(FineTuned.number(done.before(), name)).append(" | ")
			.append(FineTuned.number(done.after(), name)).append(" |\n"));
		return text.toString();
	}
}
