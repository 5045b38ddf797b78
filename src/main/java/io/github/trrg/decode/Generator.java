package io.github.trrg.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.trrg.common.Progress;

/** Writes texts with a language model: greedy, with beams, or by sampling. Safe for concurrent use. */
public final class Generator {

	private final LanguageModel model;
	private final Function<int[], String> decoder;
	private final int[] ends;

	/**
	 * @param decoder turns tokens into text
	 * @param ends tokens that end a text
	 */
	public Generator(final LanguageModel model, final Function<int[], String> decoder, final int... ends) {
		this.model = model;
		this.decoder = decoder;
		this.ends = ends.clone();
	}

	/**
	 * Writes one text for each prompt, all of them together. What is written for a prompt does not depend on the others.
	 *
	 * @param prompts of any lengths
	 * @param listener hears of tokens as they are settled
	 * @param progress asked at each step whether to go on
	 * @throws io.github.trrg.common.TrrgException if a prompt is too long or the settings leave no token to write
	 * @throws java.util.concurrent.CancellationException if the user asked to stop
	 */
	public List<Generation> generate(final List<Prompt> prompts, final GenerationSettings settings, final TokenListener listener, final Progress progress) {
		if (prompts.isEmpty()) return List.of();
		progress.checkCanceled();
		final Rules rules = new Rules(settings, decoder, ends);
		final List<Search> searches = prompts.stream().map(prompt -> settings.beams() == 1 ? new SingleSearch(rules) : new BeamSearch(rules, prompt.faults()))
			.toList();
		try (DecodingState state = model.prefill(prompts, settings.maxLength() - 1)) {
			final int[] heard = new int[searches.size()];
			for (int length = 1;; length++) {
				final Step step = new Step();
				int row = 0;
				for (int i = 0; i < searches.size(); i++) {
					final Search search = searches.get(i);
					final int rows = search.live().size();
					if (rows == 0) continue;
					advance(search, state, row, rows);
					step.add(search.live(), row);
					row += rows;
					final int[] settled = search.settled();
					if (settled.length > heard[i]) listener.written(i, settled);
					heard[i] = settled.length;
				}
				if (step.parents.isEmpty()) break;
				progress.checkCanceled();
				progress.update((double) length / settings.maxLength(), "Writing");
				state.step(toArray(step.parents), toArray(step.tokens));
			}
		}
		return searches.stream().map(Search::result).toList();
	}

	/** Rows of the next step. */
	private static final class Step {

		private final List<Integer> parents = new ArrayList<>();
		private final List<Integer> tokens = new ArrayList<>();

		void add(final List<Hypothesis> live, final int firstRow) {
			for (final Hypothesis text : live) {
				parents.add(firstRow + text.row());
				tokens.add(text.lastToken());
			}
		}
	}

	private static void advance(final Search search, final DecodingState state, final int row, final int rows) {
		search.advance(IntStream.range(row, row + rows).mapToObj(state::logits).toList(), IntStream.range(row, row + rows).mapToObj(state::attention).toList());
	}

	private static int[] toArray(final List<Integer> values) {
		return values.stream().mapToInt(Integer::intValue).toArray();
	}
}
