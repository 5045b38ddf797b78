package io.github.trrg.ui;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Component;
import java.awt.FlowLayout;
import java.awt.Rectangle;
import java.util.Collections;
import java.util.List;

import javax.swing.DefaultListCellRenderer;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.ListSelectionModel;

import io.github.trrg.data.NewStudy;
import io.github.trrg.ij.RegionOverlay;
import io.github.trrg.page.CluePicture;

/** The regions drawn for diseases. */
final class RegionPanel extends JPanel {

	private static final long serialVersionUID = 1L;

	private final transient Annotator annotator;
	private final LabelTable table;
	private final DefaultListModel<NewStudy.Region> regions = new DefaultListModel<>();
	private final JList<NewStudy.Region> list = new JList<>(regions);
	private final JButton add = new JButton();
	private final JButton show = new JButton(Texts.get("annotate.region.show"));
	private final JButton remove = new JButton(Texts.get("annotate.region.remove"));

	RegionPanel(final Annotator annotator, final LabelTable table) {
		super(new BorderLayout(0, 4));
		this.annotator = annotator;
		this.table = table;
		list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
		list.setVisibleRowCount(4);
		list.setCellRenderer(new RegionCell());
		list.getAccessibleContext().setAccessibleName(Texts.get("heading.annotate.regions"));
		add.addActionListener(event -> table.selected().ifPresent(row -> annotator.editing().addRegion(row.disease())));
		show.addActionListener(event -> annotator.editing().showRegion(list.getSelectedValue()));
		remove.addActionListener(event -> annotator.editing().removeRegion(list.getSelectedValue()));
		Keys.bindFocused(list, "DELETE", remove::doClick);
		add.setToolTipText(Texts.get("annotate.region.add.tip"));
		show.setToolTipText(Texts.get("annotate.region.show.tip"));
		remove.setToolTipText(Texts.get("annotate.region.remove.tip"));
		final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.LEADING, 4, 0));
		for (final JButton button : List.of(add, show, remove))
			buttons.add(button);
		add(Headings.of("annotate.regions"), BorderLayout.NORTH);
		add(new JScrollPane(list), BorderLayout.CENTER);
		add(buttons, BorderLayout.SOUTH);
		list.addListSelectionListener(event -> enableButtons());
		table.getSelectionModel().addListSelectionListener(event -> enableButtons());
		enableButtons();
	}

	void refresh() {
		final List<NewStudy.Region> now = annotator.editor().map(editor -> editor.draft().regions()).orElse(List.of());
		if (!now.equals(Collections.list(regions.elements()))) {
			final int selected = list.getSelectedIndex();
			regions.clear();
			now.forEach(regions::addElement);
			if (selected >= 0 && selected < regions.size()) list.setSelectedIndex(selected);
		}
		enableButtons();
	}

	private void enableButtons() {
		final String disease = table.selected().map(LabelRow::disease).orElse("");
		add.setText(disease.isEmpty() ? Texts.get("annotate.region.addNone") : Texts.get("annotate.region.add", disease));
		add.setEnabled(!disease.isEmpty() && annotator.isImageOpen());
		show.setEnabled(list.getSelectedIndex() >= 0 && annotator.isImageOpen());
		remove.setEnabled(list.getSelectedIndex() >= 0);
	}

	/** Disease, slice and size. */
	private final class RegionCell extends DefaultListCellRenderer {

		private static final long serialVersionUID = 1L;

		@Override
		public Component getListCellRendererComponent(final JList<?> of, final Object value, final int index, final boolean selected, final boolean focus) {
			final NewStudy.Region region = (NewStudy.Region) value;
			final Rectangle box = RegionOverlay.roi(region).getBounds();
			final String place = annotator.study().map(study -> study.place(region)).orElse("");
			super.getListCellRendererComponent(of, Texts.get("annotate.region.line", region.disease(), box.width, box.height, place), index, selected,
				false);
			final int row = Math.max(0, ((LabelTableModel) table.getModel()).indexOf(region.disease()));
			setIcon(new Swatch(new Color(CluePicture.colour(row)), getFontMetrics(getFont()).getAscent()));
			return this;
		}
	}
}
