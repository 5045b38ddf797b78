package io.github.trrg.ui;

import javax.swing.UIManager;
import javax.swing.UnsupportedLookAndFeelException;
import javax.swing.plaf.metal.MetalLookAndFeel;
import javax.swing.plaf.nimbus.NimbusLookAndFeel;

/** Makes Swing look like the platform where the host has not chosen a look: plain ImageJ; Fiji has. */
final class NativeLook {

	private NativeLook() {}

	static void apply() {
		if (!isDefault()) return;
		try {
			UIManager.setLookAndFeel(UIManager.getSystemLookAndFeelClassName());
			if (isDefault()) UIManager.setLookAndFeel(new NimbusLookAndFeel()); // a platform Java does not know
		}
		catch (final ReflectiveOperationException | UnsupportedLookAndFeelException e) {
			// The window works in any look.
		}
	}

	private static boolean isDefault() {
		return UIManager.getLookAndFeel() instanceof MetalLookAndFeel;
	}
}
