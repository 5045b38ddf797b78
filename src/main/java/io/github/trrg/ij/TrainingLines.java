package io.github.trrg.ij;

import java.util.Map;

import io.github.trrg.train.Training;

/**
 * How a run of training is started again, on the command line and in a macro: options and keys have the same names.
 *
 * @param subcommand of the command line
 * @param label of the command in the menu
 * @param out folder of the new model
 */
public record TrainingLines(String subcommand, String label, String out) implements Training.Lines {

	/** Fine-tuning into that folder. */
	public static TrainingLines fineTuning(final String out) {
		return new TrainingLines("finetune", "Fine-Tune...", out);
	}

	/** Pre-training into that folder. */
	public static TrainingLines pretraining(final String out) {
		return new TrainingLines("pretrain", "Pre-Train...", out);
	}

	@Override
	public String of(final Map<String, String> settings) {
		final StringBuilder line = new StringBuilder("bin/trrg ").append(subcommand);
		final MacroLine macro = new MacroLine(label);
		settings.forEach((key, value) -> {
			macro.with(key, value);
			if (!value.isBlank()) line.append(" --").append(key).append(' ').append(quoted(value));
		});
		return line.append(" --out ").append(quoted(out)) + "\n" + macro.with("output", out);
	}

	private static String quoted(final String value) {
		return value.matches("[\\w./:-]+") ? value : "\"" + value + "\"";
	}
}
