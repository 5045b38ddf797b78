package io.github.trrg.batch;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.github.trrg.common.TrrgException;

/** Finds the files of a folder. Hidden files and folders are left out, links to folders are not followed. */
public final class FolderSearch extends SimpleFileVisitor<Path> {

	private final Path folder;
	private final Path out;
	private final Predicate<Path> filter;
	private final List<Path> files = new ArrayList<>();
	/** Reason by folder. */
	private final Map<Path, String> unreadable = new TreeMap<>();

	/** @param out what lies in there is not read */
	FolderSearch(final Path folder, final boolean recursive, final Predicate<Path> filter, final Path out) {
		this.out = out;
		this.filter = filter;
		if (!Files.isDirectory(folder)) throw new TrrgException("There is no folder " + folder + ". Choose a folder of radiographs.");
		try {
			this.folder = folder.toRealPath(); // may be a link itself
			Files.walkFileTree(this.folder, EnumSet.noneOf(FileVisitOption.class), recursive ? Integer.MAX_VALUE : 1, this);
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot read the folder " + folder + ": " + e.getMessage() + ". Check that it is readable.", e);
		}
		if (unreadable.containsKey(this.folder)) throw new TrrgException(unreadable.get(this.folder));
		files.sort(Comparator.comparing(this::name));
	}

	/**
	 * The radiographs of a folder, not of those inside it, by their names.
	 *
	 * @throws TrrgException if there is no such folder or it cannot be read
	 */
	public static List<Path> images(final Path folder) {
		return new FolderSearch(folder, false, NameFilter.of(""), folder.resolve(".none")).files();
	}

	/** Where the files are below, without links. */
	Path folder() {
		return folder;
	}

	/** Sorted by their names. */
	List<Path> files() {
		return files;
	}

	Map<Path, String> unreadable() {
		return unreadable;
	}

	/** Path below the folder, with "/" between names; no control characters, which would end a line of a table. */
	String name(final Path file) {
		return name(folder, file);
	}

	static String name(final Path folder, final Path file) {
		final List<String> names = new ArrayList<>();
		folder.relativize(file).forEach(name -> names.add(name.toString()));
		return String.join("/", names).replaceAll("\\p{Cntrl}", "?");
	}

	@Override
	public FileVisitResult preVisitDirectory(final Path visited, final BasicFileAttributes attributes) throws IOException {
		final boolean skip = !visited.equals(folder) && visited.getFileName().toString().startsWith(".") || Files.exists(out) && Files.isSameFile(visited, out);
		return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
	}

	@Override
	public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
		// A folder comes here where the search ends; a link that leads nowhere will be complained of.
		final boolean regular = attributes.isRegularFile() || attributes.isSymbolicLink() && !Files.isDirectory(file);
		if (regular && !file.getFileName().toString().startsWith(".") && filter.test(file)) files.add(file);
		return FileVisitResult.CONTINUE;
	}

	@Override
	public FileVisitResult visitFileFailed(final Path visited, final IOException e) {
		unreadable.put(visited, "Cannot read the folder " + visited + ": " + e.getClass().getSimpleName() + ". Check its permissions.");
		return FileVisitResult.CONTINUE;
	}

	@Override
	public FileVisitResult postVisitDirectory(final Path visited, final IOException e) {
		return e == null ? FileVisitResult.CONTINUE : visitFileFailed(visited, e);
	}
}
