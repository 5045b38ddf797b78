package io.github.trrg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonParser;

import io.github.trrg.SharedData;
import io.github.trrg.TinyDataset;
import io.github.trrg.TinyModel;

/** Exit codes and streams. */
class ConvertCommandTest {

	@TempDir
	private Path folder;

	private final StringWriter out = new StringWriter();
	private final StringWriter err = new StringWriter();

	private int trrg(final Object... arguments) {
		out.getBuffer().setLength(0);
		err.getBuffer().setLength(0);
		return Main.run(new PrintWriter(out), new PrintWriter(err), Stream.of(arguments).map(Object::toString).toArray(String[]::new));
	}

	@Test
	void aSoundSourceBecomesADataSetToTrainOn() throws IOException {
		final Path source = TinyDataset.make(folder.resolve("source")), converted = folder.resolve("converted");
		assertEquals(0, trrg("convert", "--from", "r2gen", source, "--out", converted, "--json"), err::toString);
		assertEquals("{\"dataset\":\"" + converted + "\",\"studies\":24,\"images\":24,\"splits\":{\"train\":20,\"val\":4},\"kept\":{\"copied\":24},\"skipped\":{}}",
			JsonParser.parseString(out.toString()).toString());
		assertEquals(0, trrg("finetune", "--dataset", converted, "--model", TinyModel.make(folder.resolve("model")), "--epochs", 1, "--out",
			folder.resolve("trained")), err::toString);
	}

	@Test
	void whatFailedIsToldAndTheRestIsDone() throws IOException {
		final Path source = TinyDataset.make(folder.resolve("source"));
		Files.delete(source.resolve("images/3.png"));
		assertEquals(1, trrg("convert", "--from", "R2GEN", source, "--out", folder.resolve("a")));
		assertTrue(out.toString().contains("23 studies, 23 images, 2 skipped") && out.toString().contains("train: 19 studies"), out::toString);
		assertTrue(err.toString().contains("Skipped 1, missing_image") && err.toString().contains("Skipped 1, no_image"), err::toString);
		assertEquals(2, trrg("convert", "--from", "r2gen", source, "--out", folder.resolve("a")));
		assertTrue(err.toString().contains("exists already"), err::toString);
		assertEquals(2, trrg("convert", "--from", "r2gen", folder.resolve("nowhere"), "--out", folder.resolve("b")));
		assertEquals(2, trrg("convert", "--from", "padchest", source, "--out", folder.resolve("b")));
		assertEquals(2, trrg("convert", source, "--out", folder.resolve("b")));
		assertFalse(Files.exists(folder.resolve("b")));
	}

	@Test
	void realStudiesInTheFormOfR2Gen() {
		final Path shared = SharedData.path("iu-xray");
		assertEquals(0, trrg("convert", "--from", "r2gen", shared, "--out", folder.resolve("iu"), "--link", "--json"), err::toString);
		// Counts of the data set's own description.
		assertEquals("{\"extra\":871,\"train\":2069,\"val\":296}", JsonParser.parseString(out.toString()).getAsJsonObject().get("splits").toString());
		assertEquals(6203, JsonParser.parseString(out.toString()).getAsJsonObject().get("images").getAsInt());
	}
}
