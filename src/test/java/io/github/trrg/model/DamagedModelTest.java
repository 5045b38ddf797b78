package io.github.trrg.model;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.trrg.TinyModel;
import io.github.trrg.Trrg;

/** A model folder with something wrong is refused with what is wrong, and the next one opens. */
class DamagedModelTest {

	@TempDir
	Path folder;
	private Path model;

	@BeforeEach
	void make() {
		model = TinyModel.make(folder.resolve("tiny of Zoë"));
	}

	private void assertRefused(final String... parts) {
		assertMessage(() -> Trrg.open(model, "cpu").close(), parts);
	}

	@ParameterizedTest
	@ValueSource(strings = { "config.json", "tokenizer.json", "diseases.json", "preprocessing.json", "prompt.txt", "model.safetensors" })
	void aMissingFileIsNamed(final String file) throws Exception {
		Files.delete(model.resolve(file));
		assertRefused(file);
	}

	@Test
	void aMissingFolderIsNamed() {
		model = folder.resolve("nowhere");
		assertRefused("There is no model folder " + model);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"\"type\":\"resnet\" | \"type\":\"vgg\" | vision.type", //
		"\"trrg_version\":1 | \"trrg_version\":99 | Update the plugin", //
		"\"num_attention_heads\":2 | \"num_attention_heads\":0 | num_attention_heads", //
		"\"hidden_size\":32 | \"hidden_size\":64 | has shape", })
	void aWrongArchitectureIsNamed(final String from, final String to, final String part) throws Exception {
		final Path config = model.resolve("config.json");
		final String before = Files.readString(config), after = before.replace(from, to);
		assertFalse(after.equals(before), before);
		Files.writeString(config, after);
		assertRefused(part);
	}

	@Test
	void damagedWeightsAreNamed() throws Exception {
		final Path weights = model.resolve("model.safetensors");
		final byte[] whole = Files.readAllBytes(weights);
		Files.write(weights, Arrays.copyOf(whole, whole.length - 1));
		assertRefused("model.safetensors");
		final byte[] longer = whole.clone();
		ByteBuffer.wrap(longer).put(7, (byte) 0x7f); // the length of the header
		Files.write(weights, longer);
		assertRefused("model.safetensors");
		Files.write(weights, whole);
		Trrg.open(model, "cpu").close();
	}

	/** What misses is found when the network is there already. */
	@Test
	@EnabledOnOs(OS.LINUX)
	void aRefusedModelIsClosed() throws Exception {
		final Path file = model.resolve("model.safetensors");
		final SafetensorsWriter writer = new SafetensorsWriter();
		try (Weights weights = Weights.open(model)) {
			for (final String name : weights.names())
				if (!name.equals("language.model.norm.weight")) writer.floats(name, weights.shape(name), weights.floats(name));
		}
		writer.write(file);
		assertRefused("model.norm.weight");
		try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
			assertEquals(0, open.filter(descriptor -> isLinkTo(descriptor, file)).count());
		}
	}

	private static boolean isLinkTo(final Path descriptor, final Path file) {
		try {
			return Files.readSymbolicLink(descriptor).equals(file.toRealPath());
		}
		catch (final IOException e) {
			return false; // closed meanwhile
		}
	}
}
