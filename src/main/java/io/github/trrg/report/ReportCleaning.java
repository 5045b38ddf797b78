package io.github.trrg.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How texts are made alike before they are compared, so that numbers compare with published ones. The rules are those of R2Gen's
 * published code, to the letter; after them tokens are what stands between spaces.
 */
public enum ReportCleaning {

	/** R2Gen's rules for IU X-Ray. */
	R2GEN_IU {

		@Override
		public String clean(final String report) {
			return cleanSentences(report);
		}
	},

	/** R2Gen's rules for MIMIC-CXR: those for IU after collapsing line breaks and runs of "_" and of spaces. */
	R2GEN_MIMIC {

		@Override
		public String clean(final String report) {
			return cleanSentences(report.replace('\n', ' ').replaceAll("_+", "_").replaceAll(" +", " "));
		}
	},

	/** The text as it stands. */
	NONE {

		@Override
		public String clean(final String report) {
			return report;
		}
	};

	private static final Pattern DROPPED_IN_SENTENCE = Pattern.compile("[\"/\\\\']");
	/** {@code :-\[} is a range as in the original: it takes {@code ;<=>?@} too, and the hyphen stays. */
	private static final Pattern PUNCTUATION = Pattern.compile("[.,?;*!%^&_+():-\\[\\]{}]");

	/** @return the cleaned text; R2Gen's rules give lower-case sentences joined by " . ", empty ones included, and " ." at the end */
	public abstract String clean(String report);

	private static String cleanSentences(final String report) {
		String text = report.replaceAll("\\.{2,}", ".").replace("1. ", "");
		for (int n = 2; n <= 5; n++)
			text = text.replace(". " + n + ". ", ". ");
		for (int n = 2; n <= 5; n++)
			text = text.replace(" " + n + ". ", ". ");
		return Arrays.stream(text.strip().toLowerCase(Locale.ROOT).split("\\. ", -1)).map(ReportCleaning::cleanSentence)
			.collect(Collectors.joining(" . ", "", " ."));
	}

	private static String cleanSentence(final String sentence) {
		final String plain = DROPPED_IN_SENTENCE.matcher(sentence).replaceAll("").strip();
		return PUNCTUATION.matcher(plain).replaceAll("");
	}
}
