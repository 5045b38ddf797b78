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
	private final JButton add = AnnotateWindow.button("annotate.add", () -> annotator().add(false));
	private final JButton addNext = AnnotateWindow.button("annotate.addNext", () -> annotator().add(true));
	private final JProgressBar busy = new JProgressBar();
	private final JLabel status = new JLabel(" ");
	private final Color plain = status.getForeground();

	AnnotateFooter(final Annotator annotator) {
		super(new BorderLayout(GAP, 4));
		this.annotator = annotator;
		final JPanel moving = new JPanel(new FlowLayout(FlowLayout.LEADING, 4, 0)), keeping = new JPanel(new FlowLayout(FlowLayout.TRAILING, 4, 0));
		Stream.of(previous, next).forEach(moving::add);
		Stream.of(undo, redo, add, addNext).forEach(keeping::add);
		final JPanel buttons = new JPanel(new BorderLayout(GAP, 0));
		buttons.add(moving, BorderLayout.LINE_START);
		buttons.add(hint("annotate.keys"), BorderLayout.CENTER);
		buttons.add(keeping, BorderLayout.LINE_END);
		busy.setIndeterminate(true);
		busy.setPreferredSize(new Dimension(90, busy.getPreferredSize().height));
		final JPanel line = new JPanel(new BorderLayout(GAP, 0));
		line.add(busy, BorderLayout.LINE_START);
		line.add(status, BorderLayout.CENTER);
		final JLabel research = new JLabel(Report.RESEARCH_ONLY);
		research.setEnabled(false);
		line.add(research, BorderLayout.LINE_END);
		add(buttons, BorderLayout.NORTH);
		add(line, BorderLayout.SOUTH);
		final boolean several = annotator.source().image() == null || annotator.source().each();
		Stream.of(previous, next, addNext).forEach(button -> button.setVisible(several));
	}

	private Annotator annotator() {
		return annotator;
	}

	private static JLabel hint(final String key) {
		final JLabel hint = new JLabel(Texts.get(key), JLabel.CENTER);
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
