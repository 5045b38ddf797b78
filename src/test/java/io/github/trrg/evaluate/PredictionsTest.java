package io.github.trrg.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.trrg.common.TrrgException;

class PredictionsTest {

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\": \"No edema.\", \"ä 2\": \"Clear, dry\"}", " \n{\"a\": [\"No edema.\"], \"ä 2\": [\"Clear, dry\"]}",
		"id,report\na,No edema.\nä 2,\"Clear, dry\"\n", "\uFEFFid,files,report,status\na,x.png,No edema.,done\nä 2,y.png,\"Clear, dry\",done\n" })
	void readsJsonAndCsv(final String content) throws IOException {
		assertEquals(new Predictions(Map.of("a", "No edema.", "ä 2", "Clear, dry"), Set.of()), read(content));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\": \"first\", \"a\": \"second\"}", "id,report\na,first\na,second\n" })
	void theFirstOfTwoReportsCounts(final String content) throws IOException {
		assertEquals(new Predictions(Map.of("a", "first"), Set.of("a")), read(content));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\": {}}", "{\"a\": [\"one\", \"two\"]}", "{\"a\": []}", "{\"a\": \"x\"", "[1]", "study,text\na,b\n" })
	void saysWhatIsExpected(final String content) {
		final String message = assertThrows(TrrgException.class, () -> read(content)).getMessage();
		assertTrue(message.contains("predictions.txt") && message.contains("columns id and report"), message);
	}

	@Test
	void saysThatTheFileIsMissing() {
		assertThrows(TrrgException.class, () -> Predictions.read(folder.resolve("none.json")));
	}

	private Predictions read(final String content) throws IOException {
		return Predictions.read(Files.writeString(folder.resolve("predictions.txt"), content));
	}
}
