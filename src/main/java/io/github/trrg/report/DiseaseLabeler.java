package io.github.trrg.report;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import io.github.trrg.clue.Disease;

/**
 * What text says of one disease of a model. One of the 14 findings is read by the finding labeler; any other is looked for by its
 * name and positive prompts, under the same rules of negation and uncertainty.
 *
 * @param sentenceLabel what one sentence says
 * @param sentenceMeaning what it means, be it said or not: that the lungs are clear denies an opacity
 * @param textLabel what a whole text says
 * @param sentenceOffers how often it is among those of which a sentence affirms at least one
 */
public record DiseaseLabeler(Function<String, Label> sentenceLabel, Function<String, Label> sentenceMeaning, Function<String, Label> textLabel,
	ToLongFunction<String> sentenceOffers)
{

	private static final FindingLabeler FINDINGS = new FindingLabeler();

	public static DiseaseLabeler of(final Disease disease) {
		return Finding.of(disease.name()).map(DiseaseLabeler::ofFinding).orElseGet(() -> ofPhrases(disease));
	}

	public Label labelSentence(final String sentence) {
		return sentenceLabel.apply(sentence);
	}

	Label meaningOf(final String sentence) {
		return sentenceMeaning.apply(sentence);
	}

	long offers(final String sentence) {
		return sentenceOffers.applyAsLong(sentence);
	}

	public Label label(final String text) {
		return textLabel.apply(text);
	}

	private static DiseaseLabeler ofFinding(final Finding finding) {
		return new DiseaseLabeler(sentence -> FINDINGS.labelSentence(sentence).get(finding), sentence -> FINDINGS.meaningOf(sentence).get(finding),
			text -> FINDINGS.label(text).get(finding), sentence -> FINDINGS.offers(sentence, finding));
	}

	private static DiseaseLabeler ofPhrases(final Disease disease) {
		final PhraseTree<Disease> phrases = new PhraseTree<>();
		phrases.add(Words.of(disease.name()), disease);
		phrases.add(Words.of(disease.name() + "s"), disease);
		for (final String prompt : disease.positivePrompts())
			phrases.add(Words.of(prompt), disease);
		final Function<String, Label> ofSentence = sentence -> {
			final List<String> words = Words.of(sentence);
			final Assertions assertions = new Assertions(words);
			return phrases.find(words).stream().map(match -> assertions.ofFinding(match.start(), match.end())).reduce(Label.BLANK, Label::stronger);
		};
		return new DiseaseLabeler(ofSentence, ofSentence, text -> Sentences.split(text).stream().map(ofSentence).reduce(Label.BLANK, Label::stronger), sentence -> {
			final List<String> words = Words.of(sentence);
			final Assertions assertions = new Assertions(words);
			return phrases.find(words).stream().filter(match -> assertions.isOffered(match.start(), match.end())).count();
		});
	}
}
