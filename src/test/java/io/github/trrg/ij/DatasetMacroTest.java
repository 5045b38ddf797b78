package io.github.trrg.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.GraphicsEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.trrg.data.Dataset;
import io.github.trrg.data.StudyItem;
import io.github.trrg.report.Label;

/** The commands of data sets from macro text in a plain ImageJ. */
class DatasetMacroTest {

	@TempDir
	private static Path folder;
	private static PlainImageJ imagej;

	@BeforeAll
	static void install() throws Exception {
		imagej = new PlainImageJ(folder.resolve("ImageJ of Zoë"));
	}

	private static String quoted(final Path path) {
		return path.toString().replace("\\", "\\\\");
	}

	@Test
	void aStudyIsAddedAndTheDataSetChecked() throws Exception {
		assumeFalse(GraphicsEnvironment.isHeadless(), "Skipped: needs a display, for instance that of xvfb-run");
		final Path data = folder.resolve("mes données");
		final Map<String, String> printed = imagej.run("""
			run("Sample Radiograph", "seed=3 size=128 findings=[left pleural effusion]");
			makeRectangle(80, 80, 20, 30);
			Roi.setName("Pleural Effusion");
			run("Add To Data Set...", "split=val dataset=[%1$s] study=[a 1] patient=p annotator=Zoë present=[Pleural effusion] absent=[edema, pneumothorax] report=[Left effusion, study=2. No edema.]");
			run("Check Data Set...", "write_splits dataset=[%1$s]");
			print("classes: " + Table.size("TRRG Data Set") + " " + Table.get("val_absent", 5, "TRRG Data Set") + " " + Table.getString("disease", 5, "TRRG Data Set"));
			print("problems: " + isOpen("TRRG Data Set Problems"));
			run("Add To Data Set...", "dataset=[%1$s] study=[a 1]");
			print("went: on");
			""".formatted(quoted(data)), false);
		assertEquals("14 1 edema", printed.get("classes"), printed::toString);
		assertTrue(printed.get("Error").contains("holds a study \"a 1\" already"), printed::toString);
		assertFalse(printed.containsKey("went"));
		final StudyItem item = Dataset.open(data).split("val").get(0);
		assertEquals(List.of("a 1", "p", "Left effusion, study=2. No edema."), List.of(item.id(), item.patient(), item.report()));
		assertEquals(Map.of("pleural effusion", Label.POSITIVE, "edema", Label.NEGATIVE, "pneumothorax", Label.NEGATIVE), item.labels());
		assertEquals("pleural effusion", item.regions().get(0).disease());
		assertEquals(16, RadiographReader.open(item.images().get(0)).getBitDepth());
		assertTrue(Files.exists(data.resolve("annotation_proposed.json")));
	}

	@Test
	void bothWorkWithoutADisplay() throws Exception {
		final Path data = folder.resolve("headless data"), report = folder.resolve("report.txt");
		Files.writeString(report, "Edema [sic] is \"mild\".\n");
		final Map<String, String> printed = imagej.run("""
			call("io.github.trrg.ij.TrrgMacro.run", "Sample Radiograph", "size=64 findings=normal");
			call("io.github.trrg.ij.TrrgMacro.run", "Add To Data Set...", "dataset=[%s] study=b present=edema report=[@%s]");
			call("io.github.trrg.ij.TrrgMacro.run", "Check Data Set...", "dataset=[%1$s]");
			print("done: yes");
			""".formatted(quoted(data), quoted(report)), true);
		assertEquals("yes", printed.get("done"), printed::toString);
		assertEquals("Edema [sic] is \"mild\".", Dataset.open(data).split("train").get(0).report());
		assertEquals("1 study, 1 image", printed.get(data.toString()), printed::toString);
	}
}
