package io.github.trrg.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The phrases of {@code labeler.txt}, read once. What each section means is written at the head of that file. */
final class LabelRules {

	private static final LabelRules INSTANCE = new LabelRules();

	/** How a phrase names a finding. */
	enum Naming {
		FINDING, SIGN, ORGAN
	}

	private final Map<Finding, PhraseTree<Naming>> mentions = new EnumMap<>(Finding.class);
	private final PhraseTree<Naming> others = new PhraseTree<>();
	private final PhraseTree<Set<Finding>> denials = new PhraseTree<>();
	private final PhraseTree<Cue> cues = new PhraseTree<>();

	private LabelRules() {
		for (final Finding finding : Finding.values())
			mentions.put(finding, new PhraseTree<>());
		final String file = "labeler.txt";
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(LabelRules.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
			String section = "";
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				final String rule = line.replaceFirst("#.*", "").strip();
				if (rule.startsWith("[")) section = rule.substring(1, rule.length() - 1);
				else if (!rule.isEmpty()) add(section, rule);
			}
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	static LabelRules get() {
		return INSTANCE;
	}

	List<PhraseTree.Match<Naming>> mentions(final Finding finding, final List<String> words) {
		return mentions.get(finding).find(words);
	}

	/** Abnormalities that are none of the 14 findings. */
	List<PhraseTree.Match<Naming>> others(final List<String> words) {
		return others.find(words);
	}

	/** Phrases that deny findings without naming them. */
	List<PhraseTree.Match<Set<Finding>>> denials(final List<String> words) {
		return denials.find(words);
	}

	List<PhraseTree.Match<Cue>> cues(final List<String> words) {
		return cues.find(words);
	}

	private void add(final String section, final String rule) {
		final boolean hides = rule.startsWith("- ");
		final String phrase = hides ? rule.substring(2) : rule;
		if (section.startsWith("cue ")) {
			final Cue cue = Cue.valueOf(section.substring(4).toUpperCase(Locale.ROOT).replace(' ', '_'));
			cues.add(phrase, hides ? null : cue);
			return;
		}
		if (section.startsWith("denies ")) {
			denials.add(phrase, hides ? null : Arrays.stream(section.substring(7).split(", ")).map(name -> Finding.of(name).orElseThrow()).collect(Collectors.toSet()));
			return;
		}
		final Naming naming = section.endsWith(" (organ)") ? Naming.ORGAN : section.endsWith(" (sign)") ? Naming.SIGN : Naming.FINDING;
		final String name = section.replaceFirst(" \\(.*", "");
		final PhraseTree<Naming> phrases = name.equals("other abnormality") ? others : mentions.get(Finding.of(name).orElseThrow());
		phrases.add(phrase, hides ? null : naming);
	}
}
