package io.github.trrg.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import com.google.gson.JsonObject;

import io.github.trrg.clue.Disease;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.TrrgException;
import io.github.trrg.engine.Torch;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.nn.Precision;
import io.github.trrg.train.FineTuning;
import io.github.trrg.train.FineTuningPlan;
import io.github.trrg.train.Pretraining;
import io.github.trrg.train.TargetText;
import io.github.trrg.train.Trainable;
import io.github.trrg.train.TrainingRun;
import io.github.trrg.train.TrainingWatch;

/** A stage of the recipe that looks at images. */
enum TrainingStage {

	/** Visual encoder, text encoder and perception. */
	CONTRAST {

		@Override
		void train(final Path dataset, final Path model, final TrainingRun run, final TrainingWatch watch) {
			Pretraining.run(dataset, model, run, watch);
		}
	},
	/** Clue modules and language model. */
	CLUES {

		@Override
		void train(final Path dataset, final Path model, final TrainingRun run, final TrainingWatch watch) {
			FineTuning.run(dataset, model, new FineTuningPlan(Trainable.WRITING, TargetText.REPORT, List.of(), null), run, watch);
		}
	};

	abstract void train(Path dataset, Path model, TrainingRun run, TrainingWatch watch);

	/** Trains a copy of the model, at its own resolution from the first step, until the watch cancels. */
	final void train(final Path dataset, final Path model, final Path copy, final Precision precision, final TrainingWatch watch) {
		copy(model, copy);
		train(dataset, model, new TrainingRun(Torch.device("cpu"), precision, copy, 0, null, Long.MAX_VALUE, true, Set.of(toString())), watch);
	}

	private void copy(final Path model, final Path copy) {
		settings(model); // complains where there are none
		try (Stream<Path> files = Files.list(model)) {
			Files.createDirectories(copy);
			for (final Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator)
				Files.copy(file, copy.resolve(file.getFileName().toString()));
			final JsonObject all = JsonFields.read(copy.resolve(TrainingRun.SETTINGS)).json();
			all.getAsJsonObject(toString()).addProperty("coarse", 0);
			Files.writeString(copy.resolve(TrainingRun.SETTINGS), all.toString());
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private JsonFields settings(final Path model) {
		final JsonFields all = JsonFields.read(model.resolve(TrainingRun.SETTINGS));
		if (!all.has(toString())) throw new TrrgException(model.resolve(TrainingRun.SETTINGS) + " has no stage " + this +
			", which is left out. Choose another model.");
		return all.requireObject(toString());
	}

	/** What a batch of reports like this one looks like, as {@code network_peer.py} names it. */
	JsonObject shapes(final Path model, final List<String> report) {
		final JsonObject shapes = new JsonObject();
		try (TrrgModel opened = TrrgModel.openForReading(model, Torch.device("cpu"))) {
			final List<Disease> diseases = opened.diseases();
			final int size = opened.preprocessing().size(), side = opened.network().gridSide(size);
			final List<String> prompts = diseases.stream().flatMap(disease -> Stream.of(disease.positivePrompts(), disease.negativePrompts())).flatMap(List::stream)
				.toList();
			final int visual = 2 * opened.network().visualTokensPerView(size);
			final int said = report.stream().mapToInt(sentence -> opened.tokenizer().encode(" " + sentence).length).sum();
			shapes.addProperty("images", 2 * settings(model).requireSize("batch"));
			shapes.addProperty("size", size);
			shapes.addProperty("visual_tokens", visual);
			shapes.addProperty("diseases", diseases.size());
			shapes.addProperty("prompts", prompts.size());
			shapes.addProperty("prompt_tokens", longest(opened, prompts));
			shapes.addProperty("sentence_tokens", longest(opened, report));
			shapes.addProperty("sequence_tokens", opened.layout(visual, List.of(0), "").length + said);
			return shapes;
		}
	}

	private static int longest(final TrrgModel model, final List<String> texts) {
		return texts.stream().mapToInt(text -> model.encodeText(text).length).max().orElseThrow();
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
