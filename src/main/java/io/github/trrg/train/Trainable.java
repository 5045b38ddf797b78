package io.github.trrg.train;

import java.util.Arrays;
import java.util.Locale;

import io.github.trrg.common.TrrgException;

/** What fine-tuning changes of a model. */
public enum Trainable {
	/** By the number of studies, see {@link #forStudies}. */
	AUTO("auto"),
	/** Visual encoder, text encoder and their common space, by contrast; thresholds follow. */
	PERCEPTION("perception"),
	/** What turns image and clues into soft tokens; the language model stays. */
	CLUES("clue modules"),
	/** A low-rank adapter of the language model (LoRA); all else stays. */
	LANGUAGE("language model"),
	/** Clue modules and language model together, as stage 2 of a new model. */
	WRITING("clue modules and language model"),
	/** Perception first, then writing. */
	EVERYTHING("everything");

	/** Below, the language model learns by an adapter only: it would learn so few texts by heart. */
	static final int WHOLE_LANGUAGE_MODEL = 1000;
	private static final int PERCEIVE = 100;

	private final String title;

	Trainable(final String title) {
		this.title = title;
	}

	/** As users read and write it: "clue modules". */
	public String title() {
		return title;
	}

	/** @throws TrrgException if there is no such choice */
	public static Trainable of(final String title) {
		final String wanted = title.strip().toLowerCase(Locale.ROOT);
		return Arrays.stream(values()).filter(choice -> choice.title.equals(wanted)).findFirst().orElseThrow(() -> new TrrgException("Cannot train \"" + title +
			"\". Choose from: " + String.join(", ", Arrays.stream(values()).map(Trainable::title).toList()) + "."));
	}

	/**
	 * What {@link #AUTO} stands for; any other choice stays.
	 *
	 * @param studies number of training studies
	 * @param newDiseases whether there are diseases nobody has trained yet: only perception can learn them
	 * @param texts whether there are texts to learn from
	 */
	public Trainable forStudies(final int studies, final boolean newDiseases, final boolean texts) {
		if (this != AUTO) return this;
		if (!texts) return PERCEPTION;
		return newDiseases || studies >= PERCEIVE && studies < WHOLE_LANGUAGE_MODEL ? EVERYTHING : WRITING;
	}

	boolean perception() {
		return this == PERCEPTION || this == EVERYTHING;
	}

	boolean clues() {
		return this == CLUES || this == WRITING || this == EVERYTHING;
	}

	boolean language() {
		return this == LANGUAGE || this == WRITING || this == EVERYTHING;
	}

	@Override
	public String toString() {
		return title;
	}
}
