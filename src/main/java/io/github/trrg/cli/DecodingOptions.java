package io.github.trrg.cli;

import io.github.trrg.decode.ChosenSettings;
import io.github.trrg.decode.GenerationSettings;
import picocli.CommandLine.Option;

/** How the report is written; what is not given stays as the model folder says. */
final class DecodingOptions {

	@Option(names = "--beam", paramLabel = "N", description = "Beams of the search; 1 takes the most probable word each time.")
	private String beams;

	@Option(names = "--min-length", paramLabel = "N", description = "Fewest tokens.")
	private String minLength;

	@Option(names = "--max-length", paramLabel = "N", description = "Most tokens.")
	private String maxLength;

	@Option(names = "--temperature", paramLabel = "T", description = "Above 0: draw tokens at random, the more freely the higher. Implies --beam 1.")
	private String temperature;

	@Option(names = "--seed", paramLabel = "N", description = "Seed of the random draw.")
	private String seed;

	/** @throws io.github.trrg.common.TrrgException if a setting is impossible */
	GenerationSettings over(final GenerationSettings ofModel) {
		return new ChosenSettings(beams, minLength, maxLength, temperature, seed).over(ofModel);
	}
}
