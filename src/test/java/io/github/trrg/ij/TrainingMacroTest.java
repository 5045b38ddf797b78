package io.github.trrg.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.trrg.TinyDataset;
import io.github.trrg.TinyModel;

/** Training from macro text in a plain ImageJ. */
class TrainingMacroTest {

	@TempDir
	private static Path folder;
	private static PlainImageJ imagej;
	private static String data;

	@BeforeAll
	static void install() throws Exception {
		imagej = new PlainImageJ(folder.resolve("ImageJ of Zoë"));
		TinyModel.make(imagej.models().resolve("tiny"));
		data = TinyDataset.make(folder.resolve("mes données")).toString().replace("\\", "\\\\");
	}

	@Test
	void aModelIsTrainedAndUsed() throws Exception {
		assumeFalse(GraphicsEnvironment.isHeadless(), "Skipped: needs a display, for instance that of xvfb-run");
		final Map<String, String> printed = imagej.run("""
			run("Pre-Train...", "stage=all epochs=1 model=tiny dataset=[%1$s] output=[first one]");
			run("Fine-Tune...", "epochs=1 time=10m device=cpu model=[first one] dataset=[%1$s] output=mine");
			run("Sample Radiograph", "size=128");
			run("Generate Report...", "max_length=5 min_length=2 model=mine");
			print("reports: " + Table.size("TRRG Reports"));
			run("Fine-Tune...", "epochs=1 resume device=cpu model=[first one] dataset=[%1$s] output=mine");
			print("resumed: yes");
			run("Fine-Tune...", "epochs=1 model=[first one] dataset=[%1$s] output=mine");
			print("went: on");
			""".formatted(data), false);
		assertEquals("1", printed.get("reports"), printed::toString);
		assertEquals("yes", printed.get("resumed"), printed::toString);
		assertTrue(printed.get("Error").contains("is not empty"), printed::toString);
		assertFalse(printed.containsKey("went"));
	}

	@Test
	void itWorksWithoutADisplay() throws Exception {
		final Map<String, String> printed = imagej.run("""
			call("io.github.trrg.ij.TrrgMacro.run", "Fine-Tune...", "epochs=1 device=cpu model=tiny dataset=[%s] output=headless");
			call("io.github.trrg.ij.TrrgMacro.run", "Models...", "model=headless");
			print("done: yes");
			""".formatted(data), true);
		assertEquals("yes", printed.get("done"), printed::toString);
	}
}
