package io.github.trrg.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import io.github.trrg.common.JsonFields;
import io.github.trrg.decode.GenerationSettings;
import io.github.trrg.nn.LlamaConfig;
import io.github.trrg.study.Preprocessing;

/** The recipe of the paper's size is too large to run here; its files are read as those of any other. */
class PaperRecipeTest {

	private static final Path RECIPE = Path.of("recipes", "paper");

	/** Numbers of parameters as published: LLaMA 2 of 7B has 6,738,415,616. */
	@Test
	void isOfThePublishedSize() {
		final JsonFields config = JsonFields.read(RECIPE.resolve(TrrgModel.CONFIG));
		FormatVersion.require(config);
		final NetworkConfig network = NetworkConfig.of(config);
		final LlamaConfig language = network.language();
		final long width = language.hiddenSize();
		final long layer = 4 * width * width + 3 * width * language.intermediateSize() + 2 * width;
		assertEquals(6_738_415_616L, 2 * language.vocabSize() * width + language.layers() * layer + width);
		assertEquals(16, network.lora().rank());
		assertEquals(3, network.channels());
		assertEquals(3, GreyChannels.read(RECIPE.resolve(Preprocessing.FILE_NAME), Preprocessing.read(RECIPE.resolve(Preprocessing.FILE_NAME)), 3).count());
		assertEquals(3, GenerationSettings.fromJson(JsonFields.read(RECIPE.resolve(TrrgModel.GENERATION))).beams());
		assertEquals(14, DiseaseFile.read(RECIPE.resolve(DiseaseFile.FILE_NAME)).size());
		PromptTemplate.read(RECIPE.resolve(PromptTemplate.FILE_NAME));
	}
}
