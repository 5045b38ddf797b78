package io.github.trrg.nn;

import java.util.List;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;

import io.github.trrg.engine.Torch;

/** Multi-head attention, written out where its weights are wanted. */
final class Attention {

	/** @param output (B, Q, width) @param weights (B, heads, Q, S), rows sum to 1 */
	record Result(NDArray output, NDArray weights) {}

	private final Linear query;
	private final Linear key;
	private final Linear value;
	private final Linear out;
	private final int heads;
	private final Precision precision;

	/** Query, key and value below one scope, the output projection in another. */
	Attention(final Parameters.Scope scope, final Parameters.Scope output, final int width, final int heads) {
		this(scope, output, width, heads, true);
	}

	/** @param bias whether query, key and value have biases */
	Attention(final Parameters.Scope scope, final Parameters.Scope output, final int width, final int heads, final boolean bias) {
		if (width % heads != 0) throw new io.github.trrg.common.TrrgException("Width " + width + " is not divisible by " + heads + " attention heads");
		query = new Linear(scope.at("query"), width, width, bias);
		key = new Linear(scope.at("key"), width, width, bias);
		value = new Linear(scope.at("value"), width, width, bias);
		out = new Linear(output, width, width, true);
		this.heads = heads;
		precision = scope.precision();
	}

	/**
	 * @param queries (B, Q, width)
	 * @param keys (B, S, width)
	 * @param mask broadcastable to (B, heads, Q, S), added to the scores: a bias, a large negative number where a key must not be seen
	 */
	Result forward(final NDArray queries, final NDArray keys, final NDArray mask) {
		final NDArray q = split(query.forward(queries)); // (B, heads, Q, d)
		final NDArray k = split(key.forward(keys)); // (B, heads, S, d)
		final NDArray v = split(value.forward(keys)); // (B, heads, S, d)
		final double scale = 1 / Math.sqrt(q.getShape().get(3));
		final NDArray weights = precision.matMul(Torch.times(q, scale), k.transpose(0, 1, 3, 2)).add(mask).softmax(-1); // (B, heads, Q, S)
		final NDArray mixed = precision.matMul(weights, v).transpose(0, 2, 1, 3); // (B, Q, heads, d)
		return new Result(out.forward(mixed.reshape(queries.getShape())), weights);
	}

	/** The output alone, as {@link #forward} has it, faster. */
	NDArray attend(final NDArray queries, final NDArray keys, final NDArray mask) {
		final NDArray mixed = precision.attend(split(query.forward(queries)), split(key.forward(keys)), split(value.forward(keys)), mask); // (B, heads, Q, d)
		return out.forward(mixed.transpose(0, 2, 1, 3).reshape(queries.getShape()));
	}

	/** Of query, key, value and output, with biases. */
	List<NDArray> arrays() {
		return Stream.of(query, key, value, out).flatMap(linear -> linear.arrays().stream()).toList();
	}

	private NDArray split(final NDArray x) {
		final long batch = x.getShape().get(0);
		final long length = x.getShape().get(1);
		return x.reshape(batch, length, heads, x.getShape().get(2) / heads).transpose(0, 2, 1, 3);
	}
}
