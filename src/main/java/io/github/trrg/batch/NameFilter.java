package io.github.trrg.batch;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.github.trrg.common.TrrgException;
import io.github.trrg.dicom.DicomTags;

/** Which files of a folder are read, by their names. */
final class NameFilter {

	private static final String REGEX = "regex:";
	private static final Set<String> IMAGES = Set.of("png", "jpg", "jpeg", "tif", "tiff", "dcm", "dicom", "ima", "bmp", "gif", "pgm");

	private NameFilter() {}

	/**
	 * @param text a wildcard pattern for the name, upper and lower case alike, such as <code>*.{png,dcm}</code>; {@code regex:} and a regular expression
	 *          to be found in the name; or blank for files with the extension of an image format and DICOM files without extension
	 * @throws TrrgException if it is no such pattern
	 */
	static Predicate<Path> of(final String text) {
		if (text.isBlank()) return NameFilter::isImage;
		try {
			if (text.startsWith(REGEX)) {
				final Pattern pattern = Pattern.compile(text.substring(REGEX.length()));
				return file -> pattern.matcher(file.getFileName().toString()).find();
			}
			final PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + text.strip().toLowerCase(Locale.ROOT));
			return file -> glob.matches(Path.of(file.getFileName().toString().toLowerCase(Locale.ROOT)));
		}
		catch (final PatternSyntaxException e) {
			throw new TrrgException("The filter \"" + text + "\" is not a pattern: " + e.getDescription() +
				". Use wildcards such as *.png, or regex: and a regular expression.", e);
		}
	}

	private static boolean isImage(final Path file) {
		final String name = file.getFileName().toString();
		final String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
		if (name.contains(".") && !extension.matches("\\d+")) return IMAGES.contains(extension);
		return !name.equals("DICOMDIR") && DicomTags.read(file).isPresent();
	}
}
