package io.github.trrg.ui;

import java.awt.Color;
import java.awt.Insets;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

import javax.swing.JTextPane;
import javax.swing.text.AttributeSet;
import javax.swing.text.SimpleAttributeSet;
import javax.swing.text.StyleConstants;
import javax.swing.text.StyledDocument;

/** A report whose sentences can be pointed at, with the mouse or with the caret. */
final class ReportPane extends JTextPane {

	private static final long serialVersionUID = 1L;
	/** Tints that dark text stays readable on, told apart by colour-blind eyes too. */
	private static final Color ADDED = new Color(0xcfe6f5), REMOVED = new Color(0xf6dcc9), POINTED = new Color(0xf7ecb5), WARNING = new Color(0xc2410c);

	/** A sentence as it is shown. */
	record Line(int start, int end, boolean marked, boolean contradicts, String tip) {}

	private final Color mark;
	private transient List<Line> lines = List.of();
	private int pointed = -1;
	private boolean updating;

	/** @param old whether this is the former report: then marked sentences are those that went, else those that came */
	ReportPane(final boolean old, final String name) {
		mark = old ? REMOVED : ADDED;
		setEditable(false);
		setMargin(new Insets(6, 8, 6, 8));
		getAccessibleContext().setAccessibleName(name);
		setToolTipText(""); // registers for tooltips; their text depends on the place
	}

	/** @param hover hears which sentence the mouse is over, −1 for none @param pick hears which sentence was clicked or the caret came to */
	void listen(final IntConsumer hover, final IntConsumer pick) {
		final MouseAdapter mouse = new MouseAdapter() {

			@Override
			public void mouseMoved(final MouseEvent event) {
				hover.accept(at(event));
			}

			@Override
			public void mouseExited(final MouseEvent event) {
				hover.accept(-1);
			}

			@Override
			public void mouseClicked(final MouseEvent event) {
				pick.accept(at(event));
			}
		};
		addMouseListener(mouse);
		addMouseMotionListener(mouse);
		addCaretListener(event -> {
			if (!updating && isFocusOwner() && event.getDot() == event.getMark()) pick.accept(line(event.getDot()));
		});
	}

	private int at(final MouseEvent event) {
		return line(viewToModel2D(event.getPoint()));
	}

	private int line(final int position) {
		for (int i = 0; i < lines.size(); i++)
			if (position >= lines.get(i).start && position < lines.get(i).end) return i;
		return -1;
	}

	/** Shows a text without sentences: one that is being written, or a hint. */
	void show(final String text) {
		show(text, List.of(), -1);
	}

	/** @param pointedLine index of the sentence to highlight, or −1 */
	void show(final String text, final List<Line> newLines, final int pointedLine) {
		if (text.equals(getText()) && newLines.equals(lines) && pointedLine == pointed) return;
		updating = true;
		try {
			final int caret = Math.min(getCaretPosition(), text.length());
			if (!text.equals(getText())) {
				setText(text);
				setCaretPosition(newLines.isEmpty() ? text.length() : caret);
			}
			lines = new ArrayList<>(newLines);
			pointed = pointedLine;
			final StyledDocument document = getStyledDocument();
			document.setCharacterAttributes(0, document.getLength(), SimpleAttributeSet.EMPTY, true);
			for (int i = 0; i < lines.size(); i++)
				document.setCharacterAttributes(lines.get(i).start, lines.get(i).end - lines.get(i).start, style(lines.get(i), i == pointed), true);
		}
		finally {
			updating = false;
		}
	}

	private AttributeSet style(final Line line, final boolean isPointed) {
		final SimpleAttributeSet style = new SimpleAttributeSet();
		if (isPointed || line.marked) {
			StyleConstants.setBackground(style, isPointed ? POINTED : mark);
			StyleConstants.setForeground(style, Color.BLACK);
		}
		if (line.contradicts) {
			StyleConstants.setUnderline(style, true);
			StyleConstants.setForeground(style, WARNING);
		}
		return style;
	}

	@Override
	public String getToolTipText(final MouseEvent event) {
		final int line = at(event);
		return line < 0 || lines.get(line).tip.isEmpty() ? null : lines.get(line).tip;
	}
}
