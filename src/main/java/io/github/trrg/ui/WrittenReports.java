package io.github.trrg.ui;

import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.awt.GridLayout;
import java.awt.Insets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;

import io.github.trrg.train.HeldOutScores.Written;

/** Reports of some held-out studies: the reference, and what the model wrote before training and writes now. */
final class WrittenReports extends JPanel {

	private static final long serialVersionUID = 1L;
	private static final int SHOWN = 8;
	private static final int ROWS = 7, COLUMNS = 24;

	private final JTextArea reference = area("reference"), before = area("before"), now = area("now");
	private final JLabel study = new JLabel(" ");
	private final JButton previous = button("previous", -1), next = button("next", 1);
	/** First and latest report by study. */
	private final transient Map<String, Written> first = new LinkedHashMap<>(), latest = new LinkedHashMap<>();
	private int shown;

	WrittenReports() {
		super(new BorderLayout(0, 4));
		final JPanel choice = new JPanel(new FlowLayout(FlowLayout.LEADING, 6, 0));
		choice.add(previous);
		choice.add(next);
		choice.add(study);
		final JPanel texts = new JPanel(new GridLayout(1, 3, 8, 0));
		texts.add(titled("reference", reference));
		texts.add(titled("before", before));
		texts.add(titled("now", now));
		add(choice, BorderLayout.NORTH);
		add(texts, BorderLayout.CENTER);
		show(0);
	}

	private static JTextArea area(final String key) {
		final JTextArea area = new JTextArea(ROWS, COLUMNS);
		area.setEditable(false);
		area.setLineWrap(true);
		area.setWrapStyleWord(true);
		area.setMargin(new Insets(4, 6, 4, 6));
		area.setToolTipText(Texts.get("training.report." + key + ".tip"));
		area.getAccessibleContext().setAccessibleName(Texts.get("training.report." + key));
		return area;
	}

	private JButton button(final String key, final int step) {
		final JButton button = new JButton(Texts.get("training." + key));
		button.setToolTipText(Texts.get("training." + key + ".tip"));
		button.addActionListener(event -> show(shown + step));
		return button;
	}

	private static JPanel titled(final String key, final JTextArea area) {
		final JPanel panel = new JPanel(new BorderLayout(0, 2));
		panel.add(new JLabel(Texts.get("training.report." + key)), BorderLayout.NORTH);
		panel.add(new JScrollPane(area), BorderLayout.CENTER);
		return panel;
	}

	/** @param isBefore whether they were written before training */
	void update(final List<Written> reports, final boolean isBefore) {
		if (reports.isEmpty()) return;
		final int count = Math.min(SHOWN, reports.size());
		for (int i = 0; i < count; i++) {
			final Written report = reports.get(i * reports.size() / count); // from all over the list
			if (isBefore) first.put(report.study(), report);
			else latest.put(report.study(), report);
		}
		show(shown);
	}

	private void show(final int index) {
		final List<Written> studies = List.copyOf((latest.isEmpty() ? first : latest).values());
		shown = Math.max(0, Math.min(studies.size() - 1, index));
		previous.setEnabled(shown > 0);
		next.setEnabled(shown < studies.size() - 1);
		if (studies.isEmpty()) {
			study.setText(Texts.get("training.report.none"));
			return;
		}
		final String id = studies.get(shown).study();
		study.setText(Texts.get("training.report.study", id, shown + 1, studies.size()));
		set(reference, studies.get(shown).reference());
		set(before, first.containsKey(id) ? first.get(id).text() : "");
		set(now, latest.containsKey(id) ? latest.get(id).text() : "");
	}

	private static void set(final JTextArea area, final String text) {
		if (area.getText().equals(text)) return;
		area.setText(text);
		area.setCaretPosition(0);
	}
}
