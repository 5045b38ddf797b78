package io.github.trrg.clue;

import java.util.ArrayList;
import java.util.List;

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
