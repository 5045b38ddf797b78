package io.github.trrg.ui;

import java.awt.Font;

import javax.swing.JLabel;

/** Titles of the window's parts. */
final class Headings {

	private Headings() {}

	static JLabel of(final String key) {
		final JLabel label = new JLabel(Texts.get("heading." + key));
		label.setFont(label.getFont().deriveFont(Font.BOLD));
		label.setToolTipText(Texts.get("heading." + key + ".tip"));
		return label;
	}
}
