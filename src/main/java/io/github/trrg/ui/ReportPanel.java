package io.github.trrg.ui;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.util.List;
import java.util.stream.Stream;

import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.UIManager;

import io.github.trrg.report.Contradiction;
import io.github.trrg.report.Sentence;
import io.github.trrg.report.SentenceDiff;

/** The reports, old beside new, with what is asked for and where text and clues disagree. */
final class ReportPanel extends JPanel {

	private static final long serialVersionUID = 1L;
	private static final int GAP = 8;

	private final transient Inspector inspector;
	private final ReportPane before = new ReportPane(true, Texts.get("heading.before"));
	private final ReportPane now = new ReportPane(false, Texts.get("heading.report"));
	private final JPanel old = titled("before", before);
	private final JTextField indication = new JTextField(20);
	private final JButton regenerate = new JButton(Texts.get("regenerate"));
	private final JButton undo = new JButton(Texts.get("undo"));
	private final JButton redo = new JButton(Texts.get("redo"));
	private final JButton ask = new JButton(Texts.get("region.ask"));
	private final JTextArea disagreements = area();
	private final JTextArea region = area();
	private final JLabel stale = new JLabel(" ");
	private int picked = ShownMaps.NONE;
	private transient Known shown;
	private transient List<ReportPane.Line> lines = List.of();

	ReportPanel(final Inspector inspector) {
		super(new BorderLayout(GAP, GAP));
		this.inspector = inspector;
		setBorder(BorderFactory.createEmptyBorder(0, GAP, 0, 0));
		add(request(), BorderLayout.NORTH);
		final JPanel texts = new JPanel();
		texts.setLayout(new BoxLayout(texts, BoxLayout.LINE_AXIS));
		texts.add(old);
		texts.add(Box.createHorizontalStrut(GAP));
		texts.add(titled("report", now));
		add(texts, BorderLayout.CENTER);
		final JPanel answers = new JPanel(new java.awt.GridLayout(1, 2, GAP, 0));
		final JPanel against = titled("disagreements", disagreements), asked = titled("region", region);
		((JComponent) asked.getComponent(0)).add(ask, BorderLayout.LINE_END);
		// As high as the heading beside it.
		((JComponent) against.getComponent(0)).add(Box.createVerticalStrut(ask.getPreferredSize().height), BorderLayout.LINE_END);
		answers.add(against);
		answers.add(asked);
		answers.setPreferredSize(new Dimension(400, 190));
		add(answers, BorderLayout.SOUTH);
		now.listen(this::hover, this::pick);
		regenerate.addActionListener(event -> write());
		undo.addActionListener(event -> inspector.undo());
		redo.addActionListener(event -> inspector.redo());
		ask.addActionListener(event -> inspector.writing().askRegion());
		indication.addActionListener(event -> write());
		indication.addFocusListener(new FocusAdapter() {

			@Override
			public void focusLost(final FocusEvent event) {
				inspector.indication(indication.getText());
			}
		});
		for (final JButton button : new JButton[] { undo, redo })
			button.setToolTipText(Texts.get("undo.tip"));
		ask.setToolTipText(Texts.get("region.ask.tip"));
		regenerate.setMnemonic('r');
		undo.setMnemonic('u');
		ask.setMnemonic('a');
	}

	private JPanel request() {
		final JLabel label = new JLabel(Texts.get("indication"));
		label.setLabelFor(indication);
		label.setDisplayedMnemonic('i');
		label.setToolTipText(Texts.get("indication.tip"));
		indication.setToolTipText(Texts.get("indication.tip"));
		final JPanel buttons = new JPanel(new java.awt.FlowLayout(java.awt.FlowLayout.TRAILING, 4, 0));
		Stream.of(regenerate, undo, redo).forEach(buttons::add);
		final JPanel actions = new JPanel(new BorderLayout(GAP, 0));
		stale.setHorizontalAlignment(JLabel.TRAILING);
		actions.add(stale, BorderLayout.CENTER);
		actions.add(buttons, BorderLayout.LINE_END);
		final JPanel lines = new JPanel(new BorderLayout(GAP, 6));
		lines.add(label, BorderLayout.LINE_START);
		lines.add(indication, BorderLayout.CENTER);
		lines.add(actions, BorderLayout.SOUTH);
		return lines;
	}

	private static JTextArea area() {
		final JTextArea area = new JTextArea();
		area.setEditable(false);
		area.setLineWrap(true);
		area.setWrapStyleWord(true);
		area.setBorder(BorderFactory.createEmptyBorder(4, 6, 4, 6));
		area.setFont(UIManager.getFont("TextPane.font"));
		area.setBackground(UIManager.getColor("TextPane.background"));
		return area;
	}

	private JPanel titled(final String key, final JComponent content) {
		final JPanel head = new JPanel(new BorderLayout(GAP, 0));
		head.add(Headings.of(key), BorderLayout.CENTER);
		final JScrollPane scroll = new JScrollPane(content);
		scroll.setPreferredSize(new Dimension(200, 200));
		final JPanel panel = new JPanel(new BorderLayout(0, 4));
		panel.add(head, BorderLayout.NORTH);
		panel.add(scroll, BorderLayout.CENTER);
		return panel;
	}

	/** @param content of the window */
	void bindKeys(final JComponent content) {
		Keys.bind(content, "menu ENTER", this::write);
		Keys.bind(content, "menu Z", inspector::undo);
		Keys.bind(content, "menu Y", inspector::redo);
		Keys.bind(content, "menu shift Z", inspector::redo);
		Keys.bind(content, "ESCAPE", inspector.writing()::cancel);
	}

	private void write() {
		final Writing writing = inspector.writing();
		if (writing.isWriting() || writing.isProcessingStack()) writing.cancel();
		else {
			inspector.indication(indication.getText());
			writing.regenerate();
		}
	}

	private void hover(final int sentence) {
		inspector.maps().showSentence(sentence == ShownMaps.NONE ? picked : sentence);
	}

	private void pick(final int sentence) {
		picked = sentence;
		if (sentence == ShownMaps.NONE) inspector.maps().showSentence(ShownMaps.NONE);
		else inspector.maps().pickSentence(sentence);
	}

	void refresh() {
		final Known known = inspector.known().orElse(null);
		final Inspection inspection = known == null ? null : known.now();
		if (inspector.maps().sentence() == ShownMaps.NONE) picked = ShownMaps.NONE;
		if (known != shown) study(known);
		shown = known;
		showReports(inspection);
		stale.setText(inspection != null && inspection.isStale() && !inspector.writing().isWriting() ? Texts.get("stale") : " ");
		final boolean working = inspector.writing().isWriting() || inspector.writing().isProcessingStack();
		regenerate.setText(Texts.get(working ? "cancel" : inspection == null || inspection.report() == null ? "generate" : "regenerate"));
		regenerate.setToolTipText(Texts.get(working ? "cancel.tip" : "regenerate.tip"));
		regenerate.setEnabled(known != null);
		undo.setEnabled(known != null && known.history().canUndo());
		redo.setEnabled(known != null && known.history().canRedo());
		ask.setEnabled(known != null && inspector.isImageOpen() && !working);
	}

	/** What changes only with the study, its edits and reports; not cheap. */
	private void study(final Known known) {
		final Inspection inspection = known == null ? null : known.now();
		if (inspection != null && !indication.isFocusOwner()) indication.setText(inspection.indication());
		lines = inspection == null ? List.of() : inspection.sentences().stream().map(ReportPanel::line).toList();
		disagreements.setText(inspection == null || inspection.report() == null ? "" : disagreements(inspection));
		disagreements.setCaretPosition(0);
		region.setText(known == null || known.region() == null ? Texts.get("region.hint") : RegionText.of(known.region()));
		region.setCaretPosition(0);
		if (inspection == null || inspection.before() == null) return;
		final SentenceDiff changes = inspection.changes();
		before.show(inspection.before().text(), inspection.before().sentences().stream().map(sentence -> line(sentence, changes.removed().contains(sentence)))
			.toList(), ShownMaps.NONE);
	}

	private void showReports(final Inspection inspection) {
		final boolean writing = inspector.writing().isWriting() && !inspector.writing().partial().isEmpty();
		old.setVisible(inspection != null && (inspection.before() != null));
		if (inspection == null || inspection.report() == null && !writing) {
			now.show(inspection == null ? "" : inspector.writing().isWriting() ? Texts.get("report.begins") : Texts.get("report.hint"));
			return;
		}
		now.show(writing ? inspector.writing().partial() : inspection.report().text(), writing ? List.of() : lines, inspector.maps().sentence());
	}

	private static ReportPane.Line line(final Sentence sentence, final boolean removed) {
		return new ReportPane.Line(sentence.start(), sentence.end(), removed, false, removed ? Texts.get("sentence.removed") : "");
	}

	private static ReportPane.Line line(final TiedSentence tied) {
		final String about = tied.diseases().isEmpty() ? Texts.get("sentence.untied") : Texts.get("sentence.tied", String.join(", ", tied.diseases()));
		final String tip = tied.contradictions().isEmpty() ? about : String.join(" ", tied.contradictions());
		return new ReportPane.Line(tied.sentence().start(), tied.sentence().end(), tied.changed(), !tied.contradictions().isEmpty(), tip);
	}

	private static String disagreements(final Inspection inspection) {
		final List<Contradiction> all = inspection.contradictions();
		if (all.isEmpty()) return Texts.get("disagreements.none");
		return String.join("\n\n", all.stream().map(one -> one.sentence().isEmpty() ? one.reason() : "“" + one.sentence() + "” " + one.reason()).toList());
	}
}
