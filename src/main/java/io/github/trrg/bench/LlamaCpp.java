package io.github.trrg.bench;

import java.nio.file.Path;
import java.util.List;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import io.github.trrg.common.Progress;

/** llama.cpp's {@code llama-bench}, which is started anew for each round. */
final class LlamaCpp implements Peer {

	private final Path program;
	private final Path gguf;
	private final BenchSettings settings;

	LlamaCpp(final Path program, final Path gguf, final BenchSettings settings) {
		this.program = program;
		this.gguf = gguf;
		this.settings = settings;
	}

	@Override
	public String name() {
		return "llama.cpp";
	}

	@Override
	public Rates run(final int threads, final Progress progress) {
		final List<String> command = List.of(program.toString(), "-m", gguf.toString(), "-p", String.valueOf(settings.prompt()), "-n",
			String.valueOf(settings.tokens()), "-t", String.valueOf(threads), "-ngl", "0", "-r", "1", "-o", "json");
		try (PeerProcess process = new PeerProcess(name(), command, gguf.resolveSibling("llama.cpp.log"))) {
			final String text = process.rest(progress);
			double prefill = Double.NaN, decode = Double.NaN;
			try {
				for (final JsonElement element : JsonParser.parseString(text).getAsJsonArray()) {
					final JsonObject test = element.getAsJsonObject();
					if (test.get("n_gen").getAsInt() > 0) decode = test.get("avg_ts").getAsDouble();
					else prefill = test.get("avg_ts").getAsDouble();
				}
			}
			catch (final JsonParseException | IllegalStateException | NullPointerException e) {
				throw process.failed("it gives no JSON of tests");
			}
			if (Double.isNaN(prefill) || Double.isNaN(decode)) throw process.failed("its JSON lacks a test");
			return new Rates(prefill, decode);
		}
	}
}
