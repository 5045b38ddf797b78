package io.github.trrg.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.github.trrg.common.TrrgException;

/**
 * Tensors of published weights, found by the names of this software whatever their checkpoint puts before the names (the attribute of a larger
 * model, {@code model.}, {@code module.}, what adapters are wrapped in) and however old it is ({@code gamma} and {@code beta}, other spellings of
 * LayerNorm).
 */
final class PublishedTensors {

	private static final String WRAPPERS = "^(?:(?:module|model|base_model|swin|bert|resnet|backbone|visual_encoder|llama_model|language_model|text_encoder)\\.)+";

	private final Weights weights;
	private final String source;
	private final Map<String, String> originals = new LinkedHashMap<>();
	private final Set<String> unused = new LinkedHashSet<>();

	/**
	 * @param source what to call them in messages
	 * @param names of the tensors that may be found
	 * @param strip takes from a name what stands for the part of the model
	 * @throws TrrgException if two names mean the same
	 */
	PublishedTensors(final Weights weights, final String source, final Collection<String> names, final UnaryOperator<String> strip) {
		this.weights = weights;
		this.source = source;
		for (final String name : names) {
			final String other = originals.put(canonical(strip.apply(name)), name);
			if (other != null) throw new TrrgException("The weights in " + source + " have \"" + other + "\" and \"" + name +
				"\", which mean the same tensor. Remove one of them.");
			unused.add(name);
		}
	}

	/** What a name has in common with other spellings of it. */
	static String canonical(final String name) {
		return name.replaceFirst(WRAPPERS, "").replaceFirst("\\.gamma$", ".weight").replaceFirst("\\.beta$", ".bias").replace(".base_layer.", ".").replaceFirst(
			"(\\.lora_[AB])\\.default\\.", "$1.").toLowerCase(Locale.ROOT).replace("_", "");
	}

	/** @param name as this software names it, without its part @return the name in the weights, which counts as used from now on; null if there is none */
	String find(final String name) {
		final String original = originals.get(canonical(name));
		unused.remove(original);
		return original;
	}

	Weights weights() {
		return weights;
	}

	String source() {
		return source;
	}

	int size() {
		return originals.size();
	}

	/** Names of the tensors that were not asked for, in the order of the file. */
	Set<String> unused() {
		return unused;
	}
}
