package io.github.trrg.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.common.Progress;
import io.github.trrg.engine.Kernels;
import io.github.trrg.engine.Torch;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.nn.Llama;
import io.github.trrg.nn.Masks;

/**
 * The language model's first training: next-token prediction on report texts, and on reports that follow a prompt with the names of
 * their findings but no picture. The second is where it learns that the clues decide what a report says; studies with findings
 * come twice, as most have none.
 */
final class LanguageObjective implements Objective<List<LanguageObjective.Sequence>> {

	/** Label of positions that do not count. */
	static final long IGNORED = -100;
	/** Tokens of a training sequence without a prompt. */
	private static final int LENGTH = 128;
	private static final double INDICATION = 0.5;

	/**
	 * @param ids of the tokens
	 * @param from first token that is learnt; those before are given
	 */
	record Sequence(int[] ids, int from) {}

	private final TrrgModel model;
	private final float dropout;
	private final int batch;
	private final List<Sequence> training;
	private final List<Sequence> heldOut;

	/** @param training texts @param heldOut texts of held-out studies @param data the studies */
	LanguageObjective(final TrrgModel model, final StageSettings settings, final List<String> training, final List<String> heldOut, final TrainingData data) {
		this.model = model;
		this.dropout = (float) settings.dropout();
		this.batch = settings.batch();
		this.training = sequences(training, data.training());
		this.heldOut = sequences(heldOut, data.heldOut());
	}

	private List<Sequence> sequences(final List<String> texts, final List<TrainingStudy> studies) {
		final List<Sequence> sequences = new ArrayList<>(packed(texts));
		final Random random = new Random(0);
		for (final TrainingStudy study : studies)
			for (int copy = 0; copy < (study.isAbnormal() ? 2 : 1); copy++)
				if (!study.target().isBlank()) sequences.add(prompted(study, random.nextDouble() < INDICATION ? study.indication() : ""));
		return sequences;
	}

	/** Texts one after the other in sequences of one length: padding short ones would cost four times as much. */
	private List<Sequence> packed(final List<String> texts) {
		final List<String> shuffled = new ArrayList<>(texts);
		Collections.shuffle(shuffled, new Random(0));
		final List<Integer> stream = new ArrayList<>();
		for (final String text : shuffled) {
			stream.add(model.begin());
			for (final int id : model.tokenizer().encode(text))
				stream.add(id);
			stream.add(model.end());
		}
		final int length = Math.min(LENGTH, model.network().language().config().maxPositions());
		final List<Sequence> sequences = new ArrayList<>();
		for (int from = 0; from < stream.size(); from += length)
			sequences.add(new Sequence(stream.subList(from, Math.min(stream.size(), from + length)).stream().mapToInt(Integer::intValue).toArray(), 1));
		return sequences;
	}

	/** The words of the prompt without its soft tokens, then the report. */
	private Sequence prompted(final TrainingStudy study, final String indication) {
		final int[] prompt = Arrays.stream(model.layout(0, study.clues(model.diseases()), indication)).filter(code -> code >= 0).mapToInt(code -> (int) code).toArray();
		final int[] report = model.tokenizer().encode(" " + study.target());
		final int[] ids = Arrays.copyOf(prompt, Math.min(model.network().language().config().maxPositions(), prompt.length + report.length + 1));
		for (int t = prompt.length; t < ids.length; t++)
			ids[t] = t - prompt.length < report.length ? report[t - prompt.length] : model.end();
		return new Sequence(ids, prompt.length);
	}

	@Override
	public String name() {
		return "language";
	}

	@Override
	public int size() {
		return training.size();
	}

	@Override
	public boolean trains(final String parameter) {
		return parameter.startsWith("language.");
	}

	@Override
	public List<Sequence> prepare(final int[] items, final double done, final long seed) {
		return Arrays.stream(items).mapToObj(training::get).toList();
	}

	@Override
	public NDArray loss(final NDManager step, final List<Sequence> sequences) {
		return loss(step, sequences, dropout);
	}

	private NDArray loss(final NDManager step, final List<Sequence> sequences, final float rate) {
		final int longest = sequences.stream().mapToInt(sequence -> sequence.ids.length).max().orElse(1) - 1;
		final long[] ids = new long[sequences.size() * longest];
		final long[] labels = new long[ids.length];
		final float[] keep = new float[ids.length];
		Arrays.fill(labels, IGNORED);
		for (int row = 0; row < sequences.size(); row++) {
			final Sequence sequence = sequences.get(row);
			for (int i = 0; i + 1 < sequence.ids.length; i++) {
				ids[row * longest + i] = sequence.ids[i];
				labels[row * longest + i] = i + 1 < sequence.from ? IGNORED : sequence.ids[i + 1];
				keep[row * longest + i] = 1;
			}
		}
		final Shape shape = new Shape(sequences.size(), longest);
		final Llama language = model.network().language();
		final NDArray positions = step.arange(longest).toType(DataType.FLOAT32, false).expandDims(0); // (1, T)
		final NDArray mask = Masks.causal(step.create(keep, shape), longest); // (B, 1, T, T)
		final NDArray hidden = language.forward(language.embed(step.create(ids, shape)), positions, mask, null, rate).hidden(); // (B, T, H)
		final NDArray logits = language.logits(hidden).reshape(ids.length, -1); // (B·T, vocabulary)
		return Kernels.run("cross_entropy", logits, step.create(labels));
	}

	/** @return minus the mean loss per batch */
	@Override
	public double validate(final Progress progress) {
		Torch.setGradients(false);
		double sum = 0;
		int batches = 0;
		for (int from = 0; from < heldOut.size(); from += batch) {
			progress.checkCanceled();
			try (NDManager step = Torch.newManager(model.parameters().device())) {
				sum += loss(step, heldOut.subList(from, Math.min(heldOut.size(), from + batch)), 0).getFloat();
				batches++;
			}
		}
		Torch.setGradients(true);
		return -sum / Math.max(1, batches);
	}
}
