package io.github.trrg.clue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.trrg.common.TrrgException;

/**
 * A disease the network can be asked for, as data of a model folder ({@code diseases.json}).
 *
 * @param name as shown and as written into the instruction text, lower case ("pleural effusion")
 * @param positivePrompts sentences that state its presence; their embeddings are averaged
 * @param negativePrompts sentences that state its absence
 * @param threshold probability from which it counts as perceived, 0 to 1
 * @param calibrated whether the threshold was calibrated on studies (false for a disease added by prompt alone)
 */
public record Disease(String name, List<String> positivePrompts, List<String> negativePrompts, double threshold, boolean calibrated) {

	/** Names stand in a comma-separated sentence of the prompt and in column titles. */
	public static final Pattern NAME = Pattern.compile("[^\\p{Cntrl},]{1,100}");

	/** The clue that stands alone when no disease is perceived. */
	public static final String NO_FINDING = "no finding";

	public Disease {
		positivePrompts = List.copyOf(positivePrompts);
		negativePrompts = List.copyOf(negativePrompts);
	}

	public boolean isNoFinding() {
		return name.equals(NO_FINDING);
	}

	public Disease withThreshold(final double newThreshold, final boolean isCalibrated) {
		return new Disease(name, positivePrompts, negativePrompts, newThreshold, isCalibrated);
	}

	/**
	 * Reads how users write a new disease: {@code name:positive prompt:negative prompt}. Several prompts of a side are separated by "|".
	 *
	 * @return uncalibrated, with the threshold ½
	 * @throws TrrgException if a part is missing
	 */
	public static Disease parse(final String text) {
		final String[] parts = text.split(":", -1);
		if (parts.length != 3) throw wrong(text);
		final List<List<String>> prompts = new ArrayList<>();
		for (final String side : List.of(parts[1], parts[2]))
			prompts.add(Stream.of(side.split("\\|")).map(String::strip).filter(prompt -> !prompt.isEmpty()).toList());
		final String name = parts[0].strip().toLowerCase(Locale.ROOT);
		if (!NAME.matcher(name).matches() || prompts.contains(List.of())) throw wrong(text);
		return new Disease(name, prompts.get(0), prompts.get(1), 0.5, false);
	}

	/** Reads several, separated by semicolons; none if the text is blank. */
	public static List<Disease> parseAll(final String text) {
		return Stream.of(text.split(";")).filter(one -> !one.isBlank()).map(Disease::parse).toList();
	}

	/** As {@link #parse} reads it. */
	public String typed() {
		return name + ":" + String.join("|", positivePrompts) + ":" + String.join("|", negativePrompts);
	}

	private static TrrgException wrong(final String text) {
		return new TrrgException("\"" + text + "\" is no disease with its prompts. Write name:positive prompt:negative prompt, for example " +
			"tuberculosis:There is tuberculosis.:No tuberculosis.; a name has up to 100 characters and no comma.");
	}

	/**
	 * @return the known diseases, then those added that are not among them
	 * @throws TrrgException if one of that name has other prompts
	 */
	public static List<Disease> join(final List<Disease> known, final List<Disease> added) {
		final List<Disease> all = new ArrayList<>(known);
		for (final Disease disease : added) {
			final Optional<Disease> same = all.stream().filter(one -> one.name.equals(disease.name)).findFirst();
			if (same.isEmpty()) all.add(disease);
			else if (!same.get().positivePrompts.equals(disease.positivePrompts) || !same.get().negativePrompts.equals(disease.negativePrompts))
				throw new TrrgException("The model knows \"" + disease.name + "\" already, by other prompts: " + same.get().positivePrompts + " against " + same
					.get().negativePrompts + ". Leave the disease out, or give it another name.");
		}
		return all;
	}

	/**
	 * @param names in any case; blank ones are passed over
	 * @return the diseases of these names, in their order
	 * @throws TrrgException if one is not there, saying which are
	 */
	public static List<Disease> named(final List<Disease> diseases, final List<String> names) {
		return names.stream().map(String::strip).filter(name -> !name.isEmpty()).map(name -> diseases.stream().filter(disease -> disease.name.equalsIgnoreCase(name))
			.findFirst().orElseThrow(() -> new TrrgException("The model knows no disease \"" + name + "\". It knows " + String.join(", ", diseases.stream().map(
				Disease::name).toList()) + "."))).toList();
	}

	/**
	 * Which diseases are told to the language model: those whose probability reaches their threshold, any number; "no finding" stands alone
	 * and only when there is none.
	 *
	 * @param probabilities one per disease
	 * @return indices into {@code diseases}
	 */
	public static List<Integer> select(final List<Disease> diseases, final double[] probabilities) {
		final List<Integer> selected = new ArrayList<>();
		int noFinding = -1;
		for (int k = 0; k < probabilities.length; k++)
			if (diseases.get(k).isNoFinding()) noFinding = k;
			else if (probabilities[k] >= diseases.get(k).threshold) selected.add(k);
		if (selected.isEmpty() && noFinding >= 0) selected.add(noFinding);
		return selected;
	}
}
