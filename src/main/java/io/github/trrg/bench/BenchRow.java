package io.github.trrg.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import io.github.trrg.nn.Precision;
import io.github.trrg.nn.Storage;

/**
 * Something measured.
 *
 * @param what one of {@link BenchSettings#ALL}
 * @param unit what is counted per second
 * @param own per second, by round
 * @param peers the same of each peer, as many rounds
 * @param bandwidthShare part of the read bandwidth that reading all weights once per token takes; NaN where that says nothing
 */
record BenchRow(String what, String precision, int threads, String unit, List<Double> own, Map<String, List<Double>> peers, double bandwidthShare) {

	static double median(final List<Double> values) {
		final List<Double> sorted = values.stream().sorted().toList();
		final int n = sorted.size();
		return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
	}

	/** As the language model's storage of the same numbers is named. */
	static String name(final Precision precision) {
		return (precision == Precision.BFLOAT16 ? Storage.BF16 : Storage.F32).toString();
	}

	double median() {
		return median(own);
	}

	/** Median of ours over the peer's of the same round. */
	double ratio(final String peer) {
		final List<Double> other = peers.get(peer);
		return median(IntStream.range(0, other.size()).mapToObj(i -> own.get(i) / other.get(i)).toList());
	}

	JsonObject json() {
		final JsonObject json = new JsonObject();
		json.addProperty("what", what);
		json.addProperty("precision", precision);
		json.addProperty("threads", threads);
		json.addProperty("unit", unit);
		json.addProperty("median", median());
		json.add("rounds", array(own));
		json.addProperty("bandwidth_share", Double.isNaN(bandwidthShare) ? null : bandwidthShare);
		final JsonObject others = new JsonObject();
		peers.forEach((name, values) -> {
			final JsonObject other = new JsonObject();
			other.addProperty("median", median(values));
			other.addProperty("ratio", ratio(name));
			other.add("rounds", array(values));
			others.add(name, other);
		});
		json.add("peers", others);
		return json;
	}

	private static JsonArray array(final List<Double> values) {
		final JsonArray array = new JsonArray();
		values.forEach(array::add);
		return array;
	}
}
