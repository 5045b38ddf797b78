package io.github.trrg.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.GraphicsEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.io.RoiDecoder;
import ij.plugin.frame.Recorder;
import ij.process.FloatProcessor;
import io.github.trrg.TinyModel;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.StudyItem;
import io.github.trrg.ij.MapLook;
import io.github.trrg.ij.PhantomImage;
import io.github.trrg.ij.PlainImageJ;
import io.github.trrg.ij.RegionAnswer;
import io.github.trrg.study.Phantom;

/** What the inspector writes into ImageJ's recorder, run as a macro in another ImageJ, gives what the inspector showed. */
class RecordedMacroTest extends InspectorDriver {

	private static PlainImageJ imagej;

	private final StringBuilder macro = new StringBuilder();
	private Recorder recorder;
	private ImagePlus image;
	private int read;

	@BeforeAll
	static void install() throws Exception {
		assumeFalse(GraphicsEnvironment.isHeadless(), "Skipped: needs a display, for instance that of xvfb-run");
		imagej = new PlainImageJ(folder.resolve("ImageJ of Zoë"));
		TinyModel.make(imagej.models().resolve("tiny"));
	}

	@BeforeEach
	void startRecording() {
		recorder = new Recorder(false);
	}

	@AfterEach
	void stopRecording() {
		recorder.close();
		Recorder.record = false;
		image.changes = false;
		image.close();
	}

	/** The tiny model's nonsense about it has no character that a macro cannot write. */
	private static ImagePlus radiograph(final int seed) {
		final ImagePlus phantom = PhantomImage.of(Phantom.draw(seed, 96, List.of(Phantom.Abnormality.CARDIOMEGALY)));
		phantom.setOverlay(null);
		return phantom;
	}

	/** Opens an image here, and at the beginning of the macro. */
	private void open(final ImagePlus pixels, final String name) throws InterruptedException {
		final String file = folder.resolve(name).toString();
		if (pixels.getStackSize() > 1) new FileSaver(pixels).saveAsTiffStack(file);
		else new FileSaver(pixels).saveAsTiff(file);
		image = IJ.openImage(file);
		image.show();
		macro.append("open(\"").append(escaped(file)).append("\");\n");
		look(image);
	}

	private static String escaped(final String text) {
		return text.replace("\\", "\\\\");
	}

	/** Takes over what was recorded since the last time, and what the macro is asked then. */
	private void recorded(final String question) {
		final String all = recorder.getText();
		macro.append(all.substring(read)).append(question).append('\n');
		read = all.length();
	}

	private Map<String, String> run() throws Exception {
		final Map<String, String> printed = imagej.run(macro.toString(), false);
		assertFalse(printed.containsKey("Error"), () -> printed + "\n" + macro);
		return printed;
	}

	private String shown() {
		return now().report().text();
	}

	/** The image with its overlay, here and, under the same name, in the macro. */
	private int[] flattened(final String name) {
		recorded("run(\"Flatten\");\nsaveAs(\"Tiff\", \"" + escaped(folder.resolve(name).toString()) + "\");\nclose();");
		return ((int[]) image.flatten().getProcessor().getPixels()).clone();
	}

	private static int[] pixels(final String name) {
		return (int[]) IJ.openImage(folder.resolve(name).toString()).getProcessor().getPixels();
	}

	@Test
	void reportsMapsAndRegionsAreTheSame() throws Exception {
		open(radiograph(3), "chest é.tif");
		inspector.tick("edema", !now().clues().get(5).selected());
		inspector.threshold("fracture", 0.9);
		inspector.indication("Chest pain, \"left\"");
		write();
		recorded("print(\"report: \" + call(\"io.github.trrg.ij.TrrgMacro.lastReport\"));");
		inspector.maps().setLook(new MapLook(0.7, MapLook.Colours.DISTINCT, true, 0.7, 0.2));
		inspector.maps().show(List.of("edema", "pleural effusion"));
		inspector.maps().record();
		final int[] maps = flattened("maps.tif");
		inspector.maps().setLook(new MapLook(0.4, MapLook.Colours.FIRE, false, 0, 0.5));
		inspector.maps().pickSentence(0);
		final int[] sentence = flattened("sentence.tif");
		inspector.maps().show(List.of("pneumonia"));
		keep(() -> inspector.keeping().openMaps());
		final ImagePlus stack = IJ.getImage();
		final float[] weights = ((float[]) stack.getProcessor().getPixels()).clone();
		stack.close();
		recorded("saveAs(\"Tiff\", \"" + escaped(folder.resolve("weights.tif").toString()) + "\");\nclose();");
		image.setRoi(8, 40, 30, 40);
		inspector.writing().askRegion();
		await(() -> !inspector.writing().isWriting());
		recorded("for (i = 0; i < Table.size(\"TRRG Region\"); i++)\n\tprint(Table.getString(\"disease\", i, \"TRRG Region\") + \": \" + Table.get(\"region\", i, " +
			"\"TRRG Region\"));\nprint(\"description: \" + Table.getString(\"description\", 0, \"TRRG Region\"));");

		final Map<String, String> printed = run();
		assertEquals(shown(), printed.get("report"));
		assertArrayEquals(maps, pixels("maps.tif"));
		assertArrayEquals(sentence, pixels("sentence.tif"));
		assertFalse(Arrays.equals(maps, sentence), "two different overlays");
		assertArrayEquals(weights, (float[]) ((FloatProcessor) IJ.openImage(folder.resolve("weights.tif").toString()).getProcessor()).getPixels());
		final RegionAnswer answer = inspector.known().orElseThrow().region();
		answer.report().clues().forEach(clue -> assertEquals(clue.probability(), Double.parseDouble(printed.get(clue.disease().name())), 0.0005, clue.disease().name()));
		assertEquals(answer.description(), printed.get("description"));
	}

	/** The recorder's lines save the report on display, whatever was written or looked at in between. */
	@Test
	void theReportThatWasShownIsSaved() throws Exception {
		open(stack(), "three.tif");
		write();
		final String first = shown();
		image.setSlice(2);
		look(image);
		inspector.indication("Fever");
		write();
		recorded("run(\"Sample Radiograph\", \"size=96\");"); // the user looks at something else
		image.setSlice(1);
		look(image);
		save("navigated");
		image.setSlice(2);
		look(image);
		inspector.tick("edema", !now().clues().get(5).selected());
		inspector.tick("fracture", !now().clues().get(12).selected());
		write();
		inspector.undo(); // back to the report before the edits, with the edits
		assertNotEquals(now().clues(), now().report().clues());
		save("undone");

		run();
		assertEquals(first, json("navigated", 1).get("report").getAsString());
		for (final String name : List.of("navigated", "undone"))
			assertEquals(json(name, 0), json(name, 1), macro::toString);
		assertTrue(json("undone", 1).toString().contains("Fever"));
	}

	@Test
	void theSameIsAddedToADataSet() throws Exception {
		open(radiograph(4), "for data.tif");
		inspector.tick("edema", true);
		inspector.tick("fracture", true);
		write();
		final Roi region = new OvalRoi(10, 12, 30, 20);
		region.setName("edema");
		image.setRoi(region);
		keep(() -> inspector.keeping().addToDataset(folder.resolve("set0")));
		redirect("set");
		run();
		final StudyItem here = Dataset.open(folder.resolve("set0")).split("train").get(0), there = Dataset.open(folder.resolve("set1")).split("train").get(0);
		assertEquals(here.report(), there.report());
		assertEquals(here.labels(), there.labels());
		assertEquals(1, there.regions().size());
		assertArrayEquals(Files.readAllBytes(here.images().get(0)), Files.readAllBytes(there.images().get(0)));
		assertEquals(RoiDecoder.open(here.regions().get(0).file().toString()).getBounds(), RoiDecoder.open(there.regions().get(0).file().toString()).getBounds());
	}

	private void save(final String name) throws InterruptedException {
		keep(() -> inspector.keeping().save(folder.resolve(name + "0")));
		redirect(name);
	}

	/** What the inspector wrote into one folder, the macro writes into another. */
	private void redirect(final String name) {
		recorded("");
		final String own = macro.toString().replace(escaped(folder.resolve(name + "0").toString()), escaped(folder.resolve(name + "1").toString()));
		macro.setLength(0);
		macro.append(own);
	}

	private static JsonObject json(final String name, final int which) throws Exception {
		try (Stream<Path> files = Files.list(folder.resolve(name + which))) {
			final JsonObject json = JsonParser.parseString(Files.readString(files.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow()))
				.getAsJsonObject();
			json.remove("timings");
			return json;
		}
	}
}
