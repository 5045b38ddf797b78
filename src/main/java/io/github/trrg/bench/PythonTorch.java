package io.github.trrg.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import io.github.trrg.common.Progress;

/** PyTorch in Python: a script of ours builds the same shape of plain modules, with noise for weights, in a process that waits between rounds. */
final class PythonTorch implements AutoCloseable {

	/** As results name it. */
	static final String NAME = "PyTorch (Python)";

	private final PeerProcess process;

	/**
	 * @param script name of a resource of this package
	 * @param folder for the script
	 */
	PythonTorch(final Path python, final String script, final Path folder, final String... arguments) {
		final Path file = folder.resolve(script);
		try (InputStream source = PythonTorch.class.getResourceAsStream(script)) {
			Files.write(file, source.readAllBytes());
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		final List<String> command = new ArrayList<>(List.of(python.toString(), file.toString()));
		command.addAll(List.of(arguments));
		process = new PeerProcess(NAME, command, folder.resolve("pytorch.log"));
	}

	/** Has it measure. @param numbers how many it answers, each per second */
	double[] measure(final String line, final int numbers, final Progress progress) {
		process.say(line);
		final String answer = process.line(progress);
		try {
			final JsonArray rates = JsonParser.parseString(answer).getAsJsonArray();
			final double[] result = new double[numbers];
			for (int i = 0; i < numbers; i++)
				result[i] = rates.get(i).getAsDouble();
			return result;
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
