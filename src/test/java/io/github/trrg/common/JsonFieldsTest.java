package io.github.trrg.common;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {

	@TempDir
	private Path folder;

	@Test
	void readsTypedFields() throws IOException {
		final JsonFields config = config("""
			{"hidden_size": 64.0, "rms_norm_eps": 1e-05, "tie": true, "type": "resnet", "depths": [2, 2, 6], "mean": [0.5], "names": ["a", "b"],
			 "vision": {"layers": [{"width": 8}]}, "rope_scaling": null}""");
		assertEquals(64, config.requireInt("hidden_size", 1, 65536));
		assertEquals(1e-5, config.requireDouble("rms_norm_eps", 0, 1));
		assertTrue(config.requireBoolean("tie"));
		assertEquals("resnet", config.requireChoice("type", "resnet", "swin"));
		assertEquals(List.of(2, 2, 6), config.requireInts("depths", 1, 100));
		assertEquals(List.of(0.5), config.requireDoubles("mean", 0, 1));
		assertEquals(List.of("a", "b"), config.requireStrings("names"));
		assertEquals(8, config.requireObject("vision").requireObjects("layers").get(0).requireInt("width", 1, 8));
		assertEquals(7, config.optInt("rope_scaling", 7, 0, 9));
		assertEquals("swin", config.optChoice("absent", "swin", "resnet"));
		assertEquals(64, config.requireSize("hidden_size"));
		assertEquals("x", config.optString("absent", "x"));
		assertEquals(0.25, config.optDouble("absent", 0.25, 0, 1));
	}

	@Test
	void complaintsNameFileFieldAndRange() throws IOException {
		final JsonFields config = config("{\"vision\": {\"width\": 0, \"type\": \"vit\", \"depths\": [1, 2.5]}}");
		final JsonFields vision = config.requireObject("vision");
		assertMessage(() -> vision.requireInt("width", 1, 64), folder.resolve("config.json").toString(), "'vision.width' is 0", "from 1 to 64");
		assertMessage(() -> vision.requireChoice("type", "resnet", "swin"), "'vision.type' is \"vit\"", "one of resnet, swin");
		assertMessage(() -> vision.requireInts("depths", 1, 9), "'vision.depths' is [1,2.5]", "whole number");
		assertMessage(() -> vision.requireInt("height", 1, 9), "'vision.height' is missing");
		assertMessage(() -> config.requireObject("text"), "'text' is missing");
		assertMessage(() -> config.requireString("vision"), "expected text");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"64\"", "true", "1e99", "-1", "64.5", "[64]", "{}", "null", "99999999999999999999" })
	void whatIsNoNumberInRangeIsRefused(final String value) throws IOException {
		final JsonFields config = config("{\"hidden_size\": " + value + "}");
		assertMessage(() -> config.requireInt("hidden_size", 1, 65536), "'hidden_size' is");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "7", "{}{}", "{\"a\": NaN}", "{'a': 1}", "// comment\n{}", "{\"a\": 1,}", "nonsense" })
	void whatIsNoJsonObjectIsRefused(final String text) {
		assertMessage(() -> config(text), "config.json", "Correct the file");
	}

	@Test
	void aFileThatIsNoTextIsRefused() throws IOException {
		Files.write(folder.resolve("config.json"), new byte[] { '{', '"', (byte) 0xff, '"', ':', '1', '}' });
		assertMessage(() -> JsonFields.read(folder.resolve("config.json")), "config.json");
	}

	@Test
	void aMissingFileIsNamed() {
		assertMessage(() -> JsonFields.read(folder.resolve("config.json")), "no config.json in " + folder);
	}

	private JsonFields config(final String json) throws IOException {
		return JsonFields.read(Files.writeString(folder.resolve("config.json"), json));
	}
}
