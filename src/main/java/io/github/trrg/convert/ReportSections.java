package io.github.trrg.convert;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sections of a report in plain text, as MIMIC-CXR has them: a heading in capitals and a colon begins each. Sections of one kind are
 * joined, line breaks are spaces; what is absent is empty.
 *
 * @param findings without such a section what stands under a heading that names the views, or, if there is no impression either, the last
 *          paragraph under no heading
 */
record ReportSections(String findings, String impression, String indication, String comparison) {

	private enum Kind {

		FINDINGS("(findings?|observations?)( (and )?impressions?)?"),
		IMPRESSION("(final )?impressions?( and recommendations?)?|conclusions?|opinion|summary|interpretation|imp"),
		INDICATION("(.* )?(indications?|history)( .*)?|reason for .*|clinical information"),
		COMPARISON("comparisons?( .*)?|prior (study|studies)"),
		/** About the examination; a paragraph long. */
		EXAMINATION("exam|(.* )?examinations?( .*)?|techniques?|procedure|study|date"),
		/** Not of the final report, or not about the image. */
		DROPPED("wet read.*|(final )?addendum.*|preliminary .*|provisional .*|recommendations?|notifications?|dictated.*|signed|attending.*"),
		/** The views are named as a heading of what is seen in them. */
		VIEWS("(.* )?(chest|radiographs?|views?|x rays?|films?|portable|frontal|lateral)( .*)?"),
		OTHER("");

		private final Pattern names;

		Kind(final String names) {
			this.names = Pattern.compile(names);
		}

		/** Whether a blank line ends it. */
		boolean isParagraph() {
			return this == INDICATION || this == COMPARISON || this == EXAMINATION;
		}

		boolean isSeen() {
			return this == FINDINGS || this == IMPRESSION;
		}
	}

	private static final Pattern FINAL = Pattern.compile("^\\s*FINAL REPORT\\s*$", Pattern.MULTILINE);
	private static final Pattern HEADING = Pattern.compile("([A-Z][A-Za-z0-9 ()/,&'_.:-]{1,70}?)\\s*:(\\s.*|$)"), RULE = Pattern.compile("_{10,}");
	private static final int FEWEST_WORDS = 4;

	static ReportSections parse(final String text) {
		String body = text.replace("\r", "");
		final Matcher mark = FINAL.matcher(body);
		int begin = 0;
		while (mark.find())
			begin = mark.end();
		body = body.substring(begin);
		return new Parser().parse(body.split("\n"));
	}

	/** Goes through the lines and remembers in which section it is. */
	private static final class Parser {

		private final Map<Kind, List<StringBuilder>> paragraphs = new EnumMap<>(Kind.class);
		private Kind kind = Kind.OTHER;

		Parser() {
			for (final Kind each : Kind.values())
				paragraphs.put(each, new ArrayList<>());
		}

		ReportSections parse(final String[] lines) {
			begin(Kind.OTHER);
			for (final String line : lines)
				add(line.strip());
			String findings = text(Kind.FINDINGS);
			final String impression = text(Kind.IMPRESSION);
			if (findings.isEmpty() && words(text(Kind.VIEWS)) >= FEWEST_WORDS) findings = text(Kind.VIEWS);
			if (findings.isEmpty() && impression.isEmpty()) findings = lastParagraph();
			return new ReportSections(findings, impression, text(Kind.INDICATION), text(Kind.COMPARISON));
		}

		private void begin(final Kind next) {
			kind = next;
			paragraphs.get(kind).add(new StringBuilder());
		}

		private StringBuilder current() {
			final List<StringBuilder> all = paragraphs.get(kind);
			return all.get(all.size() - 1);
		}

		private void add(final String line) {
			if (RULE.matcher(line).matches()) {
				begin(Kind.OTHER);
				return;
			}
			if (line.isEmpty()) {
				if (!current().isEmpty()) begin(kind.isParagraph() ? Kind.OTHER : kind);
				return;
			}
			final Matcher heading = HEADING.matcher(line);
			final Kind next = heading.matches() ? kindOf(heading.group(1)) : null;
			if (next != null) begin(next);
			current().append(' ').append(next == null ? line : heading.group(2).strip());
		}

		/** @return null if it is a part of the text: "LUNGS: Clear." among the findings */
		private Kind kindOf(final String heading) {
			final String name = heading.toLowerCase(Locale.ROOT).replace("(s)", "s").replaceAll("[^a-z]+", " ").strip();
			final boolean capitals = heading.equals(heading.toUpperCase(Locale.ROOT));
			for (final Kind each : Kind.values())
				if (each.names.matcher(name).matches() && begins(each, capitals, name)) return each;
			return capitals && !kind.isSeen() ? Kind.OTHER : null;
		}

		/** Among findings and impressions only capitals end them, and no mention of a chest. */
		private boolean begins(final Kind next, final boolean capitals, final String name) {
			if (next.isSeen()) return true;
			if (kind.isSeen()) return capitals && next != Kind.VIEWS;
			return capitals || next.isParagraph() && name.indexOf(' ') < 0;
		}

		/** A text that stands there twice is given once. */
		private String text(final Kind of) {
			final Set<String> texts = new LinkedHashSet<>();
			for (final StringBuilder paragraph : paragraphs.get(of))
				texts.add(paragraph.toString().replaceAll("\\s+", " ").strip());
			// What was removed from a heading: "CHEST, TWO VIEWS: ___".
			texts.removeIf(text -> text.isEmpty() || of == Kind.VIEWS && words(text) == 0);
			return String.join(" ", texts);
		}

		private String lastParagraph() {
			final List<StringBuilder> others = paragraphs.get(Kind.OTHER);
			for (int i = others.size() - 1; i >= 0; i--) {
				final String text = others.get(i).toString().replaceAll("\\s+", " ").strip();
				if (words(text) >= FEWEST_WORDS) return text;
			}
			return "";
		}

		private static int words(final String text) {
			return text.replaceAll("[^\\p{L}]+", " ").isBlank() ? 0 : text.replaceAll("[^\\p{L}]+", " ").strip().split(" ").length;
		}
	}
}
