package io.github.trrg.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.IndexWord;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.data.Synset;
import net.sf.extjwnl.dictionary.Dictionary;
import opennlp.tools.stemmer.snowball.SnowballStemmer;

/**
 * What METEOR knows of words: their stems (Snowball's English stemmer), their synonyms (WordNet 3.1, base forms by its own rules), and
 * whether they are function words (a list of ours). What was looked up is kept. Not for concurrent use.
 */
final class MeteorWords {

	/** Weights of METEOR 1.5's modules, tuned on human ranking of English. */
	static final double EXACT = 1, STEM = 0.6, SYNONYM = 0.8;

	private record Word(String stem, Set<String> synsets) {}

	private final Map<String, Word> known = new HashMap<>();
	private final SnowballStemmer stemmer = new SnowballStemmer(SnowballStemmer.ALGORITHM.ENGLISH);
	private final Set<String> functionWords;
	private final Dictionary wordNet;

	MeteorWords() {
		try (InputStream in = MeteorWords.class.getResourceAsStream("function-words.txt")) {
			functionWords = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
				.flatMap(line -> List.of(line.split(" ")).stream()).collect(Collectors.toUnmodifiableSet());
			wordNet = Dictionary.getDefaultResourceInstance();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		catch (final JWNLException e) {
			throw new IllegalStateException(e); // it lies in a jar of ours
		}
	}

	boolean isFunctionWord(final String word) {
		return functionWords.contains(word);
	}

	/** @return weight of the best module that matches the words, 0 if none does */
	double match(final String a, final String b) {
		if (a.equals(b)) return EXACT;
		final Word one = word(a), other = word(b);
		if (one.stem.equals(other.stem)) return STEM;
		return Collections.disjoint(one.synsets, other.synsets) ? 0 : SYNONYM;
	}

	private Word word(final String word) {
		return known.computeIfAbsent(word, key -> new Word(stemmer.stem(key).toString(), synsets(key)));
	}

	private Set<String> synsets(final String word) {
		final Set<String> synsets = new HashSet<>();
		// WordNet looks up phrases, too, and would take punctuation apart.
		if (!word.matches("[a-z]+(-[a-z]+)*")) return synsets;
		try {
			for (final POS pos : POS.getAllPOS())
				for (final String base : wordNet.getMorphologicalProcessor().lookupAllBaseForms(pos, word)) {
					final IndexWord entry = wordNet.getIndexWord(pos, base);
					if (entry != null) for (final Synset synset : entry.getSenses())
						synsets.add(pos.getKey() + synset.getOffset());
				}
			return synsets;
		}
		catch (final JWNLException e) {
			throw new IllegalStateException("WordNet cannot be read: " + e.getMessage(), e);
		}
	}
}
