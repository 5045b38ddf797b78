package io.github.trrg.ui;

import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;

import javax.swing.Icon;

/** A square of a colour; an empty place for none, so that names stay aligned. */
record Swatch(Color colour, int size) implements Icon {

	@Override
	public void paintIcon(final Component component, final Graphics graphics, final int x, final int y) {
		if (colour == null) return;
		graphics.setColor(colour);
		graphics.fillRect(x, y, size, size);
		graphics.setColor(component.getForeground());
		graphics.drawRect(x, y, size - 1, size - 1);
	}

	@Override
	public int getIconWidth() {
		return size;
	}

	@Override
	public int getIconHeight() {
		return size;
	}
}
