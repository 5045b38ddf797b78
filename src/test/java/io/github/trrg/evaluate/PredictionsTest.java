package io.github.trrg.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

import io.github.trrg.clue.Clue;
import io.github.trrg.common.TrrgException;

class PredictionsTest {

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\": \"No edema.\", \"ä 2\": \"Clear, dry\"}", " \n{\"a\": [\"No edema.\"], \"ä 2\": [\"Clear, dry\"]}",
		"id,report\na,No edema.\nä 2,\"Clear, dry\"\n", "\uFEFFid,files,report,status\na,x.png,No edema.,done\nä 2,y.png,\"Clear, dry\",done\n" })
	void readsJsonAndCsv(final String content) throws IOException {
		assertEquals(new Predictions(Map.of("a", "No edema.", "ä 2", "Clear, dry"), Map.of(), Set.of(), Map.of()), read(content));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\": \"first\", \"a\": \"second\"}", "id,report\na,first\na,second\n" })
	void theFirstOfTwoReportsCounts(final String content) throws IOException {
		assertEquals(new Predictions(Map.of("a", "first"), Map.of(), Set.of("a"), Map.of()), read(content));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"a\": {}}", "{\"a\": [\"one\", \"two\"]}", "{\"a\": []}", "{\"a\": \"x\"", "[1]", "study,text\na,b\n", "id,report,edema_probability\na,b,1.5\n",
		"id,report,edema_probability\na,b,high\n" })
	void saysWhatIsExpected(final String content) {
		final String message = assertThrows(TrrgException.class, () -> read(content)).getMessage();
		assertTrue(message.contains("predictions.txt") && message.contains("columns id and report"), message);
	}

	@Test
	void readsTheTableOfAFolderRun() throws IOException {
		final Predictions predictions = read("""
			id,files,report,status,error,edema_probability,edema_selected
			a,a.png,Mild edema.,done,,0.75,true
			b,b.png,,failed,no image,,
			b,b.png,Clear.,done,,0.25,false
			c,c.png,Clear.,done,,0.25,false
			""");
		assertEquals(Map.of("a", "Mild edema.", "c", "Clear."), predictions.texts());
		assertEquals(Map.of("b", "no image"), predictions.failures());
		assertEquals(Set.of("b"), predictions.duplicates());
		final Clue clue = predictions.clues().get("a").get(0);
		assertEquals("edema 0.75 true", clue.disease().name() + " " + clue.probability() + " " + clue.selected());
		assertFalse(predictions.clues().get("c").get(0).selected());
	}

	@Test
	void saysThatTheFileIsMissing() {
		assertThrows(TrrgException.class, () -> Predictions.read(folder.resolve("none.json")));
	}

	private Predictions read(final String content) throws IOException {
		return Predictions.read(Files.writeString(folder.resolve("predictions.txt"), content));
	}
}
