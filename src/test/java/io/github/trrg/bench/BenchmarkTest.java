package io.github.trrg.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import io.github.trrg.TinyModel;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.nn.Storage;

/** That everything is measured, not how fast it is. */
class BenchmarkTest {

	@TempDir
	private Path folder;

	@Test
	void aLanguageModelIsMeasuredInEveryPrecision() {
		final BenchResult result = Benchmark.run(settings(null, Set.of("prefill", "decode"), List.of(Storage.values()), null, null), Progress.NONE);
		assertEquals(List.of(), result.problems());
		final List<JsonObject> rows = rows(result);
		assertEquals(List.of("f32", "f32", "bf16", "bf16", "f16", "f16", "int8", "int8", "int4", "int4"),
			rows.stream().map(row -> row.get("precision").getAsString()).toList());
		for (final JsonObject row : rows) {
			assertTrue(row.get("median").getAsDouble() > 0, row::toString);
			assertEquals(row.get("what").getAsString().equals("decode"), !row.get("bandwidth_share").isJsonNull() && row.get("bandwidth_share").getAsDouble() > 0);
		}
		assertEquals(1 + rows.size(), result.csv().lines().count());
		assertTrue(result.json().get("complete").getAsBoolean());
		assertTrue(result.json().getAsJsonObject("read_gb_per_second").get("1").getAsDouble() > 0);
	}

	@Test
	void aModelReadsRadiographsAndIsTrained() {
		final Path model = TinyModel.make(folder.resolve("tiny"));
		final BenchResult result = Benchmark.run(settings(model, Set.of("encode", "perceive", "report", "train"), List.of(Storage.F32), null, null), Progress.NONE);
		assertEquals(List.of(), result.problems());
		assertEquals(List.of("encode", "perceive", "report", "train contrast", "train clues"), rows(result).stream().map(row -> row.get("what").getAsString()).toList());
		rows(result).forEach(row -> assertTrue(row.get("median").getAsDouble() > 0, row::toString));
	}

	@Test
	void whatWasMeasuredBeforeItWasCanceledIsKept() {
		final BenchSettings settings = settings(null, Set.of("decode"), List.of(Storage.F32, Storage.F16), null, null);
		final BenchResult result = Benchmark.run(settings, until("Decoding in f16"));
		assertEquals(List.of("f32"), rows(result).stream().map(row -> row.get("precision").getAsString()).toList());
		assertFalse(result.json().get("complete").getAsBoolean());
		assertTrue(result.table().contains("not complete"), result::table);
		assertThrows(CancellationException.class, () -> Benchmark.run(settings, until("Decoding in f32")), "nothing was measured");
	}

	/** Cancels as soon as it is told this. */
	private static Progress until(final String begin) {
		return new Progress() {

			private boolean canceled;

			@Override
			public void update(final double fraction, final String message) {
				canceled |= message.startsWith(begin);
			}

			@Override
			public boolean isCanceled() {
				return canceled;
			}
		};
	}

	@Test
	void aPeerThatCannotRunIsNamedAndTheRestIsDone() {
		final Path absent = folder.resolve("absent");
		final BenchResult result = Benchmark.run(settings(null, Set.of("decode"), List.of(Storage.F32, Storage.F16), absent, absent), Progress.NONE);
		assertEquals(2, rows(result).size());
		assertEquals(2, result.problems().size(), result.problems()::toString);
		assertTrue(result.problems().get(0).startsWith("--llama-bench: " + absent) && result.problems().get(1).startsWith("--python: " + absent),
			result.problems()::toString);
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void peersAreMeasuredBesideUs() throws Exception {
		final Path llama = program("llama", "echo '[{\"n_gen\": 0, \"avg_ts\": 20.0}, {\"n_gen\": 2, \"avg_ts\": 10.0}]'");
		final Path python = program("python", "echo no torch >&2; exit 1");
		final BenchResult result = Benchmark.run(settings(null, Set.of("prefill", "decode"), List.of(Storage.BF16), llama, python), Progress.NONE);
		for (final JsonObject row : rows(result)) {
			final JsonObject peer = row.getAsJsonObject("peers").getAsJsonObject("llama.cpp");
			assertEquals(row.get("what").getAsString().equals("decode") ? 10 : 20, peer.get("median").getAsDouble());
			assertEquals(row.get("median").getAsDouble() / peer.get("median").getAsDouble(), peer.get("ratio").getAsDouble(), 1e-9 * peer.get("ratio").getAsDouble());
			assertEquals(1, row.getAsJsonObject("peers").size());
		}
		assertEquals(1, result.problems().size());
		assertTrue(result.problems().get(0).contains("PyTorch (Python) failed") && result.problems().get(0).contains("no torch"), result.problems()::toString);
	}

	@Test
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void imagesAndTrainingHaveAPeer() throws Exception {
		final Path python = program("python", "while read line; do echo '[10.0]'; done");
		final Path model = TinyModel.make(folder.resolve("tiny"));
		final BenchResult result = Benchmark.run(new BenchSettings(null, model, null, List.of(1, 2), Set.of("encode", "train"), List.of(Storage.F32, Storage.BF16,
			Storage.INT8), List.of(1), 1, 4, 2, null, python), Progress.NONE);
		assertEquals(List.of(), result.problems());
		assertEquals(List.of("encode f32", "encode 2 f32", "encode bf16", "encode 2 bf16", "train contrast f32", "train contrast bf16", "train clues f32",
			"train clues bf16"), rows(result).stream().map(row -> row.get("what").getAsString() + " " + row.get("precision").getAsString()).toList());
		for (final JsonObject row : rows(result))
			assertEquals(row.get("median").getAsDouble() / 10, row.getAsJsonObject("peers").getAsJsonObject("PyTorch (Python)").get("ratio").getAsDouble(), 1e-9);
	}

	@Test
	void aVisualEncoderIsMeasuredWithoutAModel() {
		final BenchResult result = Benchmark.run(new BenchSettings(LlamaShape.TINY, null, VisionShape.TINY, List.of(1), Set.of("encode"), List.of(Storage.F32,
			Storage.BF16), List.of(1), 1, 4, 2, null, null), Progress.NONE);
		assertEquals(List.of(), result.problems());
		assertEquals(2, rows(result).size());
		assertTrue(assertThrows(TrrgException.class, () -> VisionShape.of("swin-x")).getMessage().contains("swin-tiny, swin-b"));
	}

	/** 6/1, 8/4 and 9/1: the median of the ratios is not the ratio of the medians. */
	@Test
	void ratiosAreMediansOverRounds() {
		final BenchRow row = new BenchRow("decode", "f32", 1, "tokens", List.of(6.0, 8.0, 9.0), Map.of("peer", List.of(1.0, 4.0, 1.0)), Double.NaN);
		assertEquals(8, row.median());
		assertEquals(6, row.ratio("peer"));
		assertEquals(2.5, BenchRow.median(List.of(1.0, 2.0, 3.0, 4.0)));
	}

	@Test
	void settingsOutOfRangeAreNamed() {
		assertTrue(assertThrows(TrrgException.class, () -> settings(null, Set.of("everything"), List.of(), null, null)).getMessage().contains("--only"));
		assertTrue(assertThrows(TrrgException.class, () -> LlamaShape.of("7b")).getMessage().contains("tiny, 31m, 1.1b"));
		assertTrue(assertThrows(TrrgException.class, () -> new BenchSettings(LlamaShape.TINY, null, null, List.of(1), Set.of(), List.of(), List.of(0), 1, 1, 1, null,
			null)).getMessage().contains("--threads"));
		assertTrue(assertThrows(TrrgException.class, () -> new BenchSettings(LlamaShape.TINY, null, null, List.of(1), Set.of(), List.of(), List.of(1), 0, 1, 1, null,
			null)).getMessage().contains("--rounds"));
	}

	private static BenchSettings settings(final Path model, final Set<String> only, final List<Storage> precisions, final Path llama, final Path python) {
		return new BenchSettings(LlamaShape.TINY, model, null, List.of(1), only, precisions, List.of(1), 1, 4, 2, llama, python);
	}

	private Path program(final String name, final String script) throws Exception {
		final Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
		assertTrue(file.toFile().setExecutable(true));
		return file;
	}

	private static List<JsonObject> rows(final BenchResult result) {
		return StreamSupport.stream(result.json().getAsJsonArray("rows").spliterator(), false).map(JsonElement::getAsJsonObject).toList();
	}
}
