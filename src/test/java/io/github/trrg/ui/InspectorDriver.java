package io.github.trrg.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.log.LogService;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import io.github.trrg.TinyModel;
import io.github.trrg.ij.PhantomImage;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.model.ModelStore;
import io.github.trrg.study.Phantom;

/** Drives a clue inspector without a window. The test's thread owns it, as the event thread does in the window. */
abstract class InspectorDriver {

	@TempDir
	static Path folder;
	static Context context;

	final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
	Inspector inspector;

	@BeforeAll
	static void installTinyModels() {
		System.setProperty("trrg.home", folder.toString());
		TinyModel.make(folder.resolve("models/tiny"));
		TinyModel.make(folder.resolve("models/other"));
		context = new Context(TrrgSession.class, LogService.class);
	}

	@AfterAll
	static void stop() {
		System.clearProperty("trrg.home");
		context.dispose();
	}

	@BeforeEach
	void start() {
		ModelStore.standard().choose("tiny");
		inspector = new Inspector(context.service(TrrgSession.class), events::add, () -> {});
	}

	@AfterEach
	void close() {
		inspector.close();
	}

	void await(final BooleanSupplier condition) throws InterruptedException {
		while (!condition.getAsBoolean()) {
			final Runnable event = events.poll(60, TimeUnit.SECONDS);
			if (event == null) fail("Nothing happens: " + inspector.message());
			event.run();
		}
	}

	void look(final ImagePlus image) throws InterruptedException {
		inspector.follow(image);
		await(() -> inspector.known().isPresent());
	}

	void write() throws InterruptedException {
		inspector.writing().regenerate();
		await(() -> !inspector.writing().isWriting());
		assertEquals("", inspector.message());
	}

	void keep(final Runnable save) throws InterruptedException {
		save.run();
		await(() -> !inspector.keeping().isBusy());
	}

	Inspection now() {
		return inspector.known().orElseThrow().now();
	}

	ClueRow row(final String disease) {
		return now().rows(inspector.known().orElseThrow().regionClues()).stream().filter(row -> row.disease().name().equals(disease)).findFirst().orElseThrow();
	}

	static ImagePlus phantom(final int seed) {
		final ImagePlus image = PhantomImage.of(Phantom.draw(seed, 64, List.of(Phantom.Abnormality.CARDIOMEGALY)));
		image.setOverlay(null);
		return image;
	}

	static ImagePlus stack() {
		final ImageStack stack = new ImageStack(64, 64);
		for (int i = 1; i <= 3; i++)
			stack.addSlice("s" + i, phantom(i).getProcessor());
		return new ImagePlus("stack", stack);
	}

	static List<String> overlay(final ImagePlus image) {
		return image.getOverlay() == null ? List.of() : Arrays.stream(image.getOverlay().toArray()).map(Roi::getName).filter(name -> name == null || !name.contains(
			"legend")).toList();
	}
}
