package io.github.trrg.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a report a truthful training target: only what the picture itself can show. Words that de-identification removed ("XXXX")
 * are repaired where the context leaves no doubt, or their sentence is dropped; comparisons with an examination nobody showed are
 * taken out, or their sentence is dropped; so are sentences with a blank ("___", MIMIC-CXR). Letter case stays. The rules stand in
 * {@code training-text.txt} (ours). Reference texts used for scoring never pass through here.
 */
public final class TrainingText {

	/** A lost word in front of a word it may only have qualified: "XXXX opacities". */
	private static final Pattern LOST_ATTRIBUTE = Pattern.compile(
		"(?:XXXX )+(?=(?!are\\b|is\\b|and\\b|or\\b|of\\b|in\\b|on\\b|to\\b|at\\b|from\\b|with\\b|for\\b|by\\b|the\\b|a\\b|was\\b|were\\b"
			+ "|has\\b|have\\b|may\\b|which\\b|that\\b|appear|within\\b|normal\\b|intact\\b|noted\\b|seen\\b"
			+ "|demonstrated\\b|unremarkable\\b|unchanged\\b|due\\b|amount\\b|bilaterally\\b|present)[a-z])");

	/** What separates the reasons of an indication; "and" and "with" only beside a lost word. */
	private static final Pattern INDICATION_PART = Pattern.compile("[,;]|\\.(?=\\s|$)| (?:and|with) (?=XXXX)|(?<=XXXX) (?:and|with|for) ");

	/** What MIMIC-CXR has in place of a name, a date or a number: nothing tells which. */
	private static final String BLANKED = "___";

	/** Whose age was blanked, at the beginning of an indication: "___ year old woman with". */
	private static final Pattern BLANKED_PERSON = Pattern.compile(
		"^_{3,}[- ]?(?:years?[- ]old|y\\.?/?o\\.?)? *(?:(?:fe)?male|(?:wo)?man|patient|[FM])?\\b *(?:with|w/)? *", Pattern.CASE_INSENSITIVE);

	private record Rule(Pattern pattern, String replacement) {

		String apply(final String text) {
			return pattern.matcher(text).replaceAll(replacement);
		}
	}

	private static final Map<String, List<Rule>> RULES = read();
	private static final FindingLabeler LABELER = new FindingLabeler();

	private TrainingText() {}

	/** @return the truthful sentences, one space between; empty if none is left */
	public static String of(final String report) {
		return String.join(" ", sentences(report));
	}

	/** @return the truthful sentences in order, each with its full stop */
	public static List<String> sentences(final String report) {
		final List<String> truthful = new ArrayList<>();
		for (final String sentence : Sentences.split(report)) {
			if (sentence.contains(BLANKED)) continue;
			final String solo = withoutComparison(tidy(apply("repair", sentence)));
			final String whole = tidy(LOST_ATTRIBUTE.matcher(solo).replaceAll(""));
			if (!whole.isEmpty() && !whole.contains("XXXX")) truthful.add(whole);
		}
		return truthful;
	}

	/** @return why the examination was asked for, without the parts that de-identification took words from; empty if none is left */
	public static String indication(final String indication) {
		final List<String> known = new ArrayList<>();
		for (final String part : INDICATION_PART.split(apply("repair", BLANKED_PERSON.matcher(indication.strip()).replaceFirst(""))))
			if (!part.isBlank() && !part.contains("XXXX") && !part.contains(BLANKED)) known.add(part.strip());
		return tidy(String.join(", ", known));
	}

	/** @return the sentence as if no earlier examination existed; empty if it says nothing without one */
	private static String withoutComparison(final String sentence) {
		final String solo = tidy(apply("solo", sentence));
		for (final Rule rule : RULES.get("drop"))
			if (rule.pattern.matcher(solo).find()) return "";
		if (solo.equals(sentence)) return solo;
		// "stable cardiomediastinal silhouette" is about the comparison alone; "stable cardiomegaly" is not
		return LABELER.saysAnything(sentence) && !LABELER.saysAnything(solo) ? "" : solo;
	}

	private static String apply(final String section, final String sentence) {
		String text = sentence;
		for (final Rule rule : RULES.get(section))
			text = rule.apply(text);
		return text;
	}

	/** One space between words, none before punctuation, a capital at the head and a full stop at the end. */
	private static String tidy(final String sentence) {
		final String text = sentence.replaceAll("\\s+", " ").replaceAll(" (?=[.,;:?!])", "").replaceAll(",(?=[.,;])", "")
			.replaceAll("^[\\s.,;:-]+|[\\s.,;:-]+$", "");
		if (text.isEmpty()) return "";
		return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith("?") || text.endsWith("!") ? "" : ".");
	}

	private static Map<String, List<Rule>> read() {
		final Map<String, List<Rule>> rules = Map.of("repair", new ArrayList<>(), "solo", new ArrayList<>(), "drop", new ArrayList<>());
		final Matcher rule = Pattern.compile("(.*?)(?: => (.*))?").matcher("");
		try (BufferedReader reader = new BufferedReader(
			new InputStreamReader(TrainingText.class.getResourceAsStream("training-text.txt"), StandardCharsets.UTF_8)))
		{
			String section = "";
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				if (line.isBlank() || line.startsWith("#")) continue;
				if (line.startsWith("[")) section = line.substring(1, line.indexOf(']'));
				else if (rule.reset(line).matches())
					rules.get(section).add(new Rule(Pattern.compile(rule.group(1), Pattern.CASE_INSENSITIVE), rule.group(2) == null ? "" : rule.group(2)));
			}
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		return rules;
	}
}
