package io.github.trrg.ui;

import java.awt.FlowLayout;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.nio.file.Path;
import java.util.Optional;

import javax.swing.JButton;
import javax.swing.JFileChooser;
import javax.swing.JPanel;

import ij.io.OpenDialog;

/** Buttons for what is done with a whole study or stack, and for keeping it. */
final class KeepPanel extends JPanel {

	private static final long serialVersionUID = 1L;

	private final transient Inspector inspector;
	private final JButton stack = button("stack", this::processStack);
	private final JButton copy = button("keep.copy", this::copy);
	private final JButton save = button("keep.save", this::save);
	private final JButton maps = button("keep.maps", () -> inspector().keeping().openMaps());
	private final JButton overlay = button("keep.overlay", () -> inspector().keeping().openCopy());
	private final JButton dataset = button("keep.dataset", this::addToDataset);

	KeepPanel(final Inspector inspector) {
		super(new FlowLayout(FlowLayout.LEADING, 4, 0));
		this.inspector = inspector;
		save.setMnemonic('s');
	}

	private Inspector inspector() {
		return inspector;
	}

	private JButton button(final String key, final Runnable action) {
		final JButton button = new JButton(Texts.get(key));
		button.setToolTipText(Texts.get(key + ".tip"));
		button.addActionListener(event -> action.run());
		add(button);
		return button;
	}

	private void processStack() {
		inspector.writing().processStack();
	}

	private void copy() {
		inspector.known().map(Known::now).map(Inspection::report).ifPresent(report -> {
			Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(report.text()), null);
			inspector.tell(Texts.get("keep.copied"));
		});
	}

	private void save() {
		choose("keep.choose", "keep.saveHere").ifPresent(inspector.keeping()::save);
	}

	private void addToDataset() {
		choose("keep.chooseDataset", "keep.addHere").ifPresent(inspector.keeping()::addToDataset);
	}

	private Optional<Path> choose(final String title, final String approve) {
		final JFileChooser chooser = new JFileChooser(OpenDialog.getDefaultDirectory());
		chooser.setDialogTitle(Texts.get(title));
		chooser.setFileSelectionMode(JFileChooser.DIRECTORIES_ONLY);
		return chooser.showDialog(this, Texts.get(approve)) == JFileChooser.APPROVE_OPTION ? Optional.of(chooser.getSelectedFile().toPath()) : Optional.empty();
	}

	void refresh() {
		final boolean known = inspector.known().isPresent(), open = inspector.isImageOpen();
		final boolean written = known && inspector.known().get().now().report() != null;
		stack.setVisible(open && inspector.image().getStackSize() > 1);
		stack.setEnabled(!inspector.writing().isProcessingStack());
		copy.setEnabled(written);
		save.setEnabled(written && open && !inspector.keeping().isBusy());
		dataset.setEnabled(written && open && !inspector.keeping().isBusy());
		maps.setEnabled(known && open);
		overlay.setEnabled(known && open);
	}
}
