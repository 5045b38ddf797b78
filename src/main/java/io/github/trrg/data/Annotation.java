package io.github.trrg.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.trrg.common.TrrgException;
import io.github.trrg.report.Label;

/**
 * What a person says of a study that is to be added to a data set.
 *
 * @param id unique in the data set, any text that is not blank
 * @param patient any text that tells patients apart; empty if unknown
 * @param split "train", "val", "test", or another name
 * @param report the findings section; may be empty
 * @param impression the impression section; empty if there is none
 * @param indication why the examination was asked for; empty if unknown
 * @param labels by disease name in lower case, any diseases; none is blank
 * @param annotator who says so; empty if unknown
 */
public record Annotation(String id, String patient, String split, String report, String impression, String indication, Map<String, Label> labels,
	String annotator) {

	/** @throws TrrgException if id or split are no names */
	public Annotation {
		id = id.strip();
		patient = patient.strip();
		split = split.strip();
		report = report.strip();
		impression = impression.strip();
		indication = indication.strip();
		annotator = annotator.strip();
		if (id.isEmpty()) throw new TrrgException("The study has no id. Give it one that no other study of the data set has.");
		if (!split.matches("[\\p{L}\\p{N}_-]+")) throw new TrrgException("\"" + split + "\" is no name of a split. Use train, val, test, or another word.");
		final Map<String, Label> stated = new LinkedHashMap<>();
		labels.forEach((disease, label) -> {
			if (label != Label.BLANK) stated.put(name(disease), label);
		});
		labels = Collections.unmodifiableMap(stated);
	}

	/**
	 * Labels from lists of diseases; what is in none of them is blank.
	 *
	 * @throws TrrgException if a disease is in two lists
	 */
	public static Map<String, Label> labels(final List<String> present, final List<String> absent, final List<String> uncertain) {
		final Map<String, Label> labels = new LinkedHashMap<>();
		put(labels, present, Label.POSITIVE);
		put(labels, absent, Label.NEGATIVE);
		put(labels, uncertain, Label.UNCERTAIN);
		return labels;
	}

	private static void put(final Map<String, Label> labels, final List<String> diseases, final Label label) {
		for (final String disease : diseases) {
			if (disease.isBlank()) continue;
			final Label other = labels.put(name(disease), label);
			if (other != null && other != label) throw new TrrgException("\"" + disease.strip() + "\" is both " + other.word() + " and " + label.word() +
				". Leave it in one of the lists.");
		}
	}

	private static String name(final String disease) {
		return disease.strip().toLowerCase(Locale.ROOT);
	}
}
