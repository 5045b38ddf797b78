package io.github.trrg.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonObject;

import io.github.trrg.clue.Disease;
import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.JsonText;
import io.github.trrg.common.TrrgException;
import io.github.trrg.decode.GenerationSettings;

/** The files of an imported model beside configuration, preprocessing and weights: each of the published folder, of the base, or the usual ones. */
final class ImportFiles {

	/** Longest report of a model that nobody has taught how long reports are. */
	private static final int LONGEST_REPORT = 120;
	private static final String TRAINING = "training.json";
	private static final String BASE = "base";

	private final ImportRequest request;
	private final Map<String, PublishedFolder> published;
	private final Path folder;
	private final List<String> notes;

	/**
	 * @param published folders by part
	 * @param folder to write to
	 * @param notes takes what the user should know
	 */
	ImportFiles(final ImportRequest request, final Map<String, PublishedFolder> published, final Path folder, final List<String> notes) {
		this.request = request;
		this.published = published;
		this.folder = folder;
		this.notes = notes;
	}

	/**
	 * Tokenizer, prompt and generation settings.
	 *
	 * @param language section of config.json, which is told what begins and ends a text
	 * @return format of the prompt
	 */
	String writeLanguageFiles(final JsonObject language) {
		final PublishedFolder source = published.get(ImportPart.LANGUAGE);
		if (source == null) {
			for (final String file : List.of(TrrgModel.TOKENIZER, PromptTemplate.FILE_NAME, TrrgModel.GENERATION))
				copyFromBase(file, file);
			return BASE;
		}
		final PromptFormat format = PromptFormat.of(request.prompt(), source.chatTemplate(), source.title());
		try (Tokenizer tokenizer = write(source, TrrgModel.TOKENIZER)) {
			new ImportTokens(source, tokenizer).write(language, format);
		}
		AtomicFile.writeText(folder.resolve(PromptTemplate.FILE_NAME), format.template() + "\n");
		JsonText.write(folder.resolve(TrrgModel.GENERATION), generation(source).toJson());
		return format.toString();
	}

	/** The text encoder has its own tokenizer, unless both parts come from a base that has one for both. */
	void writeTextTokenizer() {
		final PublishedFolder source = published.get(ImportPart.TEXT);
		if (source != null) write(source, ModelTokens.TEXT_TOKENIZER).close();
		else if (Files.exists(request.base().resolve(ModelTokens.TEXT_TOKENIZER))) copyFromBase(ModelTokens.TEXT_TOKENIZER, ModelTokens.TEXT_TOKENIZER);
		else if (published.containsKey(ImportPart.LANGUAGE)) copyFromBase(TrrgModel.TOKENIZER, ModelTokens.TEXT_TOKENIZER);
	}

	/** @return the tokenizer that was written, which must be closed @throws TrrgException if it is damaged or has more tokens than the model */
	private Tokenizer write(final PublishedFolder source, final String name) {
		final PublishedTokenizer tokenizer = PublishedTokenizer.of(source);
		final Path file = folder.resolve(name);
		AtomicFile.writeText(file, tokenizer.json().toString());
		final Tokenizer opened;
		try {
			opened = Tokenizer.open(file);
		}
		catch (final TrrgException e) {
			throw new TrrgException(e.getMessage().replace(file.toString(), tokenizer.source().toString()), e);
		}
		final int vocabulary = source.config().requireSize("vocab_size");
		if (opened.size() > vocabulary) {
			opened.close();
			throw new TrrgException(tokenizer.source() + " has " + opened.size() + " tokens, but vocab_size in " + source.config().source() + " is " + vocabulary +
				". Tokenizer and model do not belong together.");
		}
		if (tokenizer.isStandIn()) notes.add("WARNING: " + source.path() +
			" has no tokenizer (tokenizer.json, tokenizer.model or vocab.txt). One of single characters" +
			" stands in for it, with which the model's words mean nothing. Get the tokenizer and import again.");
		return opened;
	}

	private static GenerationSettings generation(final PublishedFolder source) {
		final JsonFields json = source.optional("generation_config.json");
		final GenerationSettings.Builder settings = GenerationSettings.defaults().with().maxLength(LONGEST_REPORT);
		if (json.optBoolean("do_sample", false)) settings.temperature(json.optDouble("temperature", 1, 0, 10)).topP(json.optDouble("top_p", 1, 1e-6, 1));
		else settings.beams(json.optInt("num_beams", 1, 1, 64));
		return settings.repetitionPenalty(json.optDouble("repetition_penalty", 1, 0.1, 10)).lengthPenalty(json.optDouble("length_penalty", 1, -10, 10))
			.noRepeatNgram(json.optInt("no_repeat_ngram_size", 0, 0, 1000)).build();
	}

	/** @param calibrated whether the base's thresholds still hold */
	void writeDiseases(final boolean calibrated) {
		final Path target = folder.resolve(DiseaseFile.FILE_NAME);
		if (request.base() == null) AtomicFile.writeText(target, resource(DiseaseFile.FILE_NAME));
		else {
			final List<Disease> diseases = new ArrayList<>();
			for (final Disease disease : DiseaseFile.read(request.base().resolve(DiseaseFile.FILE_NAME)))
				diseases.add(calibrated ? disease : new Disease(disease.name(), disease.positivePrompts(), disease.negativePrompts(), 0.5, false));
			DiseaseFile.write(target, diseases);
		}
		if (request.base() == null || !Files.exists(request.base().resolve(TRAINING))) AtomicFile.writeText(folder.resolve(TRAINING), resource(TRAINING));
		else copyFromBase(TRAINING, TRAINING);
	}

	/** The card, which says where everything comes from. */
	void writeCard(final ImportReport report) {
		final List<String> card = new ArrayList<>(List.of("---", "license: that of each part, see there", "origin: imported from published weights", "---", "# " +
			request.out().toAbsolutePath().normalize().getFileName(), "", "**Research use only, not for clinical use.** Made of published weights. As long as the list" +
				" below names what is untrained, clues and reports mean nothing.", ""));
		report.parts().forEach((name, part) -> card.add("- " + name + ": " + part.type() + " of `" + part.from() + "`, " + part.mapped() + " tensors"));
		card.add("- new and untrained: " + (report.fresh().isEmpty() ? "nothing" : ImportReport.modules(report.fresh())));
		card.add("- language model stored as: " + report.precision());
		report.notes().forEach(note -> card.addAll(List.of("", note)));
		AtomicFile.writeText(folder.resolve(ModelCard.FILE_NAME), String.join("\n", card) + "\n");
	}

	private void copyFromBase(final String from, final String to) {
		final Path source = request.base().resolve(from);
		if (Files.exists(source)) AtomicFile.copy(source, folder.resolve(to));
	}

	private static String resource(final String name) {
		try (InputStream in = ImportFiles.class.getResourceAsStream(name)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
