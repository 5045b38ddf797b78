package io.github.trrg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import io.github.trrg.TinyModel;
import io.github.trrg.common.JsonFields;
import io.github.trrg.study.Phantom;

/** Exit codes, streams and messages of every sub-command, with a model of random weights. */
class CommandLineTest {

	@TempDir
	private static Path folder;
	private static String model;
	private static Path radiograph;

	private final StringWriter out = new StringWriter();
	private final StringWriter err = new StringWriter();

	@BeforeAll
	static void makeModelAndImage() {
		model = TinyModel.make(folder.resolve("tiny model é")).toString();
		radiograph = save(Phantom.draw(1, 128, List.of()), "a radiograph é.png");
	}

	private static Path save(final Phantom phantom, final String name) {
		final int size = phantom.view().width();
		final ByteProcessor pixels = new ByteProcessor(size, size);
		final var cursor = phantom.view().pixels();
		for (int y = 0; y < size; y++)
			for (int x = 0; x < size; x++)
				pixels.set(x, y, (int) (cursor.getAt(x, y).get() * 255 / Phantom.WHITE));
		final Path file = folder.resolve(name);
		new FileSaver(new ImagePlus("phantom", pixels)).saveAsPng(file.toString());
		return file;
	}

	private int trrg(final Object... arguments) {
		final String[] texts = new String[arguments.length];
		for (int i = 0; i < arguments.length; i++)
			texts[i] = arguments[i].toString();
		return Main.run(new PrintWriter(out), new PrintWriter(err), texts);
	}

	@Test
	void reportsOneImageAsOneObject() {
		assertEquals(0, trrg("report", radiograph, "--model", model, "--max-length", 12, "--json"), err::toString);
		final JsonObject report = JsonParser.parseString(out.toString()).getAsJsonObject();
		assertEquals(radiograph.toString(), report.get("image").getAsString());
		assertEquals(List.of("image", "report", "clues", "contradictions", "warnings", "provenance", "timings"), List.copyOf(report.keySet()));
		assertEquals(14, report.getAsJsonArray("clues").size());
		assertEquals("", err.toString());
	}

	@Test
	void reportsSeveralImagesAsAnArray() {
		assertEquals(0, trrg("report", radiograph, radiograph, "--model", model, "--max-length", 5, "--json"), err::toString);
		assertEquals(2, JsonParser.parseString(out.toString()).getAsJsonArray().size());
	}

	@Test
	void readsSeveralImagesAsViewsOfOneStudy() {
		assertEquals(0, trrg("report", radiograph, radiograph, "--views", "--model", model, "--max-length", 5, "--json"), err::toString);
		assertTrue(JsonParser.parseString(out.toString()).isJsonObject());
	}

	@Test
	void namesUnreadableImagesAndDoesTheRest() throws Exception {
		final Path broken = Files.writeString(folder.resolve("broken.png"), "no image");
		assertEquals(1, trrg("report", broken, radiograph, folder.resolve("missing.png"), "--model", model, "--max-length", 5));
		assertTrue(err.toString().contains("broken.png"), err::toString);
		assertTrue(err.toString().contains("missing.png"), err::toString);
		assertTrue(out.toString().startsWith("== " + radiograph), out::toString);
		assertFalse(err.toString().contains("\tat "), err::toString);
	}

	@Test
	void theSameSeedDrawsTheSameReport() {
		final Object[] arguments = { "report", radiograph, "--model", model, "--temperature", 1.5, "--seed", 7, "--max-length", 20 };
		assertEquals(0, trrg(arguments), err::toString);
		final String first = out.toString();
		out.getBuffer().setLength(0);
		trrg(arguments);
		assertEquals(first, out.toString());
		out.getBuffer().setLength(0);
		arguments[7] = 8;
		trrg(arguments);
		assertFalse(first.equals(out.toString()), first);
	}

	@Test
	void cluesArePrintedAndTheirMapsSaved() {
		final Path maps = folder.resolve("maps.tif");
		assertEquals(0, trrg("clues", radiograph, "--model", model, "--out", maps, "--disease", "Edema", "fracture"), err::toString);
		final List<String> rows = out.toString().lines().toList();
		assertEquals("image\tdisease\tprobability\tthreshold\tselected\tcalibrated", rows.get(0));
		assertEquals(3, rows.size());
		assertTrue(rows.get(1).startsWith(radiograph + "\tedema\t0."), rows.get(1));
		final ImagePlus saved = new ImagePlus(maps.toString());
		assertEquals(32, saved.getBitDepth());
		assertEquals(128, saved.getWidth());
		assertEquals(2, saved.getStackSize());
		assertTrue(saved.getStack().getSliceLabel(2).startsWith("fracture p=0."), saved.getStack().getSliceLabel(2));
	}

	@Test
	void mapsOfSeveralImagesHaveFilesOfTheirOwn() {
		final Path second = save(Phantom.draw(2, 64, List.of()), "second.png");
		assertEquals(0, trrg("clues", radiograph, second, "--model", model, "--out", folder.resolve("all.tif"), "--disease", "edema", "--json"), err::toString);
		final JsonArray objects = JsonParser.parseString(out.toString()).getAsJsonArray();
		assertEquals(folder.resolve("all-second.tif").toString(), objects.get(1).getAsJsonObject().get("maps").getAsString());
		assertEquals(64, new ImagePlus(folder.resolve("all-second.tif").toString()).getWidth());
		assertEquals(2, trrg("clues", radiograph, radiograph, "--model", model, "--out", folder.resolve("all.tif")));
		assertTrue(err.toString().contains("same name"), err::toString);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"report --beam 0 | beams must be from 1 to 64, got 0",
		"report --max-length -1 | max_length must be from 1 to 100000, got -1",
		"report --min-length -5 | min_length must be from 0",
		"report --beam x | '--beam'",
		"report --device gpu77 | Device \"gpu77\" is not available",
		"report --device tpu | Unknown device \"tpu\"",
		"report --colour | Unknown option: '--colour'",
		"clues --disease plague | The model does not know \"plague\"",
	})
	void refusesImpossibleSettingsBeforeAnyImage(final String command, final String complaint) {
		final String[] words = command.split(" ");
		assertEquals(2, trrg(words[0], radiograph, "--model", model, words[1], words.length > 2 ? words[2] : "--json"));
		assertTrue(err.toString().contains(complaint), err::toString);
		assertEquals("", out.toString());
		assertFalse(err.toString().contains("\tat "), err::toString);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"report | Missing required parameter: 'IMAGE'",
		"write x.png | 'write'",
		"pretrain --model x | '--dataset=DIR'",
		"finetune --dataset d --model m --out o --time soon | \"soon\" is not a duration",
		"finetune --dataset d --model m --out o --time -5m | is no time to train",
	})
	void wrongUsageEndsWithTwo(final String command, final String complaint) {
		assertEquals(2, trrg((Object[]) command.split(" ")));
		assertTrue(err.toString().contains(complaint), err::toString);
		assertEquals("", out.toString());
	}

	@Test
	void aModelThatIsMissingIsNamed() {
		assertEquals(2, trrg("report", radiograph, "--model", folder.resolve("nowhere")));
		assertTrue(err.toString().contains("nowhere"), err::toString);
	}

	@Test
	void stackTracesAppearOnRequestOnly() {
		assertEquals(2, trrg("report", radiograph, "--model", folder.resolve("nowhere"), "--verbose"));
		assertTrue(err.toString().contains("\tat io.github.trrg."), err::toString);
	}

	@Test
	void doctorSpeaksToPeopleAndScripts() {
		assertEquals(0, trrg("doctor", "--json"));
		final JsonObject found = JsonParser.parseString(out.toString()).getAsJsonObject();
		assertTrue(found.getAsJsonObject("pytorch").get("starts").getAsBoolean());
		assertEquals(System.getProperty("java.version"), found.getAsJsonObject("java").get("version").getAsString());
		assertEquals(1, found.getAsJsonObject("djl").getAsJsonArray("api").size());
		out.getBuffer().setLength(0);
		assertEquals(0, trrg("doctor"));
		assertTrue(out.toString().contains("\nproblems\n  none\n"), out::toString);
	}

	@Test
	void trainsInBothStagesFromARecipe() throws Exception {
		final Path dataset = dataset();
		final Path recipe = TinyModel.makeRecipe(folder.resolve("recipe"));
		final Path first = folder.resolve("pretrained"), second = folder.resolve("finetuned");
		assertEquals(0, trrg("pretrain", "--dataset", dataset, "--model", recipe, "--out", first, "--epochs", 1, "--device", "cpu"), err::toString);
		assertEquals(first + System.lineSeparator(), out.toString());
		assertTrue(err.toString().contains("min left"), err::toString);
		assertEquals(0, trrg("finetune", "--dataset", dataset, "--model", first, "--out", second, "--epochs", 1, "--time", "5m"), err::toString);
		assertTrue(JsonFields.read(second.resolve("config.json")).has("trrg_version"));
		assertEquals(0, trrg("report", radiograph, "--model", second, "--max-length", 5), err::toString);
		assertEquals(2, trrg("finetune", "--dataset", dataset, "--model", first, "--out", second));
		assertTrue(err.toString().contains("not empty"), err::toString);
	}

	/** Studies enough that some are held out. */
	private static Path dataset() throws Exception {
		final Path dataset = Files.createDirectories(folder.resolve("dataset"));
		final Path images = Files.createDirectories(dataset.resolve("images"));
		final JsonArray studies = new JsonArray();
		for (int i = 0; i < 24; i++) {
			final boolean sick = i % 2 == 0;
			Files.move(save(Phantom.draw(i, 64, sick ? List.of(Phantom.Abnormality.LEFT_PLEURAL_EFFUSION) : List.of()), i + ".png"), images.resolve(i + ".png"));
			final JsonObject study = new JsonObject();
			study.addProperty("id", "study" + i);
			study.addProperty("report", sick ? "There is a left pleural effusion." : "The lungs are clear. No pleural effusion.");
			study.addProperty("impression", "");
			study.addProperty("indication", "cough");
			final JsonArray paths = new JsonArray();
			paths.add("images/" + i + ".png");
			study.add("image_path", paths);
			study.addProperty("split", "train");
			studies.add(study);
		}
		final JsonObject annotation = new JsonObject();
		annotation.add("train", studies);
		Files.writeString(dataset.resolve("annotation.json"), annotation.toString());
		return dataset;
	}
}
