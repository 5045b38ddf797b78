package io.github.trrg.ui;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.util.stream.Stream;

import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;

import io.github.trrg.report.Report;

/** Buttons for the study as a whole, and what there is to say. */
final class AnnotateFooter extends JPanel {

	private static final long serialVersionUID = 1L;
	private static final int GAP = 8;
	private static final Color WARNING = new Color(0xc2410c);

	private final transient Annotator annotator;
	private final JButton previous = AnnotateWindow.button("annotate.previous", () -> annotator().previous());
	private final JButton next = AnnotateWindow.button("annotate.next", () -> annotator().next());
	private final JButton undo = AnnotateWindow.button("annotate.undo", () -> annotator().editing().undo());
	private final JButton redo = AnnotateWindow.button("annotate.redo", () -> annotator().editing().redo());
	private final JButton add = AnnotateWindow.button("annotate.add", () -> add(false));
	private final JButton addNext = AnnotateWindow.button("annotate.addNext", () -> add(true));
	private final JComponent begin;
	private final JProgressBar busy = new JProgressBar();
	private final JLabel status = new JLabel(" ");
	private final Color plain = status.getForeground();

	/** @param begin has the keyboard once a study is added */
	AnnotateFooter(final Annotator annotator, final JComponent begin) {
		super(new BorderLayout(GAP, 4));
		this.annotator = annotator;
		this.begin = begin;
		final JPanel moving = new JPanel(new FlowLayout(FlowLayout.LEADING, 4, 0)), keeping = new JPanel(new FlowLayout(FlowLayout.TRAILING, 4, 0));
		Stream.of(previous, next).forEach(moving::add);
		Stream.of(undo, redo, add, addNext).forEach(keeping::add);
		final JPanel buttons = new JPanel(new BorderLayout(GAP, 0));
		buttons.add(moving, BorderLayout.LINE_START);
		buttons.add(keeping, BorderLayout.LINE_END);
		busy.setIndeterminate(true);
		busy.setPreferredSize(new Dimension(90, busy.getPreferredSize().height));
		final JPanel line = new JPanel(new BorderLayout(GAP, 0));
		line.add(busy, BorderLayout.LINE_START);
		line.add(status, BorderLayout.CENTER);
		final JPanel hints = new JPanel(new BorderLayout(GAP, 0));
		hints.add(hint(Texts.get("annotate.keys")), BorderLayout.LINE_START);
		hints.add(hint(Report.RESEARCH_ONLY), BorderLayout.LINE_END);
		add(buttons, BorderLayout.NORTH);
		add(line, BorderLayout.CENTER);
		add(hints, BorderLayout.SOUTH);
		final boolean several = AnnotateWindow.several(annotator.source());
		Stream.of(previous, next, addNext).forEach(button -> button.setVisible(several));
	}

	private Annotator annotator() {
		return annotator;
	}

	/** The buttons are disabled meanwhile, and a disabled one would give the keyboard to whatever comes next. */
	private void add(final boolean thenNext) {
		begin.requestFocusInWindow();
		annotator.add(thenNext);
	}

	private static JLabel hint(final String text) {
		final JLabel hint = new JLabel(text);
		hint.setEnabled(false);
		return hint;
	}

	/** @param content of the window */
	void bindKeys(final JComponent content) {
		Keys.bind(content, "menu Z", annotator.editing()::undo);
		Keys.bind(content, "menu Y", annotator.editing()::redo);
		Keys.bind(content, "menu shift Z", annotator.editing()::redo);
		Keys.bind(content, "menu S", add::doClick);
		Keys.bind(content, "menu ENTER", () -> (addNext.isVisible() ? addNext : add).doClick());
		Keys.bind(content, "menu N", next::doClick);
		Keys.bind(content, "menu B", previous::doClick);
		Keys.bind(content, "ESCAPE", annotator::cancel);
	}

	void refresh() {
		final DraftEditor editor = annotator.editor().orElse(null);
		previous.setEnabled(annotator.worklist().previous().isPresent());
		next.setEnabled(annotator.worklist().next().isPresent());
		undo.setEnabled(editor != null && editor.canUndo());
		redo.setEnabled(editor != null && editor.canRedo());
		Stream.of(add, addNext).forEach(button -> button.setEnabled(editor != null && !annotator.isAdding()));
		busy.setVisible(annotator.isOpening() || annotator.isSeeing() || annotator.isWriting() || annotator.isAdding());
		final String text = status();
		status.setText(text.isEmpty() ? " " : text);
		status.setToolTipText(text.isEmpty() ? null : text);
		status.setForeground(annotator.annotations().trouble().isEmpty() ? plain : WARNING);
	}

	private String status() {
		if (!annotator.annotations().trouble().isEmpty()) return annotator.annotations().trouble();
		if (!annotator.message().isEmpty()) return annotator.message();
		if (annotator.isAdding()) return Texts.get("annotate.status.adding");
		if (annotator.isOpening()) return Texts.get("annotate.status.opening");
		if (annotator.isSeeing()) return Texts.get("annotate.status.seeing");
		if (annotator.isWriting()) return Texts.get("annotate.status.writing");
		return annotator.candidate() != null && !annotator.isImageOpen() ? Texts.get("annotate.error.closed") : "";
	}
}
