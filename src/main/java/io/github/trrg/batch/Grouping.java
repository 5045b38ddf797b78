package io.github.trrg.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.github.trrg.common.TrrgException;
import io.github.trrg.dicom.DicomTags;

/** How files become studies. */
final class Grouping {

	private static final String REGEX = "regex:";

	private final Path folder;
	/** From a file to what it has in common with the other files of its study. */
	private final Function<Path, String> key;
	private final boolean keyIsId;

	/**
	 * @param folder of the files, without links
	 * @param text {@code file}: one file is one study. {@code folder}: the files of a folder. {@code regex:…}: the files of a folder in whose
	 *          names the expression finds the same (its first group, if it has one); a file without a match is a study of its own. {@code dicom}:
	 *          the files of one Study Instance UID, named after the first, as the UID identifies the examination
	 * @throws TrrgException if it is none of these
	 */
	Grouping(final Path folder, final String text) {
		this.folder = folder;
		keyIsId = !text.equals("dicom");
		if (text.startsWith(REGEX)) {
			final Pattern pattern = pattern(text.substring(REGEX.length()));
			key = file -> match(pattern, file);
		}
		else key = switch (text) {
			case "file" -> this::name;
			case "folder" -> this::parent;
			case "dicom" -> file -> DicomTags.read(file).flatMap(tags -> tags.value(DicomTags.Tag.STUDY_INSTANCE_UID)).orElse(name(file));
			default -> throw new TrrgException("Unknown grouping \"" + text + "\". Use file, folder, dicom, or regex: and a regular expression.");
		};
	}

	private static Pattern pattern(final String text) {
		try {
			if (text.isBlank()) throw new PatternSyntaxException("it is empty", text, -1);
			return Pattern.compile(text);
		}
		catch (final PatternSyntaxException e) {
			throw new TrrgException("The expression \"" + text + "\" for grouping files is not a regular expression: " + e.getDescription() + ".", e);
		}
	}

	private String name(final Path file) {
		return FolderSearch.name(folder, file);
	}

	/** The folder itself has its own name, unless one inside has it. */
	private String parent(final Path file) {
		if (!file.getParent().equals(folder)) return name(file.getParent());
		final String own = String.valueOf(folder.getFileName());
		return Files.isDirectory(folder.resolve(own)) ? "." : own;
	}

	private String match(final Pattern pattern, final Path file) {
		final Matcher matcher = pattern.matcher(file.getFileName().toString());
		if (!matcher.find()) return name(file);
		final String match = matcher.groupCount() > 0 && matcher.group(1) != null ? matcher.group(1) : matcher.group();
		if (match.isEmpty()) return name(file);
		return file.getParent().equals(folder) ? match : name(file.getParent()) + "/" + match;
	}

	/** @param files sorted; studies and the files in them keep this order */
	List<StudyFiles> group(final List<Path> files) {
		final Map<String, List<Path>> groups = new LinkedHashMap<>();
		files.forEach(file -> groups.computeIfAbsent(key.apply(file), absent -> new ArrayList<>()).add(file));
		return groups.entrySet().stream().map(group -> new StudyFiles(keyIsId ? group.getKey() : name(group.getValue().get(0)), group.getValue())).toList();
	}
}
