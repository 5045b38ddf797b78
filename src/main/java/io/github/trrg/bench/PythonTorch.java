package io.github.trrg.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import io.github.trrg.common.Progress;
import io.github.trrg.nn.LlamaConfig;
import io.github.trrg.nn.Storage;

/** PyTorch in Python: the same shape of plain modules, with noise for weights, in a process that waits between rounds. */
final class PythonTorch implements Peer {

	private static final String SCRIPT = "llama_peer.py";

	private final PeerProcess process;
	private final BenchSettings settings;

	/** Whether the script has products of that storage. */
	static boolean has(final Storage storage) {
		return storage == Storage.F32 || storage == Storage.BF16 || storage == Storage.F16;
	}

	/** @param folder for the script */
	PythonTorch(final Path python, final LlamaConfig config, final Storage storage, final BenchSettings settings, final Path folder) {
		this.settings = settings;
		final Path script = folder.resolve(SCRIPT);
		try (InputStream source = PythonTorch.class.getResourceAsStream(SCRIPT)) {
			Files.write(script, source.readAllBytes());
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		process = new PeerProcess(name(), List.of(python.toString(), script.toString(), config.toJson().toString(), storage.toString()),
			folder.resolve("pytorch.log"));
	}

	@Override
	public String name() {
		return "PyTorch (Python)";
	}

	@Override
	public Rates run(final int threads, final Progress progress) {
		process.say(threads + " " + settings.prompt() + " " + settings.tokens());
		final String line = process.line(progress);
		try {
			final JsonArray rates = JsonParser.parseString(line).getAsJsonArray();
			return new Rates(rates.get(0).getAsDouble(), rates.get(1).getAsDouble());
		}
		catch (final JsonParseException | IllegalStateException | IndexOutOfBoundsException e) {
			throw process.failed("it gives no numbers");
		}
	}

	@Override
	public void close() {
		process.close();
	}
}
