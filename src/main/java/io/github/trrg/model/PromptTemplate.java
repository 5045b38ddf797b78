package io.github.trrg.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.trrg.common.TrrgException;

/**
 * What the language model is asked: {@code prompt.txt}, plain text in which each {@link Slot} stands once, such as
 * {@code <Img>{visual}</Img> <Clue>{clues}</Clue> Possible findings: {findings}.}
 * Braces that do not hold a word are text.
 *
 * @param parts text and slots in turn, as they stand in the file; no empty text
 */
public record PromptTemplate(List<Part> parts) {

	/** Its name in a model folder. */
	public static final String FILE_NAME = "prompt.txt";

	/** A piece of the template. */
	public sealed interface Part {}

	/** Text as it stands; special tokens in it stand for themselves. */
	public record Text(String text) implements Part {}

	/** What is filled in for each study. */
	public enum Slot implements Part {

		/** The embeddings of the image patches. */
		VISUAL,
		/** The embeddings of the selected clues. */
		CLUES,
		/** The names of the selected clues, separated by commas. */
		FINDINGS,
		/** Why the examination was asked for. */
		INDICATION;

		private String marker() {
			return "{" + name().toLowerCase(Locale.ROOT) + "}";
		}

		private static Optional<Slot> of(final String marker) {
			return Arrays.stream(values()).filter(slot -> slot.marker().equals(marker)).findFirst();
		}
	}

	private static final Pattern MARKER = Pattern.compile("\\{\\w+\\}");

	public PromptTemplate {
		parts = List.copyOf(parts);
	}

	/** @throws TrrgException if the file is missing or its slots are not each of {@link Slot} once */
	public static PromptTemplate read(final Path promptTxt) {
		if (!Files.isRegularFile(promptTxt)) throw new TrrgException("There is no " + promptTxt.getFileName() + " in " + promptTxt.toAbsolutePath().getParent() +
			". Choose a complete model folder.");
		try {
			// The end of the last line is the editor's, not the prompt's.
			return parse(Files.readString(promptTxt).replace("\r\n", "\n").replaceFirst("\n$", ""), promptTxt.toString());
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot read " + promptTxt + ": " + e.getMessage() + ". It must be UTF-8 text; copy the model folder again.", e);
		}
	}

	/** @param source what to call the template in messages */
	public static PromptTemplate parse(final String template, final String source) {
		final List<Part> parts = new ArrayList<>();
		final Set<Slot> missing = EnumSet.allOf(Slot.class);
		final Matcher matcher = MARKER.matcher(template);
		int end = 0;
		while (matcher.find()) {
			final Slot slot = Slot.of(matcher.group()).orElseThrow(() -> wrong(source, "there is no slot " + matcher.group() + "; known are " + markers(EnumSet
				.allOf(Slot.class))));
			if (!missing.remove(slot)) throw wrong(source, "the slot " + matcher.group() + " stands twice");
			addText(parts, template.substring(end, matcher.start()));
			parts.add(slot);
			end = matcher.end();
		}
		addText(parts, template.substring(end));
		if (!missing.isEmpty()) throw wrong(source, "it lacks " + markers(missing));
		return new PromptTemplate(parts);
	}

	private static void addText(final List<Part> parts, final String text) {
		if (!text.isEmpty()) parts.add(new Text(text));
	}

	private static String markers(final Set<Slot> slots) {
		return slots.stream().map(Slot::marker).collect(Collectors.joining(", "));
	}

	private static TrrgException wrong(final String source, final String what) {
		return new TrrgException("The prompt template " + source + " cannot be used: " + what + ". Correct it; every slot must stand in it once.");
	}
}
