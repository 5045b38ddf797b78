package io.github.trrg.convert;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.trrg.study.View;

/** Where the images of a source lie. Sources name them with folders before them or without. */
final class ImageFolder {

	private final Path root;
	/** Images by file name, looked for on demand; the root for a name that several have. */
	private Map<String, Path> byName;

	ImageFolder(final Path root) {
		this.root = root;
	}

	Path root() {
		return root;
	}

	/**
	 * Looks for an image as it is named, then without the first folder of the name (often that of the whole data set), and one named without
	 * a folder anywhere, if its name is unique.
	 *
	 * @param name with slashes or backslashes
	 * @param endings tried in this order; an empty one is the name itself
	 */
	SourceStudy.Image find(final String name, final View.Position view, final String... endings) {
		final String plain = name.replace('\\', '/').strip();
		for (final String ending : endings)
			for (final String place : List.of(plain, plain.substring(plain.indexOf('/') + 1))) {
				final Path file = below(place + ending);
				if (file != null) return new SourceStudy.Image(name, file, view);
			}
		if (plain.indexOf('/') < 0) for (final String ending : endings) {
			final Path file = anywhere(plain + ending);
			if (file != null) return new SourceStudy.Image(name, file, view);
		}
		return new SourceStudy.Image(name, null, view);
	}

	private Path below(final String name) {
		try {
			final Path file = root.resolve(name).normalize();
			return file.startsWith(root) && Files.isRegularFile(file) ? file : null;
		}
		catch (final InvalidPathException e) {
			return null; // no file has such a name
		}
	}

	private Path anywhere(final String name) {
		if (byName == null) {
			byName = new HashMap<>();
			Tree.images(root, file -> byName.merge(file.getFileName().toString(), file, (a, b) -> root));
		}
		final Path file = byName.get(name);
		return file == null || file.equals(root) ? null : file;
	}
}
