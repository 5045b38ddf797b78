package io.github.trrg.ui;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.text.JTextComponent;

import io.github.trrg.data.Draft;
import io.github.trrg.data.Draft.Field;

/** What is typed of a study. */
final class StudyForm extends JPanel {

	private static final long serialVersionUID = 1L;
	private static final List<String> SPLITS = List.of("train", "val", "test", "extra");

	private final transient Annotator annotator;
	private final transient Map<Field, BoundText> bound = new EnumMap<>(Field.class);
	private final Map<Field, JTextComponent> texts = new EnumMap<>(Field.class);
	private final JComboBox<String> split = new JComboBox<>(SPLITS.toArray(String[]::new));
	private final JButton write = new JButton(Texts.get("annotate.write"));
	private boolean showing;

	StudyForm(final Annotator annotator) {
		super(new BorderLayout(0, 6));
		this.annotator = annotator;
		setBorder(BorderFactory.createEmptyBorder(0, 8, 0, 0));
		final JPanel top = new JPanel(new GridBagLayout());
		pair(top, 0, 0, Field.ID, field(Field.ID));
		pair(top, 0, 2, Field.PATIENT, field(Field.PATIENT));
		pair(top, 1, 0, Field.ANNOTATOR, field(Field.ANNOTATOR));
		pair(top, 1, 2, Field.SPLIT, split);
		pair(top, 2, 0, Field.INDICATION, field(Field.INDICATION));
		add(top, BorderLayout.NORTH);
		add(area(Field.REPORT, 8, write), BorderLayout.CENTER);
		add(area(Field.IMPRESSION, 4, Box.createGlue()), BorderLayout.SOUTH);
		split.addActionListener(event -> {
			if (!showing) type(Field.SPLIT, (String) split.getSelectedItem());
		});
		write.addActionListener(event -> {
			if (annotator.isWriting()) annotator.cancel();
			else annotator.rewrite();
		});
	}

	private void type(final Field field, final String text) {
		if (field == Field.ANNOTATOR || field == Field.SPLIT) Remembered.set(field.key(), text);
		annotator.editing().text(field, text);
	}

	private JTextField field(final Field field) {
		final JTextField text = new JTextField(6);
		bind(field, text);
		return text;
	}

	private void bind(final Field field, final JTextComponent text) {
		text.setToolTipText(Texts.get("annotate.field." + field.key() + ".tip"));
		text.getAccessibleContext().setAccessibleName(Texts.get("annotate.field." + field.key()));
		texts.put(field, text);
		bound.put(field, new BoundText(text, typed -> type(field, typed)));
	}

	/** Label and field, the last one of a row as wide as there is room. */
	private static void pair(final JPanel panel, final int row, final int column, final Field field, final JComponent component) {
		final JLabel label = new JLabel(Texts.get("annotate.field." + field.key()));
		label.setLabelFor(component);
		label.setToolTipText(Texts.get("annotate.field." + field.key() + ".tip"));
		component.setToolTipText(label.getToolTipText());
		final boolean wide = field == Field.INDICATION;
		panel.add(label, new GridBagConstraints(column, row, 1, 1, 0, 0, GridBagConstraints.LINE_START, GridBagConstraints.NONE, new Insets(2, column == 0 ? 0 : 12, 2, 6),
			0, 0));
		panel.add(component, new GridBagConstraints(column + 1, row, wide ? 3 : 1, 1, column == 0 ? 1 : 0.4, 0, GridBagConstraints.LINE_START, GridBagConstraints.HORIZONTAL,
			new Insets(2, 0, 2, 0), 0, 0));
	}

	private JPanel area(final Field field, final int rows, final Component button) {
		final JTextArea text = new JTextArea(rows, 30);
		text.setLineWrap(true);
		text.setWrapStyleWord(true);
		text.setMargin(new Insets(4, 6, 4, 6));
		Keys.tabLeaves(text);
		bind(field, text);
		final JPanel head = new JPanel(new BorderLayout(8, 0));
		head.add(Headings.of("annotate." + field.key()), BorderLayout.CENTER);
		head.add(button, BorderLayout.LINE_END);
		final JScrollPane scroll = new JScrollPane(text);
		scroll.setMinimumSize(new Dimension(100, 60));
		final JPanel panel = new JPanel(new BorderLayout(0, 4));
		panel.add(head, BorderLayout.NORTH);
		panel.add(scroll, BorderLayout.CENTER);
		return panel;
	}

	void refresh() {
		final Draft draft = annotator.editor().map(DraftEditor::draft).orElse(null);
		texts.values().forEach(text -> text.setEnabled(draft != null));
		split.setEnabled(draft != null);
		bound.forEach((field, text) -> text.show(draft == null ? "" : draft.text(field)));
		showing = true;
		final String chosen = draft == null ? SPLITS.get(0) : draft.text(Field.SPLIT);
		if (!chosen.equals(split.getSelectedItem())) {
			if (!SPLITS.contains(chosen)) split.addItem(chosen); // of a data set of others
			split.setSelectedItem(chosen);
		}
		showing = false;
		write.setText(Texts.get(annotator.isWriting() ? "cancel" : "annotate.write"));
		write.setToolTipText(Texts.get(annotator.isWriting() ? "annotate.cancel.tip" : "annotate.write.tip"));
		write.setEnabled(annotator.isPerceived());
	}
}
