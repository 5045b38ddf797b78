package io.github.trrg.batch;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The files of one study.
 *
 * @param id names the study in all outputs; made of paths below the folder, with "/" between names
 * @param files in reading order, at least one
 */
public record StudyFiles(String id, List<Path> files) {

	/** Characters have up to three bytes, file names up to 255. */
	private static final int LONGEST = 70;

	public StudyFiles {
		files = List.copyOf(files);
	}

	String fileName() {
		return fileName(id);
	}

	/** A name for files about a study, without extension: its id where that can be a file name, else it is told apart by a checksum. */
	static String fileName(final String id) {
		final String plain = id.replaceAll("[^\\p{L}\\p{N}._-]+|^\\.+", "_");
		if (plain.equals(id) && id.length() <= LONGEST) return id;
		return plain.substring(0, Math.min(LONGEST, plain.length())) + "-" + String.format(Locale.ROOT, "%08x", id.hashCode());
	}
}
