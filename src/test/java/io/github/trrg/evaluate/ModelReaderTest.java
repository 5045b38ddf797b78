package io.github.trrg.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.Gson;

import io.github.trrg.TinyDataset;
import io.github.trrg.TinyModel;
import io.github.trrg.Trrg;
import io.github.trrg.common.Progress;
import io.github.trrg.data.Dataset;
import io.github.trrg.study.Phantom;

class ModelReaderTest {

	@TempDir
	private Path folder;

	/** What a study has too much of shows when its prompt is read, together with those of others. */
	@Test
	void aStudyWhosePromptIsTooLongFailsAlone() throws Exception {
		TinyDataset.save(Phantom.draw(1, 64, List.of()), folder.resolve("a.png"));
		final List<Map<String, Object>> items = new ArrayList<>();
		for (final String indication : List.of("Cough.", "Cough and fever. ".repeat(500), ""))
			items.add(Map.of("id", "study" + items.size(), "report", "Clear.", "image_path", List.of("a.png"), "indication", indication));
		Files.writeString(folder.resolve("annotation.json"), new Gson().toJson(Map.of("val", items)));
		try (Trrg trrg = Trrg.open(TinyModel.make(folder.resolve("tiny")), "cpu")) {
			final Predictions read = ModelReader.read(trrg, Dataset.open(folder).split("val"), Progress.NONE);
			assertEquals(Set.of("study0", "study2"), read.texts().keySet());
			assertEquals(Set.of("study1"), read.failures().keySet());
			assertTrue(read.failures().get("study1").contains("positions"), read.failures()::toString);
		}
	}
}
