package io.github.trrg.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.Sha256;
import io.github.trrg.common.TrrgException;

/**
 * What was typed of studies that are not in a data set yet: a file per study in its folder {@code .drafts}, or, while nothing can be
 * written there, in a folder of the user's own. Of two the later counts. Safe for concurrent use.
 */
public final class Drafts {

	private static final String FOLDER = ".drafts";
	private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
	private static final int NAME_LENGTH = 40;

	private final Path dataset;
	private final Path own;
	private volatile boolean seen;

	/**
	 * @param dataset folder of the data set, which need not exist yet
	 * @param home folder of the user's own things
	 */
	public Drafts(final Path dataset, final Path home) {
		this.dataset = dataset.toAbsolutePath().normalize();
		own = home.resolve("drafts").resolve(digest(this.dataset.toString()));
		seen = Files.isDirectory(this.dataset);
		clear(this.dataset.resolve(FOLDER));
		clear(own);
	}

	public Path dataset() {
		return dataset;
	}

	/** Whether the data set's folder was there and is no more, or cannot be: its drive was taken out, perhaps. A new folder would hide it. */
	public boolean isGone() {
		final boolean there = Files.isDirectory(dataset);
		seen |= there;
		return !there && (seen || !Files.isDirectory(dataset.getParent()));
	}

	/**
	 * @return the draft of that study, empty if there is none
	 * @throws TrrgException if it is damaged; it is then set aside, so that nothing overwrites it
	 */
	public Optional<Draft> read(final String source) {
		final Optional<Path> latest = Stream.of(inDataset(source), inOwn(source)).filter(Files::isRegularFile).max(Comparator.comparing(Drafts::changed));
		if (latest.isEmpty()) return Optional.empty();
		try {
			return Optional.of(Draft.of(JsonFields.read(latest.get())));
		}
		catch (final TrrgException | UnsupportedOperationException | IllegalStateException e) {
			final Path aside = latest.get().resolveSibling(latest.get().getFileName() + ".damaged");
			try {
				Files.move(latest.get(), aside, StandardCopyOption.REPLACE_EXISTING);
			}
			catch (final IOException f) {
				e.addSuppressed(f);
			}
			throw new TrrgException("The draft of " + source + " cannot be read and was kept as " + aside + ": " + e.getMessage(), e);
		}
	}

	/**
	 * Keeps a draft.
	 *
	 * @return whether beside the data set; else in the user's own folder
	 * @throws TrrgException if neither can be written
	 */
	public boolean write(final Draft draft) {
		final String text = GSON.toJson(draft.toJson());
		try {
			if (isGone()) throw new TrrgException("The folder " + dataset + " is not there.");
			AtomicFile.writeText(inDataset(draft.source()), text);
			seen = true;
		}
		catch (final TrrgException e) {
			AtomicFile.writeText(inOwn(draft.source()), text);
			return false;
		}
		try {
			Files.deleteIfExists(inOwn(draft.source()));
		}
		catch (final IOException e) {
			// It is older than the other.
		}
		return true;
	}

	/** Where drafts go while the data set cannot be written. */
	public Path own() {
		return own;
	}

	private Path inDataset(final String source) {
		return dataset.resolve(FOLDER).resolve(fileName(source));
	}

	private Path inOwn(final String source) {
		return own.resolve(fileName(source));
	}

	/** Readable, and different for every source. */
	private static String fileName(final String source) {
		final String name = source.toLowerCase(Locale.ROOT).replaceFirst("^.*[/\\\\]", "").replaceAll("[^a-z0-9_-]+", "_");
		return name.substring(0, Math.min(NAME_LENGTH, name.length())) + "-" + digest(source) + ".json";
	}

	private static String digest(final String text) {
		return HexFormat.of().formatHex(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)), 0, 8);
	}

	private static FileTime changed(final Path file) {
		try {
			return Files.getLastModifiedTime(file);
		}
		catch (final IOException e) {
			return FileTime.fromMillis(0);
		}
	}

	/** Deletes what killed processes left half written; what a process writes now is younger. */
	private static void clear(final Path folder) {
		if (!Files.isDirectory(folder)) return;
		final FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
		try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*.tmp")) {
			for (final Path file : files)
				if (changed(file).compareTo(old) < 0) Files.deleteIfExists(file);
		}
		catch (final IOException e) {
			// It does no harm.
		}
	}
}
