package io.github.trrg.ui;

import java.awt.BorderLayout;
import java.awt.Font;
import java.awt.GridLayout;
import java.awt.Rectangle;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;

import javax.swing.BorderFactory;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JOptionPane;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSplitPane;
import javax.swing.JTabbedPane;
import javax.swing.JTextArea;
import javax.swing.Timer;

import ij.IJ;
import ij.WindowManager;
import ij.gui.GUI;
import io.github.trrg.train.HeldOutScores;
import io.github.trrg.train.TrainingEpoch;
import io.github.trrg.train.TrainingRequest;
import io.github.trrg.train.TrainingStep;

/** Training as it goes: curves, reports of held-out studies, time and memory; and the orders to pause, finish and cancel. */
final class TrainingWindow extends JFrame {

	private static final long serialVersionUID = 1L;
	private static final int GAP = 8, WIDTH = 980, HEIGHT = 720;
	private static final int REFRESH_MS = 500;

	private final transient TrainingRequest request;
	private final transient EpochChart losses = new EpochChart(Texts.get("training.loss")), scores = new EpochChart(Texts.get("training.scores"));
	private final WrittenReports reports = new WrittenReports();
	private final JTextArea messages = new JTextArea();
	private final JLabel warning = new JLabel();
	private final TrainingControls controls;
	private final Timer timer = new Timer(REFRESH_MS, event -> refresh());
	private String stage = "";
	/** Epochs of the stages before. */
	private double offset;
	private double latest;

	/** To be called on the event thread. */
	TrainingWindow(final TrainingRequest request, final TrainingMonitor monitor) {
		super(Texts.get("training.title"));
		this.request = request;
		controls = new TrainingControls(request, monitor, this::dispose);
		final JPanel content = new JPanel(new BorderLayout(GAP, GAP));
		content.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
		content.add(header(), BorderLayout.NORTH);
		content.add(center(), BorderLayout.CENTER);
		content.add(controls, BorderLayout.SOUTH);
		setContentPane(content);
		setDefaultCloseOperation(DO_NOTHING_ON_CLOSE);
		addWindowListener(new WindowAdapter() {

			@Override
			public void windowClosing(final WindowEvent event) {
				askAndClose();
			}
		});
		Keys.bind(content, "menu W", this::askAndClose);
		final Rectangle screen = GUI.getMaxWindowBounds(IJ.getInstance());
		setSize(Math.min(screen.width, WIDTH), Math.min(screen.height, HEIGHT));
		setLocation(screen.x + (screen.width - getWidth()) / 2, screen.y + (screen.height - getHeight()) / 2);
		WindowManager.addWindow(this);
		timer.start();
		setVisible(true);
	}

	private JPanel header() {
		final JLabel subject = new JLabel(Texts.get("training.subject", request.base().getFileName(), request.out().getFileName()));
		subject.setFont(subject.getFont().deriveFont(Font.BOLD));
		subject.setToolTipText(request.base() + " \u2192 " + request.out());
		final JLabel data = new JLabel(Texts.get("training.dataset", request.dataset().getFileName()));
		data.setToolTipText(request.dataset().toString());
		warning.setVisible(false);
		final JPanel line = new JPanel(new BorderLayout(GAP, 0));
		line.add(subject, BorderLayout.CENTER);
		line.add(data, BorderLayout.LINE_END);
		final JPanel header = new JPanel(new BorderLayout(0, 4));
		header.add(line, BorderLayout.NORTH);
		header.add(warning, BorderLayout.CENTER);
		return header;
	}

	private JSplitPane center() {
		final JPanel charts = new JPanel(new GridLayout(1, 2, GAP, 0));
		charts.add(losses.panel());
		charts.add(scores.panel());
		messages.setEditable(false);
		messages.setLineWrap(true);
		messages.setWrapStyleWord(true);
		final JTabbedPane tabs = new JTabbedPane();
		tabs.addTab(Texts.get("training.reports"), reports);
		tabs.addTab(Texts.get("training.messages"), new JScrollPane(messages));
		final JSplitPane split = new JSplitPane(JSplitPane.VERTICAL_SPLIT, charts, tabs);
		split.setResizeWeight(0.6);
		split.setBorder(null);
		return split;
	}

	private void refresh() {
		losses.refresh();
		controls.refresh();
	}

	/** Asks only while training goes on. */
	private void askAndClose() {
		if (controls.isEnded()) {
			dispose();
			return;
		}
		final String background = Texts.get("training.closing.background"), end = Texts.get("training.closing.cancel"), back = Texts.get("training.closing.back");
		final int answer = JOptionPane.showOptionDialog(this, Texts.get("training.closing"), getTitle(), JOptionPane.DEFAULT_OPTION, JOptionPane.QUESTION_MESSAGE, null,
			new String[] { background, end, back }, back);
		if (answer == 1) controls.cancel();
		if (answer == 0) dispose();
	}

	/** A stage has its own epochs; the curves go on where those of the stage before end. */
	private double time(final String ofStage, final double epochs) {
		if (!ofStage.equals(stage)) {
			offset = latest;
			stage = ofStage;
			if (offset > 0) losses.mark(Texts.get("training.stage", stage), offset);
		}
		latest = offset + epochs;
		return latest;
	}

	void show(final TrainingStep step) {
		losses.addFaint(Texts.get("training.loss.step"), time(step.stage(), step.time()), step.loss());
	}

	void show(final double fraction, final String message) {
		controls.show(fraction, message);
	}

	void show(final TrainingEpoch epoch) {
		final double time = time(epoch.stage(), epoch.time());
		losses.add(Texts.get("training.loss.epoch"), time, epoch.loss());
		epoch.result().named().forEach((name, value) -> {
			if (name.equals(HeldOutScores.LOSS)) losses.add(Texts.get("training.loss.heldout"), time, value);
			else if (!name.equals(HeldOutScores.CIDER)) scores.add(name, time, value); // CIDEr is up to 10 and would flatten the rest
		});
		if (epoch.best()) scores.mark(Texts.get("training.best"), time);
		reports.update(epoch.result().reports(), epoch.time() == 0);
	}

	/** Adds a line to the messages. */
	void tell(final String message) {
		messages.append(message + "\n");
		messages.setCaretPosition(messages.getDocument().getLength());
	}

	/** Shows a message that stays in sight. */
	void warn(final String message) {
		warning.setText("\u26a0 " + message);
		warning.setToolTipText(message);
		warning.setVisible(true);
	}

	/** Training has ended. @param finished whether there is a model now @param message why it ended */
	void end(final boolean finished, final String message) {
		timer.stop();
		refresh();
		controls.end(finished, message);
		tell(message);
	}

	@Override
	public void dispose() {
		timer.stop();
		WindowManager.removeWindow(this);
		super.dispose();
	}
}
