package io.github.trrg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.clue.AttentionMap;
import io.github.trrg.clue.Clue;
import io.github.trrg.clue.Disease;
import io.github.trrg.common.Progress;
import io.github.trrg.decode.Arithmetic;
import io.github.trrg.decode.Generation;
import io.github.trrg.decode.GenerationSettings;
import io.github.trrg.decode.Generator;
import io.github.trrg.decode.JavaLlama;
import io.github.trrg.decode.LanguageModel;
import io.github.trrg.decode.Likelihood;
import io.github.trrg.decode.Prompt;
import io.github.trrg.decode.TokenListener;
import io.github.trrg.decode.TorchLlama;
import io.github.trrg.engine.Torch;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.nn.DiseasePerception;
import io.github.trrg.nn.TrrgNetwork;
import io.github.trrg.report.ContradictionCheck;
import io.github.trrg.report.Report;
import io.github.trrg.report.Sentence;
import io.github.trrg.study.Plausibility;
import io.github.trrg.study.Study;
import io.github.trrg.study.View;

/**
 * Reads radiographs: {@link #open} a model, {@link #perceive} a study, {@link #generate} its report. Safe for concurrent use. Close it to
 * free the network.
 */
public final class Trrg implements AutoCloseable {

	private final TrrgModel model;
	private final boolean ownsModel;
	private final LanguageModel language;
	private final Generator generator;
	private final NDManager constants;
	private final TrrgModel.Prompts prompts;

	private Trrg(final TrrgModel model, final boolean ownsModel) {
		this.model = model;
		this.ownsModel = ownsModel;
		final Device device = model.parameters().device();
		language = device.isGpu() ? new TorchLlama(model.network().language(), device) : new JavaLlama(model.languageConfig(), model.languageWeights(),
			Arithmetic.best(), device);
		generator = new Generator(language, model.tokenizer()::decode, model.ends());
		constants = Torch.newManager(device);
		Torch.setGradients(false);
		prompts = model.embedPrompts(constants);
	}

	/**
	 * @param folder model folder
	 * @param device {@code auto}, {@code cpu}, {@code gpu0}, …
	 * @throws io.github.trrg.common.TrrgException if the folder or the device cannot be used, saying why
	 */
	public static Trrg open(final Path folder, final String device) {
		final TrrgModel model = TrrgModel.openForReading(folder, Torch.device(device));
		try {
			return new Trrg(model, true);
		}
		catch (final RuntimeException | Error e) {
			model.close();
			throw e;
		}
	}

	/** Reads with a model that is being trained, as it is now; closing this leaves the model open. */
	public static Trrg of(final TrrgModel model) {
		return new Trrg(model, false);
	}

	public TrrgModel model() {
		return model;
	}

	/** Encodes the views and perceives each disease. */
	public Perceived perceive(final Study study) {
		return perceive(List.of(study)).get(0);
	}

	/** Encodes the views of several studies together, which costs less than one by one; what is perceived does not depend on the others. */
	public List<Perceived> perceive(final List<Study> studies) {
		final long start = System.nanoTime();
		Torch.setGradients(false);
		final List<float[]> pixels = studies.stream().flatMap(study -> study.views().stream()).map(model.preprocessing()::apply).toList();
		try (NDManager step = Torch.newManager(model.parameters().device())) {
			final NDArray tokens = model.network().encodeViews(model.pixels(step, pixels), 1, false); // (views of all, P, D)
			final List<Perceived> perceived = new ArrayList<>();
			int first = 0;
			for (final Study study : studies) {
				final int end = first + study.views().size();
				final NDArray own = tokens.get(first + ":" + end).reshape(1, -1, tokens.getShape().get(2)); // (1, V·P, D)
				final List<Clue> clues = clues(own, step.ones(new Shape(1, own.getShape().get(1))), end - first);
				perceived.add(new Perceived(study, clues, own.toFloatArray(), warnings(study), 0));
				first = end;
			}
			final double seconds = seconds(start) / studies.size();
			return perceived.stream().map(one -> new Perceived(one.study(), one.clues(), one.tokens(), one.warnings(), seconds)).toList();
		}
	}

	/**
	 * Perceives a part of a study, without encoding again [ours]: clues rest on the patches of the part alone, and a report written from the
	 * result sees nothing of the others, in whose place stands the mean of the part. Thresholds are those calibrated on whole studies.
	 *
	 * @param part per view how much of each patch belongs to it, 0 to 1, on the grid of the clues' maps
	 * @throws TrrgException if no patch belongs to it
	 */
	public Perceived perceive(final Perceived whole, final List<AttentionMap> part) {
		final long start = System.nanoTime();
		Torch.setGradients(false);
		final float[] inside = StudyPart.patches(part);
		final float[] restricted = StudyPart.restrict(whole.tokens(), inside);
		try (NDManager step = Torch.newManager(model.parameters().device())) {
			final NDArray tokens = step.create(restricted, new Shape(1, inside.length, restricted.length / inside.length));
			final List<Clue> clues = clues(tokens, step.create(inside, new Shape(1, inside.length)), part.size());
			return new Perceived(whole.study(), clues, restricted, whole.warnings(), seconds(start));
		}
	}

	/** @param tokens (1, V·P, D) @param mask (1, V·P), 1 for patches that count @param views V */
	private List<Clue> clues(final NDArray tokens, final NDArray mask, final int views) {
		final DiseasePerception perception = model.network().perception();
		final TrrgModel.Prompts texts = prompts.in(tokens.getManager());
		final NDArray patches = perception.project(tokens); // (1, V·P, E)
		final DiseasePerception.Result result = perception.perceive(patches, mask, texts.positive(), texts.negative());
		final float[] logits = result.logits().toFloatArray(); // (1, K)
		final double[] probabilities = new double[logits.length];
		for (int k = 0; k < logits.length; k++)
			probabilities[k] = 1 / (1 + Math.exp(-logits[k]));
		final List<Integer> selected = Disease.select(model.diseases(), probabilities);
		final List<List<AttentionMap>> maps = maps(DiseasePerception.evidenceMaps(patches, result.attention(), texts.positive(), texts.negative())
			.toFloatArray(), views);
		final List<Clue> clues = new ArrayList<>();
		for (int k = 0; k < logits.length; k++)
			clues.add(new Clue(model.diseases().get(k), probabilities[k], selected.contains(k), maps.get(k)));
		return clues;
	}

	/** Per disease one map per view, of weights (1, K, V·P). */
	private List<List<AttentionMap>> maps(final float[] weights, final int views) {
		final int patches = weights.length / model.diseases().size();
		final List<List<AttentionMap>> maps = new ArrayList<>();
		for (int k = 0; k < model.diseases().size(); k++)
			maps.add(AttentionMap.ofViews(Arrays.copyOfRange(weights, k * patches, (k + 1) * patches), views));
		return maps;
	}

	private static List<String> warnings(final Study study) {
		final Set<String> warnings = new LinkedHashSet<>();
		for (final View view : study.views())
			warnings.addAll(Plausibility.warnings(view));
		return List.copyOf(warnings);
	}

	/** Writes the report with the settings of the model folder. */
	public Report generate(final Perceived perceived) {
		return generate(perceived, model.generation(), TokenListener.NONE, Progress.NONE);
	}

	/** @param listener hears of the report while it is written */
	public Report generate(final Perceived perceived, final GenerationSettings settings, final TokenListener listener, final Progress progress) {
		return generate(List.of(perceived), settings, listener, progress).get(0);
	}

	/** Writes the reports of several studies together. */
	public List<Report> generate(final List<Perceived> studies, final GenerationSettings settings, final TokenListener listener, final Progress progress) {
		final long start = System.nanoTime();
		final List<Prompt> asked = studies.stream().map(this::prompt).toList();
		final List<Generation> written = generator.generate(asked, settings, listener, progress);
		final double seconds = seconds(start) / studies.size();
		final List<Report> reports = new ArrayList<>();
		for (int i = 0; i < studies.size(); i++)
			reports.add(report(studies.get(i), written.get(i), settings, seconds));
		return reports;
	}

	/** How probable the model finds a report of the study. */
	public Likelihood likelihood(final Perceived perceived, final String report) {
		final int[] text = model.tokenizer().encode(" " + report.strip());
		final int[] tokens = Arrays.copyOf(text, text.length + 1);
		tokens[text.length] = model.end();
		return Likelihood.of(language, prompt(perceived), tokens);
	}

	private Report report(final Perceived perceived, final Generation generation, final GenerationSettings settings, final double seconds) {
		final Map<String, String> provenance = new LinkedHashMap<>();
		provenance.put("model", model.name());
		provenance.put("device", Torch.name(model.parameters().device()));
		provenance.put("indication", perceived.study().indication());
		provenance.put("generation", settings.toJson().toString());
		final Map<String, Double> timings = new LinkedHashMap<>();
		timings.put("perceive", perceived.seconds());
		timings.put("generate", seconds);
		final String text = generation.text().strip();
		final List<Sentence> sentences = SentenceAttention.of(text, generation, model.tokenizer()::decode, perceived.study().views().size());
		return new Report(text, sentences, perceived.clues(), ContradictionCheck.check(text, perceived.clues()), perceived.warnings(), provenance, timings);
	}

	/** Clue injection, interaction and mapper, laid out by the template; attention to the visual tokens is recorded. */
	private Prompt prompt(final Perceived perceived) {
		Torch.setGradients(false);
		final List<Clue> clues = perceived.clues();
		final int diseases = clues.size();
		final int views = perceived.study().views().size();
		final float[] strengths = new float[diseases];
		final float[] selected = new float[diseases];
		final List<Integer> chosen = new ArrayList<>();
		for (int k = 0; k < diseases; k++) {
			final Clue clue = clues.get(k);
			// A clue the user forces is a sure one.
			strengths[k] = (float) (clue.selected() && clue.probability() < clue.disease().threshold() ? 1 : clue.probability());
			if (!clue.selected()) continue;
			selected[k] = 1;
			chosen.add(k);
		}
		try (NDManager step = Torch.newManager(model.parameters().device())) {
			final long count = perceived.tokens().length / model.network().vision().width();
			final NDArray tokens = step.create(perceived.tokens(), new Shape(1, count, model.network().vision().width()));
			final TrrgNetwork.SoftTokens soft = model.network().softTokens(tokens, step.ones(new Shape(1, views)), prompts.in(step).positive(),
				step.create(strengths, new Shape(1, diseases)), step.create(selected, new Shape(1, diseases)));
			final int visual = (int) soft.visual().getShape().get(1);
			final long[] codes = model.layout(visual, chosen, perceived.study().indication());
			return assemble(codes, TrrgNetwork.bank(soft).toFloatArray(), visual, clues);
		}
	}

	/**
	 * Embeddings of the prompt's tokens and soft tokens; see {@link TrrgNetwork#mix} for the codes. Of several texts, that which contradicts the
	 * clues least is wanted.
	 */
	private Prompt assemble(final long[] codes, final float[] bank, final int visual, final List<Clue> clues) {
		final int width = language.hiddenSize();
		final float[] embeddings = language.embed(Arrays.stream(codes).mapToInt(code -> (int) Math.max(0, code)).toArray());
		int firstVisual = 0;
		for (int t = 0; t < codes.length; t++) {
			if (codes[t] == -1) firstVisual = t;
			if (codes[t] < 0) System.arraycopy(bank, (int) (-1 - codes[t]) * width, embeddings, t * width, width);
		}
		return new Prompt(embeddings, firstVisual, firstVisual + visual, text -> ContradictionCheck.check(text.strip(), clues).size());
	}

	private static double seconds(final long start) {
		return (System.nanoTime() - start) / 1e9;
	}

	@Override
	public void close() {
		constants.close();
		language.close();
		if (ownsModel) model.close();
	}
}
