package io.github.trrg.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

import ai.djl.util.Platform;

/**
 * The native libraries of PyTorch that came with the plugin.
 *
 * @param bundled version, flavour and platform ("2.7.1-20250812 cpu linux-x86_64"), null if there are none
 * @param problem why they do not fit this computer and what to do, empty if they do
 */
record Natives(String bundled, String problem) {

	private static final String INSTALL = " Install the zip of TRRG for %s.";

	static Natives find() {
		final String here = Platform.fromSystem("pytorch").getClassifier();
		final Properties found = new Properties();
		try (InputStream in = Torch.class.getClassLoader().getResourceAsStream("native/lib/pytorch.properties")) {
			if (in == null) return new Natives(null, "The native libraries of PyTorch are missing: there is no pytorch-native-cpu jar." + INSTALL.formatted(here));
			found.load(in);
		}
		catch (final IOException e) {
			return new Natives(null, "The native libraries of PyTorch cannot be read: " + e.getMessage() + "." + INSTALL.formatted(here));
		}
		final String platform = found.getProperty("classifier");
		return new Natives(found.getProperty("version") + " " + found.getProperty("flavor") + " " + platform, here.equals(platform) ? ""
			: "The native libraries of PyTorch are those of " + platform + ", but this is " + here + "." + INSTALL.formatted(here));
	}
}
