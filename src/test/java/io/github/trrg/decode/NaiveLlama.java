package io.github.trrg.decode;

import io.github.trrg.nn.LlamaConfig;
import io.github.trrg.nn.Parameters;

/** The LLaMA decoder written as its formulas read, in 64 bits, without cache or batch: what the back ends are compared with. */
final class NaiveLlama {

	private final LlamaConfig c;
	private final Parameters.Source weights;

	/** @param logits (T, V) @param attention (T, T) mean over layers and heads */
	record Pass(double[][] logits, double[][] attention) {}

	NaiveLlama(final LlamaConfig config, final Parameters.Source weights) {
		this.c = config;
		this.weights = weights;
	}

	Pass run(final float[] embeddings) {
		final int length = embeddings.length / c.hiddenSize();
		double[][] x = new double[length][c.hiddenSize()];
		for (int t = 0; t < length; t++)
			for (int i = 0; i < c.hiddenSize(); i++)
				x[t][i] = embeddings[t * c.hiddenSize() + i];
		final double[][] attention = new double[length][length];
		for (int layer = 0; layer < c.layers(); layer++)
			x = layer(x, "model.layers." + layer + ".", attention);
		return new Pass(linear(norm(x, "model.norm.weight"), c.tieWordEmbeddings() ? "model.embed_tokens" : "lm_head", c.vocabSize(), false), attention);
	}

	private double[][] layer(final double[][] x, final String name, final double[][] attention) {
		final int d = c.headDim();
		final double[][] normed = norm(x, name + "input_layernorm.weight");
		final double[][] q = linear(normed, name + "self_attn.q_proj", c.heads() * d, c.attentionBias());
		final double[][] k = linear(normed, name + "self_attn.k_proj", c.kvHeads() * d, c.attentionBias());
		final double[][] v = linear(normed, name + "self_attn.v_proj", c.kvHeads() * d, c.attentionBias());
		final double[][] mixed = new double[x.length][c.heads() * d];
		for (int t = 0; t < x.length; t++) {
			rotate(q[t], t);
			rotate(k[t], t);
			for (int head = 0; head < c.heads(); head++) {
				final int shared = head / (c.heads() / c.kvHeads());
				final double[] weight = new double[t + 1];
				double sum = 0;
				for (int s = 0; s <= t; s++) {
					double dot = 0;
					for (int i = 0; i < d; i++)
						dot += q[t][head * d + i] * k[s][shared * d + i];
					weight[s] = Math.exp(dot / Math.sqrt(d));
					sum += weight[s];
				}
				for (int s = 0; s <= t; s++) {
					attention[t][s] += weight[s] / sum / (c.heads() * c.layers());
					for (int i = 0; i < d; i++)
						mixed[t][head * d + i] += weight[s] / sum * v[s][shared * d + i];
				}
			}
		}
		final double[][] attended = plus(x, linear(mixed, name + "self_attn.o_proj", c.hiddenSize(), false));
		final double[][] wide = norm(attended, name + "post_attention_layernorm.weight");
		final double[][] gate = linear(wide, name + "mlp.gate_proj", c.intermediateSize(), false);
		final double[][] up = linear(wide, name + "mlp.up_proj", c.intermediateSize(), false);
		for (int t = 0; t < x.length; t++)
			for (int i = 0; i < c.intermediateSize(); i++)
				up[t][i] *= gate[t][i] / (1 + Math.exp(-gate[t][i]));
		return plus(attended, linear(up, name + "mlp.down_proj", c.hiddenSize(), false));
	}

	private void rotate(final double[] x, final int position) {
		final double[] frequencies = c.inverseFrequencies();
		final int half = c.headDim() / 2;
		for (int head = 0; head < x.length; head += c.headDim())
			for (int i = 0; i < half; i++) {
				final double angle = position * frequencies[i];
				final double a = x[head + i];
				final double b = x[head + half + i];
				x[head + i] = a * Math.cos(angle) - b * Math.sin(angle);
				x[head + half + i] = b * Math.cos(angle) + a * Math.sin(angle);
			}
	}

	private double[][] norm(final double[][] x, final String name) {
		final float[] weight = weights.read(name, new long[] { c.hiddenSize() });
		final double[][] y = new double[x.length][c.hiddenSize()];
		for (int t = 0; t < x.length; t++) {
			double squares = 0;
			for (final double value : x[t])
				squares += value * value;
			for (int i = 0; i < c.hiddenSize(); i++)
				y[t][i] = weight[i] * x[t][i] / Math.sqrt(squares / c.hiddenSize() + c.rmsNormEps());
		}
		return y;
	}

	private double[][] linear(final double[][] x, final String name, final int out, final boolean hasBias) {
		final int in = x[0].length;
		final float[] weight = weights.read(name + ".weight", new long[] { out, in });
		final float[] bias = hasBias ? weights.read(name + ".bias", new long[] { out }) : new float[out];
		final double[][] y = new double[x.length][out];
		for (int t = 0; t < x.length; t++)
			for (int o = 0; o < out; o++) {
				y[t][o] = bias[o];
				for (int i = 0; i < in; i++)
					y[t][o] += x[t][i] * weight[o * in + i];
			}
		return y;
	}

	private static double[][] plus(final double[][] a, final double[][] b) {
		final double[][] sum = new double[a.length][a[0].length];
		for (int t = 0; t < a.length; t++)
			for (int i = 0; i < sum[t].length; i++)
				sum[t][i] = a[t][i] + b[t][i];
		return sum;
	}
}
