package io.github.trrg.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import io.github.trrg.common.TrrgException;
import io.github.trrg.nn.Storage;

/**
 * What to measure.
 *
 * @param shape of the language model with random weights; null for that of {@code model}
 * @param model folder of a model for all that needs images; null to leave them out
 * @param vision of the visual encoder that encodes, with random weights; null for that of {@code model}
 * @param images numbers of images to encode together
 * @param only what is measured, of {@link #ALL}
 * @param precisions of the language model's matrices; of encoding and training, f32 and bf16
 * @param threads numbers of threads to measure with
 * @param rounds measurements of each, in turns with the peers; the median counts
 * @param prompt tokens that are read together
 * @param tokens that are decoded one by one
 * @param llamaBench program of llama.cpp, or null
 * @param python interpreter with PyTorch, or null
 */
public record BenchSettings(LlamaShape shape, Path model, VisionShape vision, List<Integer> images, Set<String> only, List<Storage> precisions,
	List<Integer> threads, int rounds, int prompt, int tokens, Path llamaBench, Path python)
{

	/** All that can be measured. */
	public static final List<String> ALL = List.of("prefill", "decode", "encode", "perceive", "report", "train");

	/** @throws TrrgException naming the option that is out of range */
	public BenchSettings {
		for (final String each : only)
			if (!ALL.contains(each)) throw new TrrgException("--only: cannot measure \"" + each + "\"; choose from " + String.join(", ", ALL) + ".");
		final int cores = Runtime.getRuntime().availableProcessors();
		for (final int count : threads)
			if (count < 1 || count > cores) throw new TrrgException("--threads must be 1 to " + cores + ", the cores here, not " + count + ".");
		images.forEach(count -> positive("--images", count, 64));
		positive("--rounds", rounds, 1000);
		positive("--prompt", prompt, 1024);
		positive("--tokens", tokens, 1024);
	}

	private static void positive(final String option, final int value, final int most) {
		if (value < 1 || value > most) throw new TrrgException(option + " must be 1 to " + most + ", not " + value + ".");
	}

	boolean measures(final String... what) {
		return List.of(what).stream().anyMatch(only::contains);
	}
}
