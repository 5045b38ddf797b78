package io.github.trrg.data;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * A new data set folder while it is made, see {@link DatasetWriter#create}. The items of each split go into a file of their own until
 * {@link #finish}, which joins them; without {@code annotation.json} the folder is no data set.
 */
public final class DatasetStream implements Closeable {

	/** How an image got into the data set. */
	public enum Kept {
		COPIED, HARD_LINK, SYMBOLIC_LINK, ENCODED
	}

	/** Come first, in this order. */
	private static final List<String> USUAL = List.of("train", "val", "test");
	private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

	private final Path folder;
	private final Map<String, Path> parts = new LinkedHashMap<>();
	private final Map<String, OutputStream> open = new LinkedHashMap<>();

	/** @param folder exists, and nobody else knows it yet */
	DatasetStream(final Path folder) {
		this.folder = folder;
	}

	/** Where it is made, for files beside those of the data set; moved once it is complete. */
	public Path folder() {
		return folder;
	}

	/** Whether an image of this name was put. */
	public boolean has(final String name) {
		return Files.exists(target(name));
	}

	/**
	 * Takes an image file over as it is.
	 *
	 * @param name path below {@code images/}, with slashes
	 * @param link whether to make a hard link, else a symbolic one where the file lies on another drive or belongs to somebody else; a copy
	 *          only where there are no links
	 * @throws FileAlreadyExistsException if there is an image of this name
	 */
	public Kept put(final Path file, final String name, final boolean link) throws IOException {
		final Path target = place(name);
		if (link) try {
			final Path real = file.toRealPath(); // a link to a link may lead nowhere
			return link(real, target);
		}
		catch (final FileAlreadyExistsException e) {
			throw e;
		}
		catch (final IOException | UnsupportedOperationException | SecurityException e) {
			// There is a way without links.
		}
		Files.copy(file, target);
		return Kept.COPIED;
	}

	private static Kept link(final Path real, final Path target) throws IOException {
		try {
			Files.createLink(target, real);
			return Kept.HARD_LINK;
		}
		catch (final FileAlreadyExistsException e) {
			throw e;
		}
		catch (final IOException | UnsupportedOperationException e) {
			Files.createSymbolicLink(target, real);
			return Kept.SYMBOLIC_LINK;
		}
	}

	/** Writes pixels as an image file that keeps them as they are. @param name as of {@link #name} */
	public Kept put(final BufferedImage pixels, final String name) throws IOException {
		Files.write(place(name), LosslessImage.encode(pixels), StandardOpenOption.CREATE_NEW);
		return Kept.ENCODED;
	}

	/** The name that pixels need. @param stem path below {@code images/}, without an ending */
	public static String name(final BufferedImage pixels, final String stem) {
		return stem + "." + LosslessImage.extension(pixels);
	}

	private Path target(final String name) {
		final Path images = folder.resolve(Dataset.IMAGES), target = images.resolve(name).normalize();
		if (!target.startsWith(images) || target.equals(images)) throw new IllegalArgumentException(name + " is no path below " + Dataset.IMAGES);
		return target;
	}

	private Path place(final String name) throws IOException {
		final Path target = target(name);
		if (!Files.isDirectory(target.getParent())) Files.createDirectories(target.getParent());
		return target;
	}

	/**
	 * Adds a study.
	 *
	 * @param images names of images that were put
	 * @param views their projections; none if all are unknown
	 * @param further fields that the format has no place for, by name; empty ones are left out
	 */
	public void add(final Annotation annotation, final List<String> images, final List<String> views, final Map<String, String> further) {
		final JsonObject item = new JsonObject();
		ItemJson.add(item, annotation, images, views);
		further.forEach((field, text) -> ItemJson.addText(item, field, text));
		item.addProperty("split", annotation.split());
		try {
			final boolean first = !parts.containsKey(annotation.split());
			part(annotation.split()).write(((first ? "\n" : ",\n") + GSON.toJson(item)).getBytes(StandardCharsets.UTF_8));
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private OutputStream part(final String split) throws IOException {
		if (!parts.containsKey(split)) {
			final Path part = folder.resolve(".part" + parts.size());
			open.put(split, new BufferedOutputStream(Files.newOutputStream(part)));
			parts.put(split, part);
		}
		return open.get(split);
	}

	/** Joins the splits. A line per study. */
	void finish() throws IOException {
		close();
		try (FileChannel channel = FileChannel.open(folder.resolve(Dataset.ANNOTATION), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
			final OutputStream out = Channels.newOutputStream(channel);
			String before = "{";
			for (final String split : ordered()) {
				out.write((before + new JsonPrimitive(split) + ": [").getBytes(StandardCharsets.UTF_8));
				Files.copy(parts.get(split), out);
				before = "\n],\n";
			}
			out.write((parts.isEmpty() ? "{}\n" : "\n]}\n").getBytes(StandardCharsets.UTF_8));
			channel.force(true);
		}
		for (final Path part : parts.values())
			Files.delete(part);
	}

	private List<String> ordered() {
		return Stream.concat(USUAL.stream().filter(parts::containsKey), parts.keySet().stream().filter(split -> !USUAL.contains(split))).toList();
	}

	@Override
	public void close() throws IOException {
		for (final OutputStream part : open.values())
			part.close();
		open.clear();
	}
}
