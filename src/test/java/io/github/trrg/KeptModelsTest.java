package io.github.trrg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.trrg.common.JsonFields;
import io.github.trrg.model.FormatVersion;
import io.github.trrg.report.Report;

/** Model folders of every format version still open and read as they did when they were made, see {@link KeepModel}. */
class KeptModelsTest {

	private static IntStream versions() {
		return IntStream.rangeClosed(1, FormatVersion.NEWEST);
	}

	@ParameterizedTest
	@MethodSource("versions")
	void aKeptModelReadsAsItDid(final int version) {
		final Path folder = KeepModel.FOLDER.resolve("v" + version);
		assertEquals(version, JsonFields.read(folder.resolve("config.json")).requireInt(FormatVersion.FIELD, 1, 99));
		final JsonFields noted = JsonFields.read(folder.resolve(KeepModel.REPORT));
		final Report report = KeepModel.read(folder);
		assertEquals(noted.requireString("report"), report.text());
		final List<JsonFields> clues = noted.requireObjects("clues");
		assertEquals(clues.size(), report.clues().size());
		for (int k = 0; k < clues.size(); k++) {
			assertEquals(clues.get(k).requireString("disease"), report.clues().get(k).disease().name());
			assertEquals(clues.get(k).requireDouble("probability", 0, 1), report.clues().get(k).probability(), 1e-4);
			assertEquals(clues.get(k).requireDouble("threshold", 0, 1), report.clues().get(k).disease().threshold());
		}
	}
}
