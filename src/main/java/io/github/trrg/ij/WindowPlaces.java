package io.github.trrg.ij;

import java.awt.Rectangle;
import java.awt.Window;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import ij.WindowManager;
import ij.gui.GUI;

/** Arranges windows that ImageJ would all put in the middle of the screen, over the image they speak of. */
final class WindowPlaces {

	private WindowPlaces() {}

	/**
	 * Puts windows one below the other on the side of the image where the screen has more room, less high where they would not fit.
	 *
	 * @param image may be null: then nothing happens
	 * @param titles of the windows from top to bottom; those that are not open are left out
	 */
	static void beside(final Window image, final String... titles) {
		if (image == null) return;
		final Rectangle screen = GUI.getMaxWindowBounds(image), picture = image.getBounds();
		final boolean right = screen.x + screen.width - picture.x - picture.width >= picture.x - screen.x;
		final List<Window> windows = Stream.of(titles).map(WindowManager::getWindow).filter(Objects::nonNull).toList();
		int y = picture.y;
		for (int i = 0; i < windows.size(); i++) {
			final Window window = windows.get(i);
			final int width = window.getWidth(), height = Math.min(window.getHeight(), (screen.y + screen.height - y) / (windows.size() - i));
			final int x = right ? picture.x + picture.width : picture.x - width;
			window.setBounds(Math.max(screen.x, Math.min(screen.x + screen.width - width, x)), y, width, height);
			y += height;
		}
	}

	/** Puts a window in the middle of the lower edge of the screen. */
	static void atBottom(final String title) {
		final Window window = WindowManager.getWindow(title);
		if (window == null) return;
		final Rectangle screen = GUI.getMaxWindowBounds(window);
		window.setLocation(screen.x + (screen.width - window.getWidth()) / 2, screen.y + screen.height - window.getHeight());
	}
}
