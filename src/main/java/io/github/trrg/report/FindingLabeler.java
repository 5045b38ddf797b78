package io.github.trrg.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads from report text what it says about the 14 CheXpert observations: mentions, negation and uncertainty by phrase
 * rules (method: Irvin et al., AAAI 2019, and NegEx, Chapman et al. 2001; phrases and scopes in {@code labeler.txt}: ours).
 * Thread-safe.
 */
public final class FindingLabeler {

	/**
	 * What the whole text says: per finding positive over uncertain over negative, over all sentences. "No finding" is positive
	 * where no other finding but support devices is positive or uncertain and no further abnormality is described.
	 *
	 * @return a label for every finding; all blank for a text without sentences
	 */
	public Map<Finding, Label> label(final String report) {
		final Map<Finding, Label> labels = blank();
		boolean otherAbnormality = false;
		final List<String> sentences = Sentences.split(report);
		for (final String sentence : sentences) {
			final List<String> words = Words.of(sentence);
			final Assertions assertions = new Assertions(words);
			merge(labels, words, assertions);
			otherAbnormality |= LabelRules.get().others(words).stream().anyMatch(mention -> assertions.of(mention) != Label.NEGATIVE);
		}
		labels.put(Finding.NO_FINDING, Label.BLANK);
		if (!sentences.isEmpty() && !otherAbnormality && isNormal(labels)) labels.put(Finding.NO_FINDING, Label.POSITIVE);
		return labels;
	}

	/** Each sentence of the text with what it means by itself, be it said or not: "the lungs are clear" denies an opacity. */
	public List<SentenceLabels> sentenceMeanings(final String report) {
		return Sentences.split(report).stream().map(sentence -> new SentenceLabels(sentence, meaningOf(sentence))).toList();
	}

	/** Each sentence of the text with what it says by itself. */
	public List<SentenceLabels> labelSentences(final String report) {
		final List<SentenceLabels> labeled = new ArrayList<>();
		for (final String sentence : Sentences.split(report))
			labeled.add(new SentenceLabels(sentence, labelSentence(sentence)));
		return labeled;
	}

	/** What one sentence says. "No finding" is positive only where the sentence itself calls the chest normal. */
	public Map<Finding, Label> labelSentence(final String sentence) {
		final Map<Finding, Label> labels = blank();
		final List<String> words = Words.of(sentence);
		merge(labels, words, new Assertions(words));
		return labels;
	}

	/** What one sentence means: what it says, and that it denies what it leaves no room for. "The lungs are clear" denies an opacity. */
	Map<Finding, Label> meaningOf(final String sentence) {
		final Map<Finding, Label> labels = labelSentence(sentence);
		LabelRules.get().denials(Words.of(sentence)).forEach(match -> match.meaning().forEach(finding -> labels.merge(finding, Label.NEGATIVE, Label::stronger)));
		return labels;
	}

	/** How often the finding is among those of which the sentence affirms at least one, as in "effusion or pneumothorax". */
	long offers(final String sentence, final Finding finding) {
		final List<String> words = Words.of(sentence);
		final Assertions assertions = new Assertions(words);
		return LabelRules.get().mentions(finding, words).stream().filter(mention -> mention.meaning() == LabelRules.Naming.FINDING && assertions.isOffered(mention
			.start(), mention.end())).count();
	}

	/** Whether the sentence affirms, denies or doubts a finding or describes another abnormality. */
	boolean saysAnything(final String sentence) {
		return !LabelRules.get().others(Words.of(sentence)).isEmpty() || !labelSentence(sentence).equals(blank());
	}

	private static void merge(final Map<Finding, Label> labels, final List<String> words, final Assertions assertions) {
		for (final Finding finding : Finding.values())
			for (final PhraseTree.Match<LabelRules.Naming> mention : LabelRules.get().mentions(finding, words))
				labels.merge(finding, assertions.of(mention), Label::stronger);
	}

	private static Map<Finding, Label> blank() {
		final Map<Finding, Label> labels = new EnumMap<>(Finding.class);
		for (final Finding finding : Finding.values())
			labels.put(finding, Label.BLANK);
		return labels;
	}

	private static boolean isNormal(final Map<Finding, Label> labels) {
		return labels.entrySet().stream().filter(entry -> entry.getKey() != Finding.SUPPORT_DEVICES).map(Map.Entry::getValue)
			.noneMatch(label -> label == Label.POSITIVE || label == Label.UNCERTAIN);
	}
}
