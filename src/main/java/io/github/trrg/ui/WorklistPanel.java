package io.github.trrg.ui;

import java.awt.BorderLayout;
import java.awt.Dimension;

import javax.swing.JCheckBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;

/** The list of studies, how it is ordered, and how far one is. */
final class WorklistPanel extends JPanel {

	private static final long serialVersionUID = 1L;
	private static final int ROWS = 6;

	private final transient Annotator annotator;
	private final WorklistTable table;
	private final JCheckBox leastCertain = new JCheckBox(Texts.get("annotate.order"), true);
	private final JLabel count = new JLabel(" ");

	WorklistPanel(final Annotator annotator) {
		super(new BorderLayout(0, 6));
		this.annotator = annotator;
		table = new WorklistTable(annotator);
		leastCertain.setToolTipText(Texts.get("annotate.order.tip"));
		leastCertain.addActionListener(event -> annotator.setLeastCertainFirst(leastCertain.isSelected()));
		final JScrollPane scroll = new JScrollPane(table);
		scroll.setPreferredSize(new Dimension(table.getPreferredSize().width, (1 + ROWS) * table.getRowHeight()));
		final JPanel top = new JPanel(new BorderLayout(8, 0));
		top.add(Headings.of("annotate.list"), BorderLayout.LINE_START);
		top.add(leastCertain, BorderLayout.LINE_END);
		add(top, BorderLayout.NORTH);
		add(scroll, BorderLayout.CENTER);
		add(count, BorderLayout.SOUTH);
	}

	void refresh() {
		table.refresh();
		leastCertain.setSelected(annotator.worklist().isLeastCertainFirst());
		final Worklist list = annotator.worklist();
		count.setText(Texts.get(annotator.isScoring() ? "annotate.count.scoring" : "annotate.count", list.added(), list.size()));
	}
}
