package io.github.trrg.engine;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

import com.google.gson.JsonObject;

import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.TrrgException;
import io.github.trrg.common.UserFolder;

/**
 * Which build of PyTorch this user wants: the one that comes with the plugin, or another, as a rule for a GPU. A guard file stands while
 * another one is loaded; found by the next process it tells that the native code crashed, and the plugin's own is used from then on.
 */
public final class EngineChoice {

	private static final String FILE = "engine.json", GUARD = "starting-", LIBRARY_PATH = "PYTORCH_LIBRARY_PATH";

	private final Path folder;

	/** @param folder where the choice is kept, and engines that were downloaded; need not exist */
	EngineChoice(final Path folder) {
		this.folder = folder;
	}

	/** That of this user. */
	public static EngineChoice standard() {
		return new EngineChoice(UserFolder.path().resolve("engine"));
	}

	Path folder() {
		return folder;
	}

	/**
	 * What is remembered.
	 *
	 * @param torch the other build, used or not
	 * @param used whether it is used from the next start on
	 * @param failure why it is not used any more, empty if it did not fail
	 */
	public record Remembered(TorchFolder torch, boolean used, String failure) {}

	/** @return empty if no other build was ever chosen; what cannot be read counts as that, so that the plugin's own starts */
	public Optional<Remembered> remembered() {
		try {
			if (!Files.isRegularFile(folder.resolve(FILE))) return Optional.empty();
			final JsonFields json = JsonFields.read(folder.resolve(FILE));
			return Optional.of(new Remembered(new TorchFolder(Path.of(json.requireString("libraries")), json.requireString("version")), json.requireBoolean("used"), json
				.optString("failure", "")));
		}
		catch (final TrrgException | InvalidPathException e) {
			return Optional.empty();
		}
	}

	/** Uses another build from the next start on. */
	void choose(final TorchFolder torch) {
		remember(new Remembered(torch, true, ""));
	}

	/** Uses the plugin's own from the next start on; the other one stays remembered. */
	void useBundled(final String failure) {
		remembered().ifPresent(remembered -> remember(new Remembered(remembered.torch, false, failure)));
	}

	void forget() {
		try {
			Files.deleteIfExists(folder.resolve(FILE));
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot delete " + folder.resolve(FILE) + ": " + e.getMessage() + ".", e);
		}
	}

	private void remember(final Remembered remembered) {
		final JsonObject json = new JsonObject();
		json.addProperty("libraries", remembered.torch.libraries().toString());
		json.addProperty("version", remembered.torch.version());
		json.addProperty("used", remembered.used);
		if (!remembered.failure.isEmpty()) json.addProperty("failure", remembered.failure);
		AtomicFile.writeText(folder.resolve(FILE), json + "\n");
	}

	/**
	 * Lets DJL load what is chosen. What the environment names comes first, if it fits.
	 *
	 * @param start loads PyTorch's libraries
	 * @throws TrrgException if the environment names a PyTorch that does not fit
	 */
	<T> T load(final Supplier<T> start) {
		final Optional<Path> named = named();
		if (named.isPresent()) {
			TorchFolder.in(named.get()).announce(folder.resolve("cudart"));
			return start.get();
		}
		noticeCrash();
		final Optional<TorchFolder> other = remembered().filter(Remembered::used).map(Remembered::torch);
		if (other.isEmpty()) return start.get();
		final Path guard = folder.resolve(GUARD + ProcessHandle.current().pid());
		try {
			final TorchFolder torch = TorchFolder.in(other.get().libraries()); // it may have been updated or deleted since
			AtomicFile.writeText(guard, started(ProcessHandle.current()));
			torch.announce(folder.resolve("cudart"));
			return start.get();
		}
		catch (final RuntimeException | LinkageError e) {
			useBundled("It did not start: " + e.getMessage());
			if (e instanceof TrrgException) return start.get(); // nothing was loaded yet
			throw e;
		}
		finally {
			delete(guard);
		}
	}

	/** The folder that the environment, or whoever started Java, wants PyTorch from; one without it is no matter, as to DJL. */
	static Optional<Path> named() {
		final String path = System.getenv(LIBRARY_PATH) == null ? System.getProperty(LIBRARY_PATH, "") : System.getenv(LIBRARY_PATH);
		final String library = TorchFolder.library("torch");
		return Arrays.stream(path.split(File.pathSeparator)).filter(one -> !one.isBlank()).map(one -> Path.of(one).toAbsolutePath())
			.map(one -> one.endsWith(library) ? one.getParent() : one).filter(one -> Files.isRegularFile(one.resolve(library))).findFirst();
	}

	/** Guards of processes that are gone: they never came to delete them. */
	private void noticeCrash() {
		if (!Files.isDirectory(folder)) return;
		try (DirectoryStream<Path> guards = Files.newDirectoryStream(folder, GUARD + "*")) {
			for (final Path guard : guards) {
				final String pid = guard.getFileName().toString().substring(GUARD.length());
				final boolean alive = pid.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(pid)).map(EngineChoice::started).filter(Files.readString(guard)::equals)
					.isPresent();
				if (alive) continue;
				useBundled("It crashed while it started, at " + Files.getLastModifiedTime(guard).toInstant().truncatedTo(ChronoUnit.SECONDS) + ".");
				delete(guard);
			}
		}
		catch (final IOException e) {
			// A guard that vanishes meanwhile is that of a process that came up.
		}
	}

	/** When a process started: process numbers come again. */
	private static String started(final ProcessHandle process) {
		return process.info().startInstant().map(Instant::toString).orElse("unknown");
	}

	private static void delete(final Path guard) {
		try {
			Files.deleteIfExists(guard);
		}
		catch (final IOException e) {
			// The next start takes it for a crash, which costs the GPU but no work.
		}
	}
}
