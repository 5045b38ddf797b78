package io.github.trrg.ui;

import java.util.function.Consumer;

import javax.swing.text.AbstractDocument;
import javax.swing.text.AttributeSet;
import javax.swing.text.BadLocationException;
import javax.swing.text.DocumentFilter;
import javax.swing.text.JTextComponent;

/** Ties a text field to a value: tells each edit as a whole (a paste over a selection is one), and shows values without being told of it. */
final class BoundText extends DocumentFilter {

	private final JTextComponent component;
	private final Consumer<String> edited;
	private boolean showing;

	/** @param edited hears the whole text after each edit by the user */
	BoundText(final JTextComponent component, final Consumer<String> edited) {
		this.component = component;
		this.edited = edited;
		document().setDocumentFilter(this);
	}

	private AbstractDocument document() {
		return (AbstractDocument) component.getDocument();
	}

	/** Replaces no more than differs, so that caret and scroll bar stay where they are. */
	void show(final String text) {
		final String now = component.getText();
		if (now.equals(text)) return;
		final int most = Math.min(now.length(), text.length());
		int first = 0, last = 0;
		while (first < most && now.charAt(first) == text.charAt(first))
			first++;
		while (last < most - first && now.charAt(now.length() - 1 - last) == text.charAt(text.length() - 1 - last))
			last++;
		showing = true;
		try {
			document().replace(first, now.length() - last - first, text.substring(first, text.length() - last), null);
			if (!component.isFocusOwner()) component.setCaretPosition(0);
		}
		catch (final BadLocationException e) {
			throw new IllegalStateException(e);
		}
		finally {
			showing = false;
		}
	}

	@Override
	public void insertString(final FilterBypass bypass, final int offset, final String text, final AttributeSet attributes) throws BadLocationException {
		super.insertString(bypass, offset, text, attributes);
		tell();
	}

	@Override
	public void remove(final FilterBypass bypass, final int offset, final int length) throws BadLocationException {
		super.remove(bypass, offset, length);
		tell();
	}

	@Override
	public void replace(final FilterBypass bypass, final int offset, final int length, final String text, final AttributeSet attributes) throws BadLocationException {
		super.replace(bypass, offset, length, text, attributes);
		tell();
	}

	private void tell() {
		if (!showing) edited.accept(component.getText());
	}
}
