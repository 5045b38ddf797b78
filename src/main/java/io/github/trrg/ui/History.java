package io.github.trrg.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A value with what it was and will be again. Immutable.
 *
 * @param past earlier values, oldest first
 * @param present the value now
 * @param future values that were undone, the next one first
 */
record History<T>(List<T> past, T present, List<T> future) {

	/** Steps that can be undone. */
	private static final int DEPTH = 100;

	static <T> History<T> of(final T value) {
		return new History<>(List.of(), value, List.of());
	}

	/** A new value; what was undone is gone. The same value again is no step. */
	History<T> then(final T value) {
		if (value.equals(present)) return this;
		final List<T> longer = plus(past, present, past.size());
		return new History<>(longer.subList(Math.max(0, longer.size() - DEPTH), longer.size()), value, List.of());
	}

	/** The value corrected, not as a step of its own. */
	History<T> replaced(final T value) {
		return new History<>(past, value, future);
	}

	/** The same change of every value: what comes to be known of all of them, and is no step. */
	History<T> mapped(final UnaryOperator<T> change) {
		return new History<>(past.stream().map(change).toList(), change.apply(present), future.stream().map(change).toList());
	}

	boolean canUndo() {
		return !past.isEmpty();
	}

	boolean canRedo() {
		return !future.isEmpty();
	}

	/** The value before, or this if there is none. */
	History<T> undone() {
		if (!canUndo()) return this;
		final int last = past.size() - 1;
		return new History<>(past.subList(0, last), past.get(last), plus(future, present, 0));
	}

	/** The value that was undone last, or this if there is none. */
	History<T> redone() {
		if (!canRedo()) return this;
		return new History<>(plus(past, present, past.size()), future.get(0), future.subList(1, future.size()));
	}

	private static <T> List<T> plus(final List<T> values, final T value, final int index) {
		final List<T> longer = new ArrayList<>(values);
		longer.add(index, value);
		return longer;
	}
}
