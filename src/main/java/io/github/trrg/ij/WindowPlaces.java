package io.github.trrg.ij;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.Window;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import ij.WindowManager;
import ij.gui.GUI;

/** Arranges windows that ImageJ would all put in the middle of the screen, over the image they speak of. */
public final class WindowPlaces {

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

	/** Where a window and the image it speaks of go on a screen. */
	record Pair(Rectangle window, Rectangle image) {

		/**
		 * The window stands to the right of the image. Where the screen is too narrow for both, the window is less wide, and the image makes room
		 * to the left.
		 *
		 * @param least width of the window; if the screen has not even that beside the image, they overlap
		 */
		static Pair of(final Rectangle screen, final Rectangle image, final Dimension wanted, final int least) {
			final int width = Math.min(screen.width, Math.max(least, Math.min(wanted.width, screen.width - image.width)));
			final int height = Math.min(screen.height, wanted.height);
			final int x = Math.min(image.x + image.width, screen.x + screen.width - width);
			final int y = Math.max(screen.y, Math.min(image.y, screen.y + screen.height - height));
			return new Pair(new Rectangle(Math.max(screen.x, x), y, width, height), new Rectangle(Math.min(image.x, Math.max(screen.x, x - image.width)), image.y,
				image.width, image.height));
		}
	}

	/**
	 * Puts a window beside an image so that both are seen, as far as the screen allows.
	 *
	 * @param image null for none
	 * @param wanted size of the window
	 * @param least width of the window
	 */
	public static void beside(final Window image, final Window window, final Dimension wanted, final int least) {
		final Rectangle screen = GUI.getMaxWindowBounds(image);
		final Rectangle picture = image == null ? new Rectangle(screen.x + screen.width - wanted.width, screen.y, 0, 0) : image.getBounds();
		final Pair pair = Pair.of(screen, picture, wanted, least);
		window.setBounds(pair.window);
		if (image != null && !pair.image.equals(picture)) image.setLocation(pair.image.getLocation());
	}

	/** Puts a window in the middle of the lower edge of the screen. */
	static void atBottom(final String title) {
		final Window window = WindowManager.getWindow(title);
		if (window == null) return;
		final Rectangle screen = GUI.getMaxWindowBounds(window);
		window.setLocation(screen.x + (screen.width - window.getWidth()) / 2, screen.y + screen.height - window.getHeight());
	}
}
