package io.github.trrg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import io.github.trrg.SharedData;
import io.github.trrg.Stories;
import io.github.trrg.TinyDataset;
import io.github.trrg.study.Phantom;

/** From published folders to a report, and to a model that is trained on. */
class ImportCommandTest {

	@TempDir
	private Path folder;

	private final StringWriter out = new StringWriter();
	private final StringWriter err = new StringWriter();

	private int trrg(final Object... arguments) {
		return Main.run(new PrintWriter(out), new PrintWriter(err), Stream.of(arguments).map(Object::toString).toArray(String[]::new));
	}

	@Test
	void publishedWeightsBecomeAModelThatWritesAndLearns() throws IOException {
		final Path model = folder.resolve("imported é");
		assertEquals(0, trrg("import", "--vision", SharedData.path("fixtures/swin-tiny-random"), "--text", SharedData.path("fixtures/bert-tiny-random"), "--llm", Stories.make(folder.resolve(
			"stories")), "--out", model, "--precision", "bf16", "--json"), err::toString);
		final JsonObject report = JsonParser.parseString(out.toString()).getAsJsonObject();
		assertEquals(List.of("model", "parts", "prompt", "precision", "notes", "new"), List.copyOf(report.keySet()));
		// 5 layers of 9 tensors, embedding, norm; the output is the embedding.
		assertEquals(47, report.getAsJsonObject("parts").getAsJsonObject("language").get("mapped").getAsInt());
		assertTrue(report.getAsJsonArray("new").toString().contains("mapper.projection.weight"), report::toString);
		assertTrue(err.toString().contains("bert-tiny-random has no tokenizer"), err::toString);
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(List.of(model, folder.resolve("stories")), files.sorted().toList());
		}

		final Path image = TinyDataset.save(Phantom.draw(1, 128, List.of()), folder.resolve("a.png"));
		out.getBuffer().setLength(0);
		assertEquals(0, trrg("report", image, "--model", model, "--max-length", 6, "--json"), err::toString);
		assertFalse(JsonParser.parseString(out.toString()).getAsJsonObject().get("report").getAsString().isEmpty());

		final Path trained = folder.resolve("trained");
		assertEquals(0, trrg("finetune", "--dataset", TinyDataset.make(folder.resolve("data")), "--model", model, "--train", "clue modules", "--epochs", 1, "--out", trained), err::toString);
		assertEquals(0, trrg("report", image, "--model", trained, "--max-length", 6), err::toString);
	}

	@Test
	void whatIsWrongIsSaidInALine() {
		final Path swin = SharedData.path("fixtures/swin-tiny-random");
		assertEquals(2, trrg("import", "--vision", swin, "--out", folder.resolve("x")));
		assertTrue(err.toString().contains("--text") && err.toString().contains("--base"), err::toString);
		assertEquals(2, trrg("import", "--vision", swin, "--precision", "int5", "--out", folder.resolve("x")));
		assertTrue(err.toString().contains("int5"), err::toString);
		assertEquals(2, trrg("import", "--vision", swin));
		assertFalse(Files.exists(folder.resolve("x")));
	}
}
