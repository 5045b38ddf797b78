package io.github.trrg.ui;

import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Point;
import java.awt.Window;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.nio.file.Path;
import java.util.Locale;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSplitPane;
import javax.swing.JTextField;
import javax.swing.SwingUtilities;
import javax.swing.Timer;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageWindow;
import io.github.trrg.ij.SliceChoice;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.ij.WindowPlaces;

/** The annotation window: labels, regions and texts of one study after the other. It leaves no listener in ImageJ, but looks which slice is shown. */
public final class AnnotateWindow extends JFrame {

	private static final long serialVersionUID = 1L;
	private static final int LOOKS_EVERY_MS = 120;
	private static final int GAP = 8;

	private final transient Annotator annotator;
	private final LabelTable labels;
	private final RegionPanel regions;
	private final StudyForm form;
	private final WorklistPanel list;
	private final AnnotateFooter footer;
	private final JLabel subject = new JLabel(" ");
	private final JLabel dataset = new JLabel(" ");
	private final JButton reopen = button("annotate.reopen", () -> annotator().reopen());
	private final Timer timer;
	private transient ImagePlus own;
	private boolean wasOpen;
	private boolean asking;

	/**
	 * Opens the window on an image. To be called on the event thread.
	 *
	 * @param dataset folder of the data set; null for the one used last
	 * @throws io.github.trrg.common.TrrgException if the image has no pixels
	 */
	public static AnnotateWindow open(final TrrgSession session, final ImagePlus image, final SliceChoice slices, final Path dataset) {
		return open(session, StudySource.of(image, slices), dataset);
	}

	/** Opens the window on the images of a folder. To be called on the event thread. @param dataset as above */
	public static AnnotateWindow openFolder(final TrrgSession session, final Path folder, final Path dataset) {
		return open(session, StudySource.ofFolder(folder), dataset);
	}

	/** One window for each image or folder. */
	private static AnnotateWindow open(final TrrgSession session, final StudySource source, final Path dataset) {
		NativeLook.apply();
		final Path folder = dataset == null ? Remembered.dataset() : dataset;
		for (final Window window : Window.getWindows())
			if (window instanceof AnnotateWindow there && there.isDisplayable() && there.annotator.source().isSame(source)) {
				if (dataset != null) there.setDataset(folder);
				there.toFront();
				return there;
			}
		if (dataset != null) Remembered.setDataset(folder);
		return new AnnotateWindow(session, source, folder);
	}

	private AnnotateWindow(final TrrgSession session, final StudySource source, final Path folder) {
		super(Texts.get("annotate.title", source.name()));
		annotator = new Annotator(session, source, folder, SwingUtilities::invokeLater, this::refresh, this::display);
		labels = new LabelTable(annotator, new LabelTableModel());
		regions = new RegionPanel(annotator, labels);
		form = new StudyForm(annotator);
		list = new WorklistPanel(annotator);
		footer = new AnnotateFooter(annotator, labels);
		final JPanel content = new JPanel(new BorderLayout(GAP, GAP));
		content.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
		content.add(header(), BorderLayout.NORTH);
		final JComponent typed = several(source) ? split(JSplitPane.VERTICAL_SPLIT, list, form, 0.25) : form;
		final JSplitPane split = split(JSplitPane.HORIZONTAL_SPLIT, findings(), typed, 0.5);
		content.add(split, BorderLayout.CENTER);
		content.add(footer, BorderLayout.SOUTH);
		setContentPane(content);
		Keys.bind(content, "menu W", this::closeAsked);
		footer.bindKeys(content);
		setDefaultCloseOperation(DO_NOTHING_ON_CLOSE);
		addWindowListener(new WindowAdapter() {

			@Override
			public void windowClosing(final WindowEvent event) {
				closeAsked();
			}
		});
		pack();
		place(source.image());
		split.setDividerLocation(getWidth() * 3 / 5);
		timer = new Timer(LOOKS_EVERY_MS, event -> look());
		timer.start();
		WindowManager.addWindow(this);
		annotator.start();
		setVisible(true);
		labels.requestFocusInWindow();
	}

	private Annotator annotator() {
		return annotator;
	}

	/** Whether there is more than one study to go through. */
	static boolean several(final StudySource source) {
		return source.image() == null || source.each();
	}

	private static JSplitPane split(final int direction, final JComponent first, final JComponent second, final double weight) {
		final JSplitPane split = new JSplitPane(direction, first, second);
		split.setResizeWeight(weight);
		split.setBorder(null);
		return split;
	}

	static JButton button(final String key, final Runnable action) {
		final JButton button = new JButton(Texts.get(key));
		button.setToolTipText(Texts.get(key + ".tip"));
		button.addActionListener(event -> action.run());
		return button;
	}

	private JPanel header() {
		final JPanel folder = new JPanel(new FlowLayout(FlowLayout.TRAILING, GAP, 0));
		folder.add(reopen);
		folder.add(dataset);
		folder.add(button("annotate.dataset.choose", this::chooseDataset));
		final JPanel header = new JPanel(new BorderLayout(GAP, 0));
		header.add(subject, BorderLayout.CENTER);
		header.add(folder, BorderLayout.LINE_END);
		return header;
	}

	private JPanel findings() {
		final JTextField other = new JTextField(12);
		other.setToolTipText(Texts.get("annotate.other.tip"));
		other.addActionListener(event -> {
			final String disease = annotator.editing().addDisease(other.getText());
			if (disease.isEmpty()) return;
			other.setText("");
			labels.select(disease);
		});
		final JLabel label = new JLabel(Texts.get("annotate.other"));
		label.setLabelFor(other);
		final JPanel field = new JPanel(new FlowLayout(FlowLayout.TRAILING, 4, 0));
		field.add(label);
		field.add(other);
		final JPanel top = new JPanel(new BorderLayout(GAP, 0));
		top.add(Headings.of("annotate.labels"), BorderLayout.LINE_START);
		top.add(field, BorderLayout.LINE_END);
		final JScrollPane scroll = new JScrollPane(labels);
		scroll.setPreferredSize(new Dimension(labels.getPreferredSize().width, 18 * labels.getRowHeight()));
		final JPanel panel = new JPanel(new BorderLayout(0, 6));
		panel.add(top, BorderLayout.NORTH);
		panel.add(scroll, BorderLayout.CENTER);
		panel.add(regions, BorderLayout.SOUTH);
		return panel;
	}

	/** So that window and image are both seen. @param image may be null */
	private void place(final ImagePlus image) {
		WindowPlaces.beside(image == null ? null : image.getWindow(), this, getPreferredSize(), getPreferredSize().width * 7 / 8);
	}

	/** Shows the image of a folder's study in the place of the one before, which goes unless somebody has changed it. */
	private void display(final ImagePlus next) {
		final Point place = own == null || own.getWindow() == null ? null : own.getWindow().getLocation();
		closeOwn();
		own = next;
		if (place != null) ImageWindow.setNextLocation(place);
		next.show();
		if (place == null) place(next);
		toFront();
		final Component focused = getMostRecentFocusOwner();
		final Timer later = new Timer(LOOKS_EVERY_MS, event -> focused.requestFocus());
		later.setRepeats(false);
		// The image takes the focus once it is on the screen: keys meant for the table would reach ImageJ.
		if (focused != null) later.start();
	}

	private void closeOwn() {
		if (own != null && Studies.isOpen(own) && !own.changes) own.close();
		own = null;
	}

	private void look() {
		annotator.look();
		if (annotator.isImageOpen() != wasOpen) refresh();
	}

	private void chooseDataset() {
		final JFileChooser chooser = new JFileChooser(annotator.annotations().dataset().toFile().getParentFile());
		chooser.setDialogTitle(Texts.get("annotate.dataset.title"));
		chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
		if (chooser.showDialog(this, Texts.get("annotate.dataset.here")) == JFileChooser.APPROVE_OPTION) setDataset(chooser.getSelectedFile().toPath());
	}

	private void setDataset(final Path folder) {
		Remembered.setDataset(folder);
		annotator.setDataset(folder);
	}

	private void askToReplace() {
		if (asking || annotator.taken().isEmpty()) return;
		asking = true;
		SwingUtilities.invokeLater(() -> {
			final Object[] answers = { Texts.get("annotate.replace.yes"), Texts.get("annotate.replace.no") };
			final int answer = JOptionPane.showOptionDialog(this, Texts.get("annotate.replace", annotator.taken()), Texts.get("annotate.replace.title"),
				JOptionPane.DEFAULT_OPTION, JOptionPane.QUESTION_MESSAGE, null, answers, answers[1]);
			asking = false;
			annotator.replace(answer == 0);
		});
	}

	/** Shows the annotator's state. */
	private void refresh() {
		if (timer == null) return; // under construction
		wasOpen = annotator.isImageOpen();
		labels.update(annotator.editing().rows());
		regions.refresh();
		form.refresh();
		list.refresh();
		footer.refresh();
		final Candidate candidate = annotator.candidate();
		final Worklist.Entry entry = candidate == null ? null : annotator.worklist().entry(candidate);
		final String mark = entry == null ? "" : Texts.get("annotate.subject." + entry.mark().name().toLowerCase(Locale.ROOT));
		subject.setText(candidate == null ? " " : Texts.get("annotate.subject", candidate.name(), mark));
		subject.setToolTipText(candidate == null ? null : candidate.source());
		dataset.setText(Texts.get("annotate.dataset", annotator.annotations().dataset().getFileName()));
		dataset.setToolTipText(annotator.annotations().dataset().toString());
		reopen.setVisible(candidate != null && annotator.source().image() == null && !annotator.isOpening() && !annotator.isImageOpen());
		askToReplace();
	}

	/** Closes, unless something could not be saved and the user stays to mend that. */
	private void closeAsked() {
		final Annotations kept = annotator.annotations();
		if (!kept.store().flush() && JOptionPane.showConfirmDialog(this, Texts.get("annotate.unsaved", kept.trouble()), Texts.get("annotate.unsaved.title"),
			JOptionPane.YES_NO_OPTION, JOptionPane.WARNING_MESSAGE) != JOptionPane.YES_OPTION) return;
		dispose();
	}

	@Override
	public void dispose() {
		timer.stop();
		annotator.close();
		closeOwn();
		WindowManager.removeWindow(this);
		super.dispose();
	}
}
