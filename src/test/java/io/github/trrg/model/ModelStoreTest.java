package io.github.trrg.model;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

	@TempDir
	private Path folder;
	private Path fiji;
	private Path home;
	private ModelStore store;

	@BeforeEach
	void twoPlaces() {
		fiji = folder.resolve("Fiji für alle.app/models");
		home = folder.resolve("home");
		store = new ModelStore(home, List.of(fiji, home.resolve("models"), folder.resolve("absent")));
	}

	@Test
	void listsModelsWithTheirCards() throws IOException {
		final Path mine = model(home.resolve("models/mine"));
		Files.writeString(mine.resolve("README.md"), "---\nlicense: cc-by-4.0\norigin: trained at our hospital\n---\n\nText\n# Chest at 3 T: ours\n");
		final Path bundled = model(fiji.resolve("small"));
		assertEquals(List.of(new ModelInfo("small", bundled, new ModelCard("small", "unknown", "unknown", Files.size(bundled.resolve("config.json"))), ""),
			new ModelInfo("mine", mine, new ModelCard("Chest at 3 T: ours", "cc-by-4.0", "trained at our hospital", Files.size(mine.resolve("config.json")) + Files.size(mine
				.resolve("README.md"))), "")), store.list());
	}

	@Test
	void modelsOfOtherSoftwareAreLeftOutAndDamagedOnesSaySo() throws IOException {
		Files.writeString(Files.createDirectories(fiji.resolve("other software")).resolve("config.json"), "{\"model_type\": \"llama\"}");
		Files.createDirectories(fiji.resolve("empty"));
		Files.writeString(Files.createDirectories(fiji.resolve("damaged")).resolve("config.json"), "{\"trrg_ver");
		Files.writeString(Files.createDirectories(fiji.resolve("from the future")).resolve("config.json"), "{\"trrg_version\": 99}");
		assertEquals(List.of("damaged", "from the future"), store.list().stream().map(ModelInfo::name).toList());
		assertTrue(store.list().get(0).problem().contains("Cannot read"));
		assertTrue(store.list().get(1).problem().contains("Update the plugin"));
	}

	@Test
	void findsByNameAndByPath() throws IOException {
		final Path bundled = model(fiji.resolve("small"));
		model(home.resolve("models/small"));
		final Path elsewhere = model(folder.resolve("else where/größer"));
		assertEquals(bundled, store.find("small"));
		assertEquals(elsewhere, store.find(elsewhere.toString()));
	}

	@Test
	void whatIsNotFoundIsAnsweredWithWhatThereIs() throws IOException {
		assertMessage(() -> store.find(""), "There is no model.", "No model was found in " + fiji);
		model(fiji.resolve("small"));
		model(home.resolve("models/mine"));
		assertMessage(() -> store.find("smal"), "There is no model \"smal\"", "Found are small, mine, in " + fiji);
		assertMessage(() -> store.find("\0"), "There is no model");
		assertMessage(() -> store.find(home.toString()), "The folder " + home + " is no model: it has no config.json");
	}

	@Test
	void theDefaultIsTheBundledModelElseTheFirst() throws IOException {
		final Path first = model(fiji.resolve("a"));
		assertEquals(first, store.find(null));
		final Path bundled = model(home.resolve("models").resolve(ModelStore.DEFAULT_MODEL));
		assertEquals(bundled, store.find(" "));
	}

	@Test
	void theChoiceIsRemembered() throws IOException {
		model(fiji.resolve("a"));
		final Path mine = model(home.resolve("models/mine"));
		final Path elsewhere = model(folder.resolve("elsewhere"));
		store.choose("mine");
		assertEquals(mine, new ModelStore(home, List.of(fiji, home.resolve("models"))).current());
		store.choose(elsewhere.toString());
		assertEquals(elsewhere, store.current());
		store.choose(mine.toString());
		assertEquals("mine", Files.readString(home.resolve("current-model.txt")).strip());
		assertMessage(() -> store.choose("other"), "no model \"other\"");
		assertEquals(mine, store.current());
		Files.delete(mine.resolve("config.json"));
		assertMessage(() -> store.current(), "current model \"mine\" is gone", "Found are a");
	}

	@Test
	void theStandardStoreLooksInTheUsersFolder() throws IOException {
		final Path mine = model(home.resolve("models/only here"));
		final String before = System.getProperty("trrg.home");
		System.setProperty("trrg.home", home.toString());
		try {
			assertEquals(mine, ModelStore.standard().find("only here"));
		}
		finally {
			if (before == null) System.clearProperty("trrg.home");
			else System.setProperty("trrg.home", before);
		}
	}

	@Test
	void aFolderThatLacksFilesSaysWhichAndIsNotTheDefault() throws IOException {
		final Path recipe = model(fiji.resolve("a recipe"));
		Files.delete(recipe.resolve("model.safetensors"));
		Files.delete(recipe.resolve("tokenizer.json"));
		final Path sharded = model(fiji.resolve("sharded"));
		Files.move(sharded.resolve("model.safetensors"), sharded.resolve("model.safetensors.index.json"));
		assertTrue(store.list().get(0).problem().startsWith("It has no model.safetensors, no tokenizer.json."), store.list().get(0)::problem);
		assertEquals("", store.list().get(1).problem());
		assertEquals(sharded, store.current());
		assertEquals(recipe, store.find("a recipe"), "to train it");
		assertMessage(() -> store.choose("a recipe"), "\"a recipe\" cannot be used", "no model.safetensors", "Train it");
		assertEquals(sharded, store.current());
	}

	private static Path model(final Path folder) throws IOException {
		Files.createDirectories(folder);
		for (final String file : List.of("model.safetensors", "tokenizer.json", "diseases.json", "preprocessing.json", "prompt.txt"))
			Files.createFile(folder.resolve(file));
		Files.writeString(Files.createDirectories(folder).resolve("config.json"), "{\"trrg_version\": 1}");
		return folder;
	}
}
