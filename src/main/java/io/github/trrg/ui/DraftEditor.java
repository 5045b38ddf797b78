package io.github.trrg.ui;

import java.util.function.UnaryOperator;

import io.github.trrg.data.Draft;

/** A draft under the annotator's hands: each edit can be undone, what is typed word by word. An edited draft is not the one that was added. */
final class DraftEditor {

	private History<Draft> history;
	private Draft.Field typing;
	private String typed = "";

	DraftEditor(final Draft draft) {
		history = History.of(draft);
	}

	Draft draft() {
		return history.present();
	}

	boolean canUndo() {
		return history.canUndo();
	}

	boolean canRedo() {
		return history.canRedo();
	}

	/** Whether anybody has edited it here. */
	boolean isTouched() {
		return canUndo() || canRedo();
	}

	/** @return whether that changes anything */
	boolean text(final Draft.Field field, final String text) {
		final String before = draft().text(field);
		if (text.equals(before)) return false;
		final boolean goesOn = field == typing && goesOn(typed, before, text);
		final Draft draft = draft().withText(field, text).withAdded("");
		history = goesOn ? history.replaced(draft) : history.then(draft);
		typing = field;
		typed = before;
		return true;
	}

	/**
	 * Which changes of a text are one step: a word typed, or characters deleted one after the other.
	 *
	 * @param earlier the text before the last change
	 * @return whether the change from {@code before} to {@code after} goes on with the last one
	 */
	static boolean goesOn(final String earlier, final String before, final String after) {
		final int last = before.length() - earlier.length(), now = after.length() - before.length();
		if (now != last || Math.abs(now) != 1) return false;
		if (now < 0) return true;
		int place = 0;
		while (place < before.length() && before.charAt(place) == after.charAt(place))
			place++;
		return place == 0 || !Character.isWhitespace(after.charAt(place - 1)) || Character.isWhitespace(after.charAt(place));
	}

	void edit(final UnaryOperator<Draft> edit) {
		typing = null;
		history = history.then(edit.apply(draft()).withAdded(""));
	}

	void undo() {
		step(history.undone());
	}

	void redo() {
		step(history.redone());
	}

	private void step(final History<Draft> other) {
		typing = null;
		if (other != history) history = other.replaced(other.present().withAdded(""));
	}

	/** What comes to be known without anybody's doing: no step to undo. */
	void fill(final UnaryOperator<Draft> change) {
		history = history.mapped(change);
	}

	/** Now it is in the data set. */
	void added(final String id) {
		typing = null;
		history = history.replaced(draft().withAdded(id));
	}
}
