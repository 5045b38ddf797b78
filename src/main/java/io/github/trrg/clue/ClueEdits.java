package io.github.trrg.clue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.trrg.common.TrrgException;

/**
 * What a user changes of the clues before a report is written. Diseases go by their names in lower case.
 *
 * @param ticks diseases told to the language model (true) or kept from it (false), whatever their probability
 * @param thresholds probabilities, 0 to 1, from which diseases count as perceived, instead of the model's own
 */
public record ClueEdits(Map<String, Boolean> ticks, Map<String, Double> thresholds) {

	/** Changes nothing. */
	public static final ClueEdits NONE = new ClueEdits(Map.of(), Map.of());

	/** @throws TrrgException if a threshold is out of range */
	public ClueEdits {
		ticks = copy(ticks);
		thresholds = copy(thresholds);
		thresholds.forEach((disease, value) -> {
			if (!(value >= 0 && value <= 1)) throw new TrrgException("The threshold of " + disease + " must be from 0 to 1, got " + value + ".");
		});
	}

	/** The edits that lead from the clues as perceived to those a report was written from. */
	public static ClueEdits between(final List<Clue> perceived, final List<Clue> told) {
		final Map<String, Boolean> ticks = new LinkedHashMap<>();
		final Map<String, Double> thresholds = new LinkedHashMap<>();
		for (int k = 0; k < perceived.size(); k++) {
			final Clue before = perceived.get(k), after = told.get(k);
			if (before.disease().isNoFinding()) continue;
			final double threshold = after.disease().threshold();
			final boolean moved = threshold != before.disease().threshold();
			if (moved) thresholds.put(before.disease().name(), threshold);
			if ((moved ? before.withThreshold(threshold) : before).selected() != after.selected()) ticks.put(before.disease().name(), after.selected());
		}
		return new ClueEdits(ticks, thresholds);
	}

	private static <T> Map<String, T> copy(final Map<String, T> values) {
		final Map<String, T> copy = new LinkedHashMap<>();
		values.forEach((disease, value) -> copy.put(key(disease), value));
		return Collections.unmodifiableMap(copy);
	}

	private static String key(final String disease) {
		return disease.strip().toLowerCase(Locale.ROOT);
	}

	/**
	 * Reads edits as macros write them.
	 *
	 * @param on names of diseases, separated by commas; may be blank
	 * @param off the same
	 * @param thresholds names, each followed by a number, separated by commas: "edema 0.4, lung lesion 0.25"
	 * @throws TrrgException if a threshold is no number from 0 to 1, or a disease is both on and off
	 */
	public static ClueEdits parse(final String on, final String off, final String thresholds) {
		final Map<String, Boolean> ticks = new LinkedHashMap<>();
		items(on).forEach(disease -> ticks.put(disease, true));
		items(off).forEach(disease -> {
			if (Boolean.TRUE.equals(ticks.put(disease, false))) throw new TrrgException("The clue " + disease + " cannot be both on and off.");
		});
		final Map<String, Double> values = new LinkedHashMap<>();
		items(thresholds).forEach(item -> {
			final int space = item.lastIndexOf(' ');
			try {
				if (space < 0) throw new NumberFormatException();
				values.put(item.substring(0, space), Double.valueOf(item.substring(space + 1)));
			}
			catch (final NumberFormatException e) {
				throw new TrrgException("A threshold is written as disease and number, like \"edema 0.4\"; got \"" + item + "\".", e);
			}
		});
		return new ClueEdits(ticks, values);
	}

	private static Stream<String> items(final String list) {
		return Arrays.stream(list.split(",")).map(ClueEdits::key).filter(item -> !item.isEmpty());
	}

	/** The ticked diseases as {@link #parse} reads them. */
	public String on() {
		return ticked(true);
	}

	/** The unticked ones. */
	public String off() {
		return ticked(false);
	}

	private String ticked(final boolean on) {
		return ticks.entrySet().stream().filter(tick -> tick.getValue() == on).map(Map.Entry::getKey).collect(Collectors.joining(", "));
	}

	/** The thresholds as {@link #parse} reads them. */
	public String thresholdText() {
		return thresholds.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue()).collect(Collectors.joining(", "));
	}

	/** These edits and one tick more; null takes the tick of that disease back. */
	public ClueEdits withTick(final String disease, final Boolean on) {
		return new ClueEdits(with(ticks, disease, on), thresholds);
	}

	/** These edits and one threshold more; null takes it back to the model's own. */
	public ClueEdits withThreshold(final String disease, final Double threshold) {
		return new ClueEdits(ticks, with(thresholds, disease, threshold));
	}

	private static <T> Map<String, T> with(final Map<String, T> values, final String disease, final T value) {
		final Map<String, T> changed = new LinkedHashMap<>(values);
		if (value == null) changed.remove(key(disease));
		else changed.put(key(disease), value);
		return changed;
	}

	/**
	 * A tick beats a threshold; clues without either stay as they are. "No finding" is never edited itself: it gives way to a disease and
	 * comes back when none is left.
	 *
	 * @throws TrrgException if one of the diseases is none of the clues'
	 */
	public List<Clue> apply(final List<Clue> clues) {
		Disease.named(clues.stream().map(Clue::disease).toList(), Stream.concat(ticks.keySet().stream(), thresholds.keySet().stream()).toList());
		final List<Clue> edited = new ArrayList<>();
		clues.forEach(clue -> edited.add(apply(clue)));
		final boolean any = edited.stream().anyMatch(clue -> clue.selected() && !clue.disease().isNoFinding());
		edited.replaceAll(clue -> clue.disease().isNoFinding() ? clue.withSelected(!any) : clue);
		return edited;
	}

	private Clue apply(final Clue clue) {
		final String disease = key(clue.disease().name());
		final Double threshold = thresholds.get(disease);
		final Clue moved = threshold == null ? clue : clue.withThreshold(threshold);
		return ticks.containsKey(disease) ? moved.withSelected(ticks.get(disease)) : moved;
	}
}
