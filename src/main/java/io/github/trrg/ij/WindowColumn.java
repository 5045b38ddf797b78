package io.github.trrg.ij;

import java.awt.Rectangle;
import java.awt.Window;

import ij.WindowManager;
import ij.gui.GUI;

/** Arranges windows that ImageJ would all put in the middle of the screen, over the image they speak of. */
final class WindowColumn {

	private WindowColumn() {}

	/**
	 * Puts windows one below the other on the side of the image where the screen has more room.
	 *
	 * @param image may be null: then nothing happens
	 * @param titles of the windows from top to bottom; those that are not open are left out
	 */
	static void beside(final Window image, final String... titles) {
		if (image == null) return;
		final Rectangle screen = GUI.getMaxWindowBounds(image), picture = image.getBounds();
		final boolean right = screen.x + screen.width - picture.x - picture.width >= picture.x - screen.x;
		int y = picture.y;
		for (final String title : titles) {
			final Window window = WindowManager.getWindow(title);
			if (window == null) continue;
			final int x = right ? picture.x + picture.width : picture.x - window.getWidth();
			window.setLocation(within(x, screen.x, screen.x + screen.width - window.getWidth()), within(y, screen.y, screen.y + screen.height - window.getHeight()));
			y += window.getHeight();
		}
	}

	private static int within(final int value, final int low, final int high) {
		return Math.max(low, Math.min(high, value));
	}
}
