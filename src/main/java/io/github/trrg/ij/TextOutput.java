package io.github.trrg.ij;

import java.awt.Font;
import java.awt.GraphicsEnvironment;

import ij.IJ;
import ij.WindowManager;
import ij.text.TextPanel;
import ij.text.TextWindow;

/** Text for people, in a window of ImageJ; without a display it goes to the log. */
public final class TextOutput {

	private static final int WIDTH = 740, HEIGHT = 400;
	private static final Font COLUMNS = new Font(Font.MONOSPACED, Font.PLAIN, 13);

	private TextOutput() {}

	/** Shows a text, which may have columns, in the window of that title instead of what was there. */
	public static void show(final String title, final String text) {
		if (GraphicsEnvironment.isHeadless()) IJ.log(text);
		else if (WindowManager.getWindow(title) instanceof TextWindow window) {
			window.getTextPanel().clear();
			window.append(text);
			window.getTextPanel().scrollToTop();
			window.toFront();
		}
		else new TextWindow(title, text, WIDTH, HEIGHT).getTextPanel().setFont(COLUMNS, true);
	}

	/**
	 * Adds a text to the window of that title.
	 *
	 * @param heading begins the window
	 */
	public static void append(final String title, final String heading, final String text) {
		final String begin = heading + "\n\n" + text;
		if (GraphicsEnvironment.isHeadless()) IJ.log(begin);
		else if (WindowManager.getWindow(title) instanceof TextWindow window) {
			final TextPanel panel = window.getTextPanel();
			final int start = panel.getLineCount();
			window.append("\n" + text);
			panel.setSelection(start, start); // scrolls to where the text begins
			panel.resetSelection();
			if (!IJ.isMacro()) window.toFront(); // it may lie behind the image
		}
		else new TextWindow(title, begin, WIDTH, HEIGHT);
	}
}
