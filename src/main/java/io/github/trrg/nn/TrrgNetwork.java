package io.github.trrg.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;

/**
 * The whole network of TRRG. Shapes: B studies, V views, P patches per view, N = V·P tokens, K diseases, D visual width, E shared
 * embedding width, H language-model width. Which of its parts are the paper's and which are ours is said at each part.
 */
public final class TrrgNetwork {

	private static final int VIEWS = 4;

	/**
	 * What the language model is given besides words.
	 *
	 * @param visual soft tokens (B, N / pool², H)
	 * @param clues soft tokens (B, K, H), selected or not; null without clue injection
	 * @param clueStates clue tokens before the mapper (B, K, D), or null
	 * @param attention of each clue over the patches (B, K, N); null without clue interaction
	 */
	public record SoftTokens(NDArray visual, NDArray clues, NDArray clueStates, NDArray attention) {}

	private final ClueConfig config;
	private final Lora lora;
	private final VisualEncoder vision;
	private final Bert text;
	private final Linear textProjection;
	private final DiseasePerception perception;
	private final NDArray viewEmbedding;
	private final ClueInjection injection;
	private final ClueInteraction interaction;
	private final Linear mapper;
	private final LayerNorm mapperNorm;
	private final Llama language;
	private final Linear reportConsistency;
	private final Linear clueConsistency;

	/**
	 * @param vision builds the visual encoder in its scope, so that the kind of encoder stays a matter of configuration
	 * @param writes whether to have a language model
	 */
	public TrrgNetwork(final Parameters parameters, final java.util.function.Function<Parameters.Scope, VisualEncoder> vision, final BertConfig text,
		final LlamaConfig language, final boolean writes, final ClueConfig config, final Lora lora)
	{
		final Parameters.Scope scope = parameters.root();
		this.config = config;
		this.lora = lora;
		this.vision = vision.apply(scope.at("vision"));
		this.text = new Bert(scope.at("text"), text);
		final int width = this.vision.width();
		textProjection = new Linear(scope.at("text_projection"), text.hiddenSize(), config.embeddingSize(), false);
		perception = new DiseasePerception(scope.at("perception"), width, config.embeddingSize());
		viewEmbedding = scope.at("view_embedding").weight("weight", Init.normal(0.02), VIEWS, width);
		injection = config.injection() ? new ClueInjection(scope.at("clue_injection"), config.embeddingSize(), width) : null;
		interaction = config.interaction() ? new ClueInteraction(scope.at("clue_interaction"), width, config.heads()) : null;
		mapper = new Linear(scope.at("mapper").at("projection"), width, language.hiddenSize(), true);
		mapperNorm = new LayerNorm(scope.at("mapper").at("norm"), language.hiddenSize(), 1e-5);
		this.language = writes ? new Llama(scope.at("language"), language, lora) : null;
		if (lora != null) parameters.freeze(name -> name.startsWith("language.") && !name.contains(".lora_"));
		reportConsistency = new Linear(scope.at("consistency").at("report"), language.hiddenSize(), config.embeddingSize(), false);
		clueConsistency = config.injection() ? new Linear(scope.at("consistency").at("clue"), width, 1, true) : null;
	}

	public VisualEncoder vision() {
		return vision;
	}

	public Bert text() {
		return text;
	}

	/** Null if the network has none, because another runs it. */
	public Llama language() {
		return language;
	}

	/** Adapter of the language model, or null. */
	public Lora lora() {
		return lora;
	}

	/** Whether clues reach the language model as embeddings. */
	public boolean injectsClues() {
		return injection != null;
	}

	public DiseasePerception perception() {
		return perception;
	}

	/** Visual tokens per view the language model sees, for views of S × S pixels. */
	public int visualTokensPerView(final int size) {
		final int side = gridSide(size) / config.visualPool();
		return side * side;
	}

	/** Patches along a side of the grid of an S × S view. */
	public int gridSide(final int size) {
		return (size + vision.stride() - 1) / vision.stride();
	}

	/**
	 * @param pixels (B·V, C, S, S)
	 * @param views V
	 * @return patch tokens (B, V·P, D)
	 */
	public NDArray encodeViews(final NDArray pixels, final int views, final boolean training) {
		final NDArray tokens = vision.encode(pixels, training); // (B·V, P, D)
		final Shape s = tokens.getShape();
		return tokens.reshape(s.get(0) / views, views * s.get(1), s.get(2));
	}

	/** @param viewMask (B, V), 1 for views that exist @param patches P @return (B, V·P) */
	public static NDArray tokenMask(final NDArray viewMask, final long patches) {
		return viewMask.expandDims(2).broadcast(new Shape(viewMask.getShape().get(0), viewMask.getShape().get(1), patches)).reshape(viewMask.getShape().get(0), -1);
	}

	/** @param ids (N, T) int64, right-padded @param mask (N, T) @return (N, E) of unit length */
	public NDArray encodeTexts(final NDArray ids, final NDArray mask) {
		return DiseasePerception.unit(textProjection.forward(text.pooled(ids, mask)));
	}

	/**
	 * Clue injection, clue interaction and mapper, as far as the network has them.
	 *
	 * @param tokens patch tokens (B, V·P, D)
	 * @param viewMask (B, V)
	 * @param prompts positive prompt embeddings (K, E)
	 * @param strengths (B, K) 0 to 1
	 * @param selected (B, K), 1 for clues told to the language model
	 */
	public SoftTokens softTokens(final NDArray tokens, final NDArray viewMask, final NDArray prompts, final NDArray strengths, final NDArray selected) {
		final long batch = tokens.getShape().get(0);
		final long views = viewMask.getShape().get(1);
		final long patches = tokens.getShape().get(1) / views;
		final NDArray views1 = viewEmbedding(tokens.getManager(), views).broadcast(new Shape(1, views, patches, tokens.getShape().get(2))); // (1, V, P, D)
		final NDArray placed = tokens.reshape(batch, views, patches, -1).add(views1).reshape(tokens.getShape());
		if (injection == null) return new SoftTokens(map(pool(placed, views, patches)), null, null, null);
		final NDArray clues = injection.forward(prompts, strengths); // (B, K, D)
		final ClueInteraction.Result result = interaction == null ? new ClueInteraction.Result(placed, clues, null) : interaction.forward(placed, tokenMask(viewMask,
			patches), clues, selected);
		return new SoftTokens(map(pool(result.visual(), views, patches)), map(result.clues()), result.clues(), result.attention());
	}

	/** Disease logits (B, K) of pooled report states (B, H), against the prompts (K, E). Part of the consistency loss [ours]. */
	public NDArray reportLogits(final NDArray pooled, final NDArray positive, final NDArray negative) {
		final NDArray states = DiseasePerception.unit(reportConsistency.forward(pooled)); // (B, E)
		return states.matMul(positive.sub(negative).transpose()).mul(perception.scale(pooled.getManager()));
	}

	/** Disease logits (B, K) of clue states (B, K, D), which only injection makes. Part of the consistency loss [ours]. */
	public NDArray clueLogits(final NDArray clueStates) {
		return clueConsistency.forward(clueStates).squeeze(2);
	}

	/** Views beyond the last that has an embedding share it. (1, V, 1, D) */
	private NDArray viewEmbedding(final NDManager manager, final long views) {
		final long[] index = new long[(int) views];
		for (int i = 0; i < index.length; i++)
			index[i] = Math.min(i, VIEWS - 1);
		return ai.djl.nn.core.Embedding.embedding(manager.create(index), viewEmbedding, ai.djl.ndarray.types.SparseFormat.DENSE).singletonOrThrow()
			.reshape(1, views, 1, vision.width());
	}

	/** (B, V·P, D) → (B, V·P / pool², D): means over squares of patches. */
	private NDArray pool(final NDArray tokens, final long views, final long patches) {
		final int pool = config.visualPool();
		if (pool == 1) return tokens;
		final long side = Math.round(Math.sqrt(patches));
		final Shape s = tokens.getShape();
		final NDArray grids = tokens.reshape(s.get(0) * views, side, side, s.get(2)).transpose(0, 3, 1, 2); // (B·V, D, rows, columns)
		final NDArray pooled = Pool.avgPool2d(grids, new Shape(pool, pool), new Shape(pool, pool), new Shape(0, 0), false, true);
		return pooled.reshape(s.get(0), views, s.get(2), -1).transpose(0, 1, 3, 2).reshape(s.get(0), -1, s.get(2));
	}

	private NDArray map(final NDArray tokens) {
		return mapperNorm.forward(mapper.forward(tokens));
	}

	/**
	 * Words and soft tokens in one sequence.
	 *
	 * @param codes (B, T): a token id, or −1 − i for the i-th soft token of that study
	 * @param soft (B, S, H)
	 * @return (B, T, H)
	 */
	public NDArray mix(final long[][] codes, final NDArray soft) {
		final NDManager manager = soft.getManager();
		final int batch = codes.length;
		final int length = codes[0].length;
		final long softLength = soft.getShape().get(1);
		final long[] ids = new long[batch * length];
		final long[] softIndex = new long[batch * length];
		final float[] isSoft = new float[batch * length];
		for (int b = 0; b < batch; b++)
			for (int t = 0; t < length; t++) {
				final long code = codes[b][t];
				final int at = b * length + t;
				ids[at] = Math.max(code, 0);
				softIndex[at] = b * softLength + Math.max(-1 - code, 0);
				isSoft[at] = code < 0 ? 1 : 0;
			}
		final Shape shape = new Shape(batch, length);
		final NDArray words = language.embed(manager.create(ids, shape)); // (B, T, H)
		final NDArray flat = soft.reshape(batch * softLength, soft.getShape().get(2));
		final NDArray softRows = ai.djl.nn.core.Embedding.embedding(manager.create(softIndex, shape), flat, ai.djl.ndarray.types.SparseFormat.DENSE)
			.singletonOrThrow(); // (B, T, H)
		final NDArray choose = manager.create(isSoft, shape).toType(DataType.BOOLEAN, false).expandDims(2);
		return NDArrays.where(choose.broadcast(words.getShape()), softRows, words);
	}

	/** Visual then clue soft tokens, if there are any, as one bank (B, S, H) for {@link #mix}. */
	public static NDArray bank(final SoftTokens soft) {
		return soft.clues == null ? soft.visual : NDArrays.concat(new NDList(soft.visual, soft.clues), 1);
	}
}
