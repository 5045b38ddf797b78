package io.github.trrg.ui;

import java.awt.KeyboardFocusManager;
import java.awt.Toolkit;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;

import javax.swing.AbstractAction;
import javax.swing.JComponent;
import javax.swing.KeyStroke;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import javax.swing.text.JTextComponent;

/** Ties keys and typing to actions. */
final class Keys {

	private Keys() {}

	/**
	 * @param component in whose window the key acts
	 * @param key as {@link KeyStroke#getKeyStroke(String)} reads it; "menu" is the platform's key for menu shortcuts (control, command)
	 */
	static void bind(final JComponent component, final String key, final Runnable action) {
		component.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).put(stroke(key), key);
		component.getActionMap().put(key, action(action));
	}

	/** Acts only while the component itself has the focus. */
	static void bindFocused(final JComponent component, final String key, final Runnable action) {
		component.getInputMap().put(stroke(key), key);
		component.getActionMap().put(key, action(action));
	}

	private static KeyStroke stroke(final String key) {
		final boolean command = Toolkit.getDefaultToolkit().getMenuShortcutKeyMaskEx() == InputEvent.META_DOWN_MASK;
		return KeyStroke.getKeyStroke(key.replace("menu", command ? "meta" : "control"));
	}

	private static AbstractAction action(final Runnable action) {
		return new AbstractAction() {

			private static final long serialVersionUID = 1L;

			@Override
			public void actionPerformed(final ActionEvent event) {
				action.run();
			}
		};
	}

	/** Tab goes on to the next field instead of into the text or to the next cell. */
	static void tabLeaves(final JComponent component) {
		component.setFocusTraversalKeys(KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS, null);
		component.setFocusTraversalKeys(KeyboardFocusManager.BACKWARD_TRAVERSAL_KEYS, null);
	}

	static void onChange(final JTextComponent text, final Runnable action) {
		text.getDocument().addDocumentListener(new DocumentListener() {

			@Override
			public void insertUpdate(final DocumentEvent event) {
				action.run();
			}

			@Override
			public void removeUpdate(final DocumentEvent event) {
				action.run();
			}

			@Override
			public void changedUpdate(final DocumentEvent event) {
				// Attributes are no text.
			}
		});
	}
}
