package io.github.trrg.ui;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;

import javax.swing.BorderFactory;
import javax.swing.JCheckBox;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JScrollPane;
import javax.swing.JSplitPane;
import javax.swing.JTextField;
import javax.swing.SwingUtilities;
import javax.swing.Timer;

import ij.ImagePlus;
import ij.WindowManager;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.ij.WindowPlaces;
import io.github.trrg.report.Report;

/**
 * The clue inspector: clues of the active image, its report, and what ties them. It looks a few times a second which image and slice
 * are active, so that it leaves no listener in ImageJ.
 */
public final class InspectorWindow extends JFrame {

	private static final long serialVersionUID = 1L;
	private static final int LOOKS_EVERY_MS = 120;
	private static final int GAP = 8;

	private final transient Inspector inspector;
	private final ClueTable table;
	private final ReportPanel report;
	private final KeepPanel keep;
	private final JLabel subject = new JLabel(" ");
	private final JLabel status = new JLabel(" ");
	private final JProgressBar busy = new JProgressBar();
	private final JCheckBox follow = new JCheckBox(Texts.get("follow"), true);
	private final JCheckBox views = new JCheckBox(Texts.get("views"));
	private final Timer timer;
	private transient Known shown;

	/**
	 * Opens the inspector on an image, or brings the one that is open to the front. To be called on the event thread.
	 *
	 * @param image a radiograph
	 */
	public static InspectorWindow open(final TrrgSession session, final ImagePlus image) {
		NativeLook.apply();
		final InspectorWindow window = WindowManager.getWindow(Texts.get("title")) instanceof InspectorWindow there ? there : new InspectorWindow(session, image);
		window.inspector.open(image);
		window.toFront();
		return window;
	}

	private InspectorWindow(final TrrgSession session, final ImagePlus image) {
		super(Texts.get("title"));
		inspector = new Inspector(session, SwingUtilities::invokeLater, this::refresh);
		table = new ClueTable(inspector, new ClueTableModel(inspector));
		report = new ReportPanel(inspector);
		keep = new KeepPanel(inspector);
		final JSplitPane split = new JSplitPane(JSplitPane.HORIZONTAL_SPLIT, clues(), report);
		split.setResizeWeight(0.5);
		split.setBorder(null);
		final JPanel content = new JPanel(new BorderLayout(GAP, GAP));
		content.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
		content.add(header(), BorderLayout.NORTH);
		content.add(split, BorderLayout.CENTER);
		content.add(footer(), BorderLayout.SOUTH);
		setContentPane(content);
		Keys.bind(content, "menu W", this::dispose);
		report.bindKeys(content);
		pack();
		place(image);
		split.setDividerLocation(Math.min(table.getPreferredSize().width + 4 * GAP, getWidth() * 57 / 100));
		setDefaultCloseOperation(DISPOSE_ON_CLOSE);
		timer = new Timer(LOOKS_EVERY_MS, event -> inspector.follow(follow.isSelected() ? WindowManager.getCurrentImage() : null));
		timer.start();
		addWindowListener(new WindowAdapter() {

			@Override
			public void windowClosing(final WindowEvent event) {
				dispose();
			}
		});
		WindowManager.addWindow(this);
		refresh();
		setVisible(true);
	}

	/** Beside the image, as wide as the screen has room there but never too narrow to read. */
	private void place(final ImagePlus image) {
		final int wide = table.getPreferredSize().width;
		WindowPlaces.beside(image == null ? null : image.getWindow(), this, new Dimension(2 * wide, getHeight()), wide * 8 / 5);
	}

	private JPanel header() {
		follow.setToolTipText(Texts.get("follow.tip"));
		views.setToolTipText(Texts.get("views.tip"));
		views.addActionListener(event -> inspector.setViews(views.isSelected()));
		final JPanel choices = new JPanel(new java.awt.FlowLayout(java.awt.FlowLayout.TRAILING, GAP, 0));
		choices.add(views);
		choices.add(follow);
		final JPanel header = new JPanel(new BorderLayout(GAP, 0));
		header.add(subject, BorderLayout.CENTER);
		header.add(choices, BorderLayout.LINE_END);
		return header;
	}

	private JPanel clues() {
		final JTextField filter = new JTextField(14);
		filter.setToolTipText(Texts.get("filter.tip"));
		Keys.onChange(filter, () -> table.filter(filter.getText()));
		final JLabel label = new JLabel(Texts.get("filter"));
		label.setLabelFor(filter);
		label.setDisplayedMnemonic('f');
		final JPanel top = new JPanel(new BorderLayout(GAP, 0));
		top.add(Headings.of("clues"), BorderLayout.LINE_START);
		final JPanel field = new JPanel(new java.awt.FlowLayout(java.awt.FlowLayout.TRAILING, 4, 0));
		field.add(label);
		field.add(filter);
		top.add(field, BorderLayout.LINE_END);
		final JScrollPane scroll = new JScrollPane(table);
		scroll.setPreferredSize(new Dimension(table.getPreferredSize().width, 17 * table.getRowHeight()));
		final JPanel panel = new JPanel(new BorderLayout(0, 4));
		panel.add(top, BorderLayout.NORTH);
		panel.add(scroll, BorderLayout.CENTER);
		panel.add(new MapControls(inspector), BorderLayout.SOUTH);
		return panel;
	}

	private JPanel footer() {
		busy.setIndeterminate(true);
		busy.setPreferredSize(new Dimension(90, busy.getPreferredSize().height));
		final JPanel line = new JPanel(new BorderLayout(GAP, 0));
		line.add(busy, BorderLayout.LINE_START);
		line.add(status, BorderLayout.CENTER);
		final JLabel research = new JLabel(Report.RESEARCH_ONLY);
		research.setEnabled(false);
		final JPanel bottom = new JPanel(new BorderLayout(GAP, 0));
		bottom.add(line, BorderLayout.CENTER);
		bottom.add(research, BorderLayout.LINE_END);
		final JPanel footer = new JPanel(new BorderLayout(GAP, 4));
		footer.add(keep, BorderLayout.NORTH);
		footer.add(bottom, BorderLayout.SOUTH);
		return footer;
	}

	/** Shows the inspector's state. */
	private void refresh() {
		if (table == null || keep == null) return; // under construction
		final Known known = inspector.known().orElse(null);
		if (known != shown || known == null) table.update(known == null ? java.util.List.of() : known.now().rows(known.regionClues()));
		else table.showSelection();
		shown = known;
		subject.setText(subject(known));
		subject.setToolTipText(subject.getText());
		views.setEnabled(inspector.image() != null && inspector.isImageOpen() && inspector.image().getStackSize() > 1);
		views.setSelected(inspector.isViews());
		report.refresh();
		keep.refresh();
		busy.setVisible(inspector.isBusy());
		final String warnings = known == null ? "" : String.join(" ", known.now().perceived().warnings());
		final String text = !inspector.message().isEmpty() ? inspector.message() : known == null && inspector.isImageOpen() ? Texts.get("status.looking") : warnings;
		status.setText(text.isEmpty() ? " " : text);
		status.setToolTipText(text.isEmpty() ? null : text);
	}

	private String subject(final Known known) {
		if (inspector.image() == null) return Texts.get("subject.none");
		final String name = known == null ? inspector.image().getTitle() : known.seen().perceived().study().id();
		final String told = Texts.get(inspector.isImageOpen() ? "subject.open" : "subject.closed", name);
		return known == null ? told : Texts.get("subject.model", told, known.seen().modelName());
	}

	@Override
	public void dispose() {
		timer.stop();
		inspector.close();
		WindowManager.removeWindow(this);
		super.dispose();
	}
}
