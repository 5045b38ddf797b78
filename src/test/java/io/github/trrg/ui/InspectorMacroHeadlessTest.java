package io.github.trrg.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.log.LogService;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import io.github.trrg.TinyModel;
import io.github.trrg.ij.MacroLine;
import io.github.trrg.ij.PhantomImage;
import io.github.trrg.ij.RadiographReader;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.model.ModelStore;
import io.github.trrg.report.Report;
import io.github.trrg.study.Phantom;

/** What the inspector records, run as a macro, gives what the inspector showed. */
class InspectorMacroHeadlessTest {

	private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();

	private void await(final BooleanSupplier condition) throws InterruptedException {
		while (!condition.getAsBoolean()) {
			final Runnable event = events.poll(60, TimeUnit.SECONDS);
			if (event == null) fail("Nothing happens");
			event.run();
		}
	}

	@Test
	void theRecordedMacroWritesTheSameReport(@TempDir final Path folder) throws Exception {
		System.setProperty("trrg.home", folder.toString());
		TinyModel.make(folder.resolve("models/tiny"));
		ModelStore.standard().choose("tiny");
		final Path file = folder.resolve("chest x.tif");
		new FileSaver(PhantomImage.of(Phantom.draw(2, 64, List.of()))).saveAsTiff(file.toString());
		final ImagePlus image = RadiographReader.open(file);
		final Report shown;
		final MacroLine recorded;
		try (Context context = new Context(TrrgSession.class, LogService.class);
			Inspector inspector = new Inspector(context.service(TrrgSession.class), events::add, () -> {})) {
			inspector.follow(image);
			await(() -> inspector.known().isPresent());
			inspector.tick("edema", !inspector.known().orElseThrow().now().clues().get(5).selected());
			inspector.threshold("fracture", 0.9);
			inspector.indication("Chest pain, \"left\"");
			inspector.writing().regenerate();
			await(() -> !inspector.writing().isWriting());
			final Inspection now = inspector.known().orElseThrow().now();
			shown = now.report();
			recorded = InspectorMacro.regenerate(image, false, now.edits(), now.indication());
		}
		final String written = IJ.runMacro("setBatchMode(true);\ncall(\"io.github.trrg.ij.TrrgMacro.open\", \"" + file.toString().replace("\\", "\\\\") + "\");\n" +
			recorded.toString().replace("run(", "call(\"io.github.trrg.ij.TrrgMacro.run\", ") + "\nreturn call(\"io.github.trrg.ij.TrrgMacro.lastReport\");");
		assertEquals(shown.text(), written);
		assertEquals(shown.provenance().get("indication"), IJ.runMacro(
			"json = call(\"io.github.trrg.ij.TrrgMacro.lastReportJson\"); return json;").replaceAll(".*\"indication\":\"((?:[^\"\\\\]|\\\\.)*)\".*", "$1").replace("\\\"",
				"\""));
	}
}
