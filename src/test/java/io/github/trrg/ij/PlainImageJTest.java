package io.github.trrg.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import io.github.trrg.TinyModel;

/** Every command from macro text in a plain ImageJ, in its window where there is a display. */
class PlainImageJTest {

	@TempDir
	private static Path folder;
	private static PlainImageJ imagej;

	@BeforeAll
	static void install() throws Exception {
		imagej = new PlainImageJ(folder.resolve("ImageJ of Zoë"));
		TinyModel.make(imagej.models().resolve("tiny"));
	}

	private static Map<String, String> run(final String macro) throws Exception {
		assumeFalse(GraphicsEnvironment.isHeadless(), "Skipped: needs a display, for instance that of xvfb-run");
		return imagej.run(macro, false);
	}

	@Test
	void everyCommandRuns() throws Exception {
		final Map<String, String> printed = run("""
			run("Sample Radiograph", "seed=3 size=256 findings=[left pleural effusion, cardiomegaly]");
			print("sample: " + getTitle() + " " + bitDepth());
			makeRectangle(10, 10, 20, 20);
			run("Add Selection...");
			before = Overlay.size;
			run("Generate Report...", "beams=1 min_length=2 max_length=6 model=tiny indication=[Cough, beams=64]");
			print("indication: " + Table.getString("indication", 0, "TRRG Reports"));
			print("report: " + (Table.getString("report", 0, "TRRG Reports") == call("io.github.trrg.ij.TrrgMacro.lastReport")));
			print("probability: " + (abs(Table.get("edema_probability", 0, "TRRG Reports") - call("io.github.trrg.ij.TrrgMacro.clueProbability", "edema")) < 0.001));
			print("clues: " + Table.size("TRRG Clues"));
			print("overlay: " + before + " " + (Overlay.size > before));
			run("Generate Report...", "beams=1 max_length=6 min_length=1 overlay=false");
			print("reports: " + Table.size("TRRG Reports"));
			run("Show Clue Attention...", "opacity=0.4 diseases=[Edema, pleural effusion]");
			print("maps: " + bitDepth() + " " + nSlices + " " + getWidth() + "x" + getHeight());
			setSlice(2);
			print("label: " + substring(getInfo("slice.label"), 0, 18));
			run("Models...", "model=tiny");
			print("models: " + Table.getString("name", 0, "TRRG Models") + Table.getString("current", 0, "TRRG Models"));
			run("Engine...");
			run("Macro Help");
			run("Citation");
			titles = getList("window.titles");
			Array.sort(titles);
			print("windows: " + String.join(titles, "|"));
			selectWindow("TRRG Report");
			print("window: " + startsWith(getInfo("window.contents"), "For research use only"));
			""");
		assertEquals("Synthetic chest phantom (cardiomegaly, left pleural effusion) 16", printed.get("sample"));
		assertEquals("Cough, beams=64", printed.get("indication"));
		assertEquals("1", printed.get("report"));
		assertEquals("1", printed.get("probability"));
		assertEquals("14", printed.get("clues"));
		assertEquals("2 1", printed.get("overlay"));
		assertEquals("2", printed.get("reports"));
		assertEquals("32 2 256x256", printed.get("maps"));
		assertEquals("pleural effusion p", printed.get("label"));
		assertEquals("tinyyes", printed.get("models"));
		assertTrue(List.of(printed.get("windows").split("\\|")).containsAll(List.of("TRRG Citation", "TRRG Clues", "TRRG Engine", "TRRG Macro Help", "TRRG Models",
			"TRRG Report", "TRRG Reports")), printed::toString);
		assertEquals("1", printed.get("window"));
		assertFalse(printed.containsKey("Error"), printed::toString);
	}

	@Test
	void everyExampleRuns() throws Exception {
		final StringBuilder all = new StringBuilder();
		final List<Path> examples = examples();
		for (final Path example : examples) {
			final String path = example.toAbsolutePath().toString().replace("\\", "\\\\");
			all.append("runMacro(\"" + path + "\");\nprint(\"" + example.getFileName() + ": done\");\nrun(\"Close All\");\n");
		}
		final Map<String, String> printed = run(all.toString());
		assertFalse(printed.containsKey("Error"), printed::toString);
		examples.forEach(example -> assertEquals("done", printed.get(example.getFileName().toString()), printed::toString));
	}

	/** Those in folders below need Fiji's scripts. */
	private static List<Path> examples() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("macros"))) {
			return files.filter(Files::isRegularFile).sorted().toList();
		}
	}

	@Test
	void everyCommandHasAnExample() throws Exception {
		final Set<String> examples = examples().stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
		try (Context context = new Context()) {
			Commands.list(context).forEach(info -> assertTrue(examples.contains(Commands.label(info).replace("...", "").replace(' ', '_') + ".ijm"), Commands.label(info)));
		}
	}

	@Test
	void slicesOfAStackInBatchMode() throws Exception {
		final Map<String, String> printed = run("""
			setBatchMode(true);
			run("Sample Radiograph", "size=128 findings=normal");
			rename("a");
			run("Sample Radiograph", "size=128 seed=2 findings=pacemaker");
			rename("b");
			run("Images to Stack", "name=pair use");
			run("Generate Report...", "slices=[all slices as independent studies] max_length=5 min_length=1 model=tiny");
			print("reports: " + Table.size("TRRG Reports"));
			setSlice(2);
			run("Generate Report...", "slices=[current slice] max_length=5 min_length=1 model=tiny");
			print("current: " + Table.getString("id", 2, "TRRG Reports"));
			run("Generate Report...", "slices=[all slices as the views of one study] max_length=5 min_length=1 model=tiny");
			print("views: " + Table.getString("id", 3, "TRRG Reports") + " " + Table.size("TRRG Reports"));
			run("Show Clue Attention...", "slices=[all slices as the views of one study] overlay=false diseases=edema");
			print("maps: " + nSlices);
			""");
		assertEquals("2", printed.get("reports"));
		assertEquals("pair #2 b", printed.get("current"));
		assertEquals("pair 4", printed.get("views"));
		assertEquals("2", printed.get("maps"));
	}

	@Test
	void aComplaintEndsTheMacroAndLeavesNothing() throws Exception {
		final Map<String, String> printed = run("""
			run("Sample Radiograph", "size=128");
			print("rows: " + isOpen("TRRG Reports"));
			run("Generate Report...", "beams=0 model=tiny");
			print("went: on");
			""");
		assertEquals("0", printed.get("rows"));
		assertEquals("beams must be from 1 to 64, got 0", printed.get("Error"));
		assertFalse(printed.containsKey("went"));
	}

	@Test
	void aNumberThatIsNoneIsNamed() throws Exception {
		assertEquals("seed must be a whole number, got \"one\".", run("run(\"Sample Radiograph\", \"seed=one\");").get("Error"));
	}

	@Test
	void withoutAnImageTheMacroIsTold() throws Exception {
		assertEquals("No image is open. Open a chest radiograph first.", run("run(\"Generate Report...\", \"model=tiny\");").get("Error"));
	}

	@Test
	void callsWorkWithoutADisplay() throws Exception {
		final Path saved = folder.resolve("maps.tif"), image = folder.resolve("sample.tif");
		final Map<String, String> printed = imagej.run("""
			call("io.github.trrg.ij.TrrgMacro.run", "Sample Radiograph", "size=128 findings=[left lung opacity]");
			print("sample: " + getTitle());
			saveAs("Tiff", "%s");
			text = call("io.github.trrg.ij.TrrgMacro.generateReport", "%1$s", "max_length=6 min_length=2 model=tiny indication=[Chest pain]");
			print("report: " + (text == call("io.github.trrg.ij.TrrgMacro.lastReport")));
			p = parseFloat(call("io.github.trrg.ij.TrrgMacro.clueProbability", "edema"));
			print("probability: " + (p > 0 && p < 1));
			call("io.github.trrg.ij.TrrgMacro.open", "%1$s");
			call("io.github.trrg.ij.TrrgMacro.run", "Show Clue Attention...", "diseases=edema");
			print("maps: " + bitDepth() + " " + getTitle());
			saveAs("Tiff", "%s");
			""".formatted(image.toString().replace("\\", "\\\\"), saved.toString().replace("\\", "\\\\")), true);
		assertEquals("Synthetic chest phantom (left lung opacity)", printed.get("sample"));
		assertEquals("1", printed.get("report"));
		assertEquals("1", printed.get("probability"));
		assertEquals("32 Clue maps of sample.tif", printed.get("maps"));
		assertEquals(128, RadiographReader.open(saved).getWidth());
	}
}
