package io.github.trrg.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;

/** A started program; what it says on standard error goes into a file, for complaints. */
final class PeerProcess implements AutoCloseable {

	private static final int POLL_MILLIS = 100, TOLD = 400;

	private final String name;
	private final Path errors;
	private final Process process;
	private final BufferedReader out;

	/** @throws TrrgException if there is no such program */
	PeerProcess(final String name, final List<String> command, final Path errors) {
		this.name = name;
		this.errors = errors;
		try {
			final ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
			// What bin/trrg chooses for us; the peer runs as its users run it.
			builder.environment().keySet().removeIf(variable -> variable.startsWith("MALLOC_"));
			process = builder.start();
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot start " + name + ": " + e.getMessage() + ". Give the path of a program that can be run.", e);
		}
		out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
	}

	void say(final String line) {
		try {
			final Writer in = process.outputWriter(StandardCharsets.UTF_8);
			in.write(line + "\n");
			in.flush();
		}
		catch (final IOException e) {
			throw failed(e.getMessage());
		}
	}

	/** The next line. */
	String line(final Progress progress) {
		final String line = wait(() -> out.readLine(), progress);
		if (line == null) throw failed("it ended early");
		return line;
	}

	/** All it says until it ends. */
	String rest(final Progress progress) {
		final String text = wait(() -> out.lines().collect(Collectors.joining("\n")), progress);
		final int code = process.onExit().join().exitValue();
		if (code != 0) throw failed("exit code " + code);
		return text;
	}

	private interface Reading {

		String read() throws IOException;
	}

	private String wait(final Reading reading, final Progress progress) {
		final CompletableFuture<String> text = new CompletableFuture<>();
		final Thread reader = new Thread(() -> {
			try {
				text.complete(reading.read());
			}
			catch (final IOException | UncheckedIOException e) {
				text.completeExceptionally(e);
			}
		}, name);
		reader.setDaemon(true);
		reader.start();
		while (true) {
			progress.checkCanceled();
			try {
				return text.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
			}
			catch (final TimeoutException e) {
				// it still works
			}
			catch (final ExecutionException e) {
				throw failed(e.getCause().getMessage());
			}
			catch (final InterruptedException e) {
				Thread.currentThread().interrupt();
				throw failed("interrupted");
			}
		}
	}

	/** A complaint with the last of what the program said. */
	TrrgException failed(final String why) {
		String said;
		try {
			said = Files.readString(errors).strip();
		}
		catch (final IOException e) {
			said = "";
		}
		return new TrrgException(name + " failed: " + why + (said.isEmpty() ? "" : "; it says: " + said.substring(Math.max(0,
			said.length() - TOLD)).replaceAll("\\s+", " ")) +
			". Correct the program or leave its option out.");
	}

	/** Ends the program. */
	@Override
	public void close() {
		process.destroyForcibly().onExit().join();
	}
}
