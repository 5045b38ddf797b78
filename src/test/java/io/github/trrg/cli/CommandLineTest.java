package io.github.trrg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import ij.ImagePlus;
import io.github.trrg.TinyDataset;
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
		System.setProperty("trrg.home", folder.resolve("home").toString());
		model = TinyModel.make(folder.resolve("tiny model é")).toString();
		radiograph = TinyDataset.save(Phantom.draw(1, 128, List.of()), folder.resolve("a radiograph é.png"));
	}

	@AfterAll
	static void forgetHome() {
		System.clearProperty("trrg.home");
	}

	private int trrg(final Object... arguments) {
		final String[] texts = new String[arguments.length];
		for (int i = 0; i < arguments.length; i++)
			texts[i] = arguments[i].toString();
		return Main.run(new PrintWriter(out), new PrintWriter(err), texts);
	}

	@Test
	void aSoundDataSetIsCheckedAndSplit() throws IOException {
		final Path dataset = TinyDataset.make(folder.resolve("sound données")), proposed = folder.resolve("proposed.json");
		assertEquals(0, trrg("dataset", "check", dataset, "--out", proposed, "--json"), err::toString);
		final JsonObject checked = JsonParser.parseString(out()).getAsJsonObject();
		assertEquals("{\"train\":20,\"val\":4}", checked.get("splits").toString());
		assertEquals("{\"present\":10,\"absent\":10,\"uncertain\":0,\"blank\":0}", checked.getAsJsonObject("classes").getAsJsonObject("pleural effusion").get("train")
			.toString());
		assertEquals(0, checked.getAsJsonArray("problems").size());
		assertEquals(24, checked.getAsJsonObject("proposal").size());
		assertEquals(0.7 * 24, JsonParser.parseString(Files.readString(proposed)).getAsJsonObject().getAsJsonArray("train").size(), 1);
		assertEquals(1, trrg("dataset", "check", dataset, "--out", proposed));
		assertTrue(err.toString().contains("exists already"), err::toString);
		assertTrue(out.toString().contains("24 studies, 24 images") && !out.toString().contains("proposed.json"), out::toString);
	}

	@Test
	void anUnsoundDataSetIsNamedOnStandardError() throws IOException {
		final Path dataset = TinyDataset.make(folder.resolve("unsound data"));
		Files.delete(dataset.resolve("images/3.png"));
		assertEquals(1, trrg("dataset", "check", dataset));
		assertTrue(out.toString().contains("24 studies, 24 images") && out.toString().contains("missing_file study3 (train)"), out::toString);
		assertTrue(err.toString().contains("3.png"), err::toString);
		assertEquals(2, trrg("dataset", "check", folder.resolve("nowhere")));
		assertEquals(2, trrg("dataset"));
	}

	@Test
	void reportsOneImageAsOneObject() {
		assertEquals(0, trrg("report", radiograph, "--model", model, "--max-length", 12, "--json"), err::toString);
		final JsonObject report = JsonParser.parseString(out()).getAsJsonObject();
		assertEquals(radiograph.toString(), report.get("image").getAsString());
		assertEquals(List.of("image", "report", "clues", "contradictions", "warnings", "provenance", "timings"), List.copyOf(report.keySet()));
		assertEquals(14, report.getAsJsonArray("clues").size());
		assertEquals("", err.toString());
	}

	@Test
	void reportsSeveralImagesAsAnArray() {
		assertEquals(0, trrg("report", radiograph, radiograph, "--model", model, "--max-length", 5, "--json"), err::toString);
		assertEquals(2, JsonParser.parseString(out()).getAsJsonArray().size());
	}

	@Test
	void readsSeveralImagesAsViewsOfOneStudy() {
		assertEquals(0, trrg("report", radiograph, radiograph, "--views", "--model", model, "--max-length", 5, "--json"), err::toString);
		assertTrue(JsonParser.parseString(out()).isJsonObject());
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
		final Path second = TinyDataset.save(Phantom.draw(2, 64, List.of()), folder.resolve("second.png"));
		assertEquals(0, trrg("clues", radiograph, second, "--model", model, "--out", folder.resolve("all.tif"), "--disease", "edema", "--json"), err::toString);
		final JsonArray objects = JsonParser.parseString(out()).getAsJsonArray();
		assertEquals(folder.resolve("all-second.tif").toString(), objects.get(1).getAsJsonObject().get("maps").getAsString());
		assertEquals(64, new ImagePlus(folder.resolve("all-second.tif").toString()).getWidth());
		assertEquals(2, trrg("clues", radiograph, radiograph, "--model", model, "--out", folder.resolve("all.tif")));
		assertTrue(err.toString().contains("same name"), err::toString);
	}

	@Test
	void aFolderBecomesTables() throws Exception {
		final Path images = Files.createDirectories(folder.resolve("a folder é")), out = folder.resolve("folder out");
		for (int i = 0; i < 2; i++)
			TinyDataset.save(Phantom.draw(i, 64, List.of()), images.resolve(i + ".png"));
		final Object[] arguments = { "batch", images, "--out", out, "--model", model, "--max-length", 5, "--html" };
		assertEquals(0, trrg(arguments), err::toString);
		assertEquals("2 done, 0 skipped, 0 failed" + System.lineSeparator(), out());
		assertEquals(3, Files.readAllLines(out.resolve("reports.csv")).size());
		assertTrue(err.toString().contains(" of 2 studies, about "), err::toString);
		assertEquals(2, trrg(arguments));
		assertTrue(err.toString().contains("not empty"), err::toString);
		Files.writeString(images.resolve("2.png"), "no image");
		assertEquals(1, trrg("batch", images, "--out", out, "--model", model, "--max-length", 5, "--html", "--resume"), err::toString);
		assertEquals("0 done, 2 skipped, 1 failed" + System.lineSeparator(), out());
		assertTrue(err.toString().contains("2.png: Cannot read "), err::toString);
		assertEquals(2, trrg("batch", images, "--out", folder.resolve("none"), "--model", model, "--group", "patient"));
		assertEquals(2, trrg("batch", folder.resolve("nowhere"), "--out", folder.resolve("none"), "--model", model));
		assertFalse(Files.exists(folder.resolve("none")));
	}

	/** What was printed since the last call. */
	private String out() {
		final String text = out.toString();
		out.getBuffer().setLength(0);
		return text;
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void aFullDiskIsToldAndLeavesNoHalfWrittenMaps() throws Exception {
		final Path results = Files.createDirectory(folder.resolve("on a full disk"));
		final Path messages = folder.resolve("messages.txt");
		// The disk is full after two kilobytes of any file.
		final Process process = new ProcessBuilder("bash", "-c", "ulimit -f 2; exec \"$@\"", "bash", ProcessHandle.current().info().command().orElse("java"),
			"-XX:-UsePerfData", "-cp", System.getProperty("java.class.path"), Main.class.getName(), "clues", radiograph.toString(), "--model", model, "--disease",
			"edema", "--out", results.resolve("maps.tif").toString()).redirectError(messages.toFile()).start();
		assertEquals(1, process.waitFor(), () -> contentOf(messages));
		assertTrue(contentOf(messages).contains("Cannot write " + results.resolve("maps.tif")), () -> contentOf(messages));
		assertEquals(0, results.toFile().list().length);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void aResultThatCannotBePrintedIsAFailure() throws Exception {
		try (PrintWriter full = new PrintWriter("/dev/full")) {
			assertEquals(1, Main.run(full, new PrintWriter(err), "evaluate", "--help"));
		}
		assertTrue(err.toString().contains("Cannot write the result"), err::toString);
	}

	private static String contentOf(final Path file) {
		try {
			return Files.readString(file);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"report --beam 0 | beams must be from 1 to 64, got 0",
		"report --max-length -1 | max_length must be from 1 to 100000, got -1",
		"report --min-length -5 | min_length must be from 0",
		"report --beam x | beams must be a whole number",
		"report --device gpu77 | Device \"gpu77\" is not available",
		"report --device tpu | Unknown device \"tpu\"",
		"report --colour | Unknown option: '--colour'",
		"clues --disease plague | The model knows no disease \"plague\"",
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
		"batch folder | '--out=DIR'",
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
	void benchGivesNumbersAndNamesWrongOptions() throws IOException {
		final Path target = folder.resolve("bench");
		assertEquals(1, trrg("bench", "--shape", "tiny", "--only", "decode", "--precision", "int8", "--rounds", 1, "--tokens", 2, "--prompt", 2, "--llama-bench", folder.resolve(
			"no program"), "--out", target, "--json"), err::toString);
		assertTrue(err.toString().contains("--llama-bench: "), err::toString);
		final JsonObject row = JsonParser.parseString(out()).getAsJsonObject().getAsJsonArray("rows").get(0).getAsJsonObject();
		assertTrue(row.get("median").getAsDouble() > 0, row::toString);
		assertTrue(Files.exists(target.resolve("bench.json")) && Files.readString(target.resolve("bench.csv")).contains("decode,int8"));
		assertEquals(2, trrg("bench", "--shape", "7b"));
		assertTrue(err.toString().contains("use tiny, 31m, 1.1b"), err::toString);
		assertEquals(2, trrg("bench", "--only", "speed"));
		assertTrue(err.toString().contains("cannot measure \"speed\""), err::toString);
	}

	@Test
	void doctorSpeaksToPeopleAndScripts() {
		assertEquals(0, trrg("doctor", "--json"));
		final JsonObject found = JsonParser.parseString(out()).getAsJsonObject();
		assertTrue(found.getAsJsonObject("pytorch").get("starts").getAsBoolean());
		assertEquals(System.getProperty("java.version"), found.getAsJsonObject("java").get("version").getAsString());
		assertEquals(1, found.getAsJsonObject("djl").getAsJsonArray("api").size());
		out.getBuffer().setLength(0);
		assertEquals(0, trrg("doctor"));
		assertTrue(out.toString().contains("\nproblems\n  none\n"), out::toString);
	}

	@Test
	void doctorTellsWhatIsChosenAndWhy() {
		assertEquals(0, trrg("doctor", "--json"));
		final JsonObject found = JsonParser.parseString(out()).getAsJsonObject();
		assertEquals("bundled", found.getAsJsonObject("engine").get("chosen").getAsString());
		assertEquals("came with the plugin", found.getAsJsonObject("pytorch").get("origin").getAsString());
		for (final String gpu : List.of("found", "cuda_runtime", "jna", "usable", "devices", "reason"))
			assertTrue(found.getAsJsonObject("gpu").has(gpu), gpu);
		for (final String system : List.of("os", "architecture", "processor", "features", "memory_mib"))
			assertTrue(found.getAsJsonObject("system").has(system), system);
	}

	@Test
	void enginesAreInstalledOnRequestOnly() throws IOException {
		assertEquals(0, trrg("engine", "status"));
		assertEquals("bundled", JsonParser.parseString(out()).getAsJsonObject().get("chosen").getAsString());
		assertEquals(2, trrg("engine", "install", "--from", folder));
		assertTrue(err.toString().contains("There is no PyTorch for this computer in " + folder), err::toString);
		final Path torch = Files.createDirectories(folder.resolve("other/torch/lib"));
		Files.writeString(torch.resolve(System.mapLibraryName("torch")), "");
		Files.writeString(torch.resolveSibling("version.py"), "__version__ = '2.6.0+cu124'\n");
		assertEquals(2, trrg("engine", "install", "--from", folder.resolve("other")));
		assertTrue(err.toString().contains("is version 2.6.0+cu124, and only 2.7.1 can be used"), err::toString);
		assertEquals(2, trrg("engine", "use", "gpu"));
		assertTrue(err.toString().contains("No engine for GPUs is installed"), err::toString);
		assertEquals(2, trrg("engine", "use", "tpu"));
		assertEquals(0, trrg("engine", "use", "cpu"));
		assertEquals(0, trrg("engine", "remove"));
	}

	@Test
	void precisionsAreNamed() throws IOException {
		final Path dataset = TinyDataset.make(folder.resolve("rounded"));
		assertEquals(2, trrg("finetune", "--dataset", dataset, "--model", model, "--out", folder.resolve("half"), "--precision", "half"));
		assertTrue(err.toString().contains("Unknown precision \"half\""), err::toString);
		assertEquals(0, trrg("finetune", "--dataset", dataset, "--model", model, "--out", folder.resolve("rounded model"), "--precision", "bfloat16", "--epochs", 1,
			"--device", "cpu"), err::toString);
	}

	@Test
	void evaluatesAModelOnASplit() throws Exception {
		final Path dataset = TinyDataset.make(folder.resolve("evaluated é"));
		final Path results = folder.resolve("results of Zoë");
		final Path boxes = Files.writeString(folder.resolve("boxes.csv"), "file,disease,x,y,w,h\n20.png,Effusion,32,40,20,12\n22.png,pleural effusion,32,40,20,12\n");
		assertEquals(0, trrg("evaluate", "--dataset", dataset, "--split", "val", "--model", model, "--boxes", boxes, "--out", results, "--json"), err::toString);
		final JsonObject metrics = JsonParser.parseString(out()).getAsJsonObject();
		assertEquals(4, metrics.getAsJsonObject("counts").get("evaluated").getAsInt());
		assertEquals(Set.of("best_single", "most_common", "random", "image_blind"), metrics.getAsJsonObject("baselines").keySet());
		assertEquals(2, metrics.getAsJsonObject("localisation").get("scored").getAsInt());
		assertEquals(20 * 12 / (64.0 * 64), metrics.getAsJsonObject("localisation").getAsJsonObject("chance").get("pointing").getAsDouble(), 1e-12);
		assertEquals(metrics, JsonFields.read(results.resolve("metrics.json")).json());
		assertEquals(4, JsonFields.read(results.resolve("predictions.json")).json().size());
		assertEquals(5, Files.readAllLines(results.resolve("per_study.csv")).size());
		assertTrue(Files.readString(results.resolve("report.html")).contains("image blind"));

		// what was written can be scored again, without the model and without images
		assertEquals(0, trrg("evaluate", "--dataset", dataset, "--predictions", results.resolve("per_study.csv"), "--compare", results, "--json"), err::toString);
		final JsonObject again = JsonParser.parseString(out()).getAsJsonObject();
		for (final String part : List.of("clinical", "text", "reports", "clues"))
			assertEquals(metrics.get(part), again.get(part), part);
		final JsonObject difference = again.getAsJsonObject("compared").getAsJsonObject(results.toString()).getAsJsonObject("differences").getAsJsonObject("text.ROUGE_L");
		assertEquals("{\"interval\":[0.0,0.0],\"p\":1.0}", difference.toString());
	}

	/** What rounding costs is told for both models: random weights find every token about as likely as any other of the 300. */
	@Test
	void storesTheLanguageModelInFewerBits() throws Exception {
		final Path dataset = TinyDataset.make(folder.resolve("to compare on"));
		final String rounded = folder.resolve("rounded").toString();
		assertEquals(0, trrg("quantize", "--model", model, "--to", "int8", "--out", rounded, "--dataset", dataset.toString(), "--limit", "3", "--json"), err::toString);
		final JsonObject result = JsonParser.parseString(out()).getAsJsonObject();
		for (final String folderName : List.of(model, rounded))
			assertEquals(300, result.getAsJsonObject(folderName).getAsJsonObject("scores").get("perplexity").getAsDouble(), 60);
		assertTrue(result.getAsJsonObject(rounded).get("bytes").getAsLong() < result.getAsJsonObject(model).get("bytes").getAsLong());
		assertEquals(2, trrg("quantize", "--model", model, "--to", "int8", "--out", rounded));
		assertTrue(err.toString().contains("exists already"), err::toString);
		assertEquals(2, trrg("quantize", "--model", model, "--to", "int3", "--out", rounded + "3"));
		assertTrue(err.toString().contains("int3"), err::toString);
	}

	@Test
	void studiesThatCannotBeScoredAreNamed() throws Exception {
		final Path dataset = TinyDataset.make(folder.resolve("evaluated in part"));
		Files.delete(dataset.resolve("images").resolve("21.png"));
		Files.writeString(dataset.resolve("images").resolve("22.png"), "no image");
		assertEquals(1, trrg("evaluate", "--dataset", dataset, "--split", "val", "--model", model, "--json"));
		assertTrue(err.toString().contains("Studies that failed and are not scored: 2 (study21, study22)") && err.toString().contains("study22: Cannot read "), err::toString);
		assertEquals(2, JsonParser.parseString(out()).getAsJsonObject().getAsJsonObject("counts").get("evaluated").getAsInt());
	}

	@Test
	void evaluatesReportsOfAFile() throws Exception {
		final Path dataset = TinyDataset.make(folder.resolve("scored"));
		final Path predictions = folder.resolve("predictions.csv");
		Files.writeString(predictions, "id,report\n" + String.join("", IntStream.range(20, 24).mapToObj(i -> "study" + i + "," + TinyDataset.report(i) + "\n").toList()));
		assertEquals(0, trrg("evaluate", "--dataset", dataset, "--predictions", predictions, "--json"), err::toString);
		final JsonObject metrics = JsonParser.parseString(out()).getAsJsonObject();
		assertEquals(1, metrics.getAsJsonObject("text").get("BLEU_1").getAsDouble(), 1e-6); // the reports are the references
		out.getBuffer().setLength(0);
		assertEquals(0, trrg("evaluate", "--dataset", dataset, "--predictions", predictions));
		assertTrue(out.toString().contains("best single"), out::toString);
		assertEquals(2, trrg("evaluate", "--dataset", dataset, "--predictions", predictions, "--model", model));
		assertEquals(2, trrg("evaluate", "--dataset", dataset, "--split", "nowhere"));
		assertTrue(err.toString().contains("no split \"nowhere\""), err::toString);
		assertEquals(2, trrg("evaluate", "--dataset", dataset, "--predictions", predictions, "--clean", "soap"));
		assertTrue(err.toString().contains("Unknown cleaning \"soap\""), err::toString);
		assertEquals(2, trrg("evaluate", "--dataset", dataset, "--predictions", predictions, "--compare", "gone"));
		assertTrue(err.toString().contains("There is no model \"gone\""), err::toString);
	}

	@Test
	void trainsInBothStagesFromARecipe() throws Exception {
		final Path dataset = TinyDataset.make(folder.resolve("dataset"));
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
}
