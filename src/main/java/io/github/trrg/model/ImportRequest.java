package io.github.trrg.model;

import java.nio.file.Path;
import java.util.Locale;

import io.github.trrg.nn.Storage;

/**
 * What to make a model folder of. Each part comes from the folder that is given for it, else from the base.
 *
 * @param vision folder of a Swin Transformer or ResNet as Hugging Face publishes them, or null
 * @param text folder of a BERT, or null
 * @param language folder of a language model of the LLaMA family, or null
 * @param delta weights of R2GenGPT or adapters, laid over the parts, or null
 * @param base model folder of this software that gives the other parts, or null
 * @param out folder to make
 * @param storage of the language model's matrices, or null to keep each as it is
 * @param prompt name of a {@link PromptFormat}, or {@link PromptFormat#AUTO}
 */
public record ImportRequest(Path vision, Path text, Path language, Path delta, Path base, Path out, Storage storage, String prompt) {

	/** As the option names it: the language model stays as it is stored. */
	public static final String KEEP = "keep";

	/** @return null for {@link #KEEP} @throws io.github.trrg.common.TrrgException if there is no storage of that name */
	public static Storage storage(final String name) {
		return name.strip().toLowerCase(Locale.ROOT).equals(KEEP) ? null : Storage.of(name);
	}
}
