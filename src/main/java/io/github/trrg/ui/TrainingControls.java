package io.github.trrg.ui;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.FlowLayout;

import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;

import io.github.trrg.ij.MacroLine;
import io.github.trrg.model.ModelStore;
import io.github.trrg.report.Report;
import io.github.trrg.train.DeviceMemory;
import io.github.trrg.train.TrainingRequest;

/** How far training is, what memory is in use, and the user's orders. */
final class TrainingControls extends JPanel {

	private static final long serialVersionUID = 1L;
	private static final int GAP = 8, BAR = 1000, BAR_WIDTH = 160;

	private final transient TrainingRequest request;
	private final transient TrainingMonitor monitor;
	private final JProgressBar bar = new JProgressBar(0, BAR);
	private final JLabel state = new JLabel(Texts.get("training.preparing")), memory = new JLabel(" ");
	private final JButton pause = button("pause"), finish = button("finish"), cancel = button("cancel"), use = button("use"), close = button("close");

	private boolean begun;

	/** @param closing closes the window */
	TrainingControls(final TrainingRequest request, final TrainingMonitor monitor, final Runnable closing) {
		super(new BorderLayout(0, GAP));
		this.request = request;
		this.monitor = monitor;
		pause.addActionListener(event -> pause(!monitor.isPaused()));
		finish.addActionListener(event -> stop(monitor::finish, "finishing"));
		cancel.addActionListener(event -> cancel());
		use.addActionListener(event -> use());
		close.addActionListener(event -> closing.run());
		bar.setPreferredSize(new Dimension(BAR_WIDTH, bar.getPreferredSize().height));
		memory.setToolTipText(Texts.get("training.memory.tip"));
		use.setVisible(false);
		close.setVisible(false);
		final JPanel line = new JPanel(new BorderLayout(GAP, 0));
		line.add(bar, BorderLayout.LINE_START);
		line.add(state, BorderLayout.CENTER);
		line.add(memory, BorderLayout.LINE_END);
		final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.TRAILING, GAP, 0));
		for (final JButton button : new JButton[] { pause, finish, cancel, use, close })
			buttons.add(button);
		final JLabel research = new JLabel(Report.RESEARCH_ONLY);
		research.setEnabled(false);
		final JPanel bottom = new JPanel(new BorderLayout(GAP, 0));
		bottom.add(research, BorderLayout.LINE_START);
		bottom.add(buttons, BorderLayout.CENTER);
		add(line, BorderLayout.NORTH);
		add(bottom, BorderLayout.SOUTH);
	}

	private static JButton button(final String key) {
		final JButton button = new JButton(Texts.get("training." + key));
		button.setToolTipText(Texts.get("training." + key + ".tip"));
		return button;
	}

	private void pause(final boolean wanted) {
		monitor.pause(wanted);
		pause.setText(Texts.get(wanted ? "training.resume" : "training.pause"));
		pause.setToolTipText(Texts.get(wanted ? "training.resume.tip" : "training.pause.tip"));
		state.setText(Texts.get(wanted ? "training.pausing" : "training.preparing"));
	}

	/** Whoever finishes may still cancel. */
	private void stop(final Runnable order, final String key) {
		order.run();
		pause.setEnabled(false);
		finish.setEnabled(false);
		state.setText(Texts.get("training." + key));
	}

	void cancel() {
		stop(monitor::cancel, "canceling");
		cancel.setEnabled(false);
	}

	private void use() {
		ModelStore.standard().choose(request.out().toString());
		new MacroLine("Models...").with("model_folder", request.out()).record();
		use.setEnabled(false);
		state.setText(Texts.get("training.used", request.out().getFileName()));
	}

	/** Asked too early, PyTorch would start here and keep the window waiting. */
	void refresh() {
		if (begun) memory.setText(Texts.get("training.memory", DeviceMemory.of(request.device())));
	}

	/** Shows what is being done, unless it is about to stop: then that matters more. */
	void show(final double fraction, final String message) {
		begun = true;
		bar.setValue((int) (BAR * fraction));
		if (pause.isEnabled()) state.setText(message);
	}

	boolean isEnded() {
		return close.isVisible();
	}

	/** @param finished whether there is a model now @param message why training ended */
	void end(final boolean finished, final String message) {
		for (final JButton button : new JButton[] { pause, finish, cancel })
			button.setVisible(false);
		use.setVisible(finished);
		close.setVisible(true);
		if (finished) bar.setValue(BAR);
		state.setText(message);
		state.setToolTipText(message);
	}
}
