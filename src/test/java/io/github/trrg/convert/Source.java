package io.github.trrg.convert;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import javax.imageio.ImageIO;

import io.github.trrg.common.Progress;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.StudyItem;
import io.github.trrg.ij.DatasetImages;

/** A folder made by hand that looks like a published data set, and what comes of it. */
final class Source {

	final Path folder, out;

	Source(final Path temporary) {
		folder = temporary.resolve("Röntgen 胸部 source");
		out = temporary.resolve("out é");
	}

	Source text(final String name, final String text) {
		return bytes(name, text.getBytes(StandardCharsets.UTF_8));
	}

	Source packed(final String name, final String text) throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
			gzip.write(text.getBytes(StandardCharsets.UTF_8));
		}
		return bytes(name, bytes.toByteArray());
	}

	Source bytes(final String name, final byte[] content) {
		try {
			final Path file = folder.resolve(name);
			Files.createDirectories(file.getParent());
			Files.write(file, content);
			return this;
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Writes images, in the format that their ending names. */
	Source images(final String... names) {
		for (final String name : names)
			bytes(name, image(name.substring(name.lastIndexOf('.') + 1)));
		return this;
	}

	static byte[] image(final String format) {
		try {
			final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			ImageIO.write(new BufferedImage(8, 6, BufferedImage.TYPE_BYTE_GRAY), format, bytes);
			return bytes.toByteArray();
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	ConversionResult convert(final SourceForm form) {
		return convert(new ConversionSettings(form, folder, null, null, null, null, false, true));
	}

	ConversionResult convertSplit(final SourceForm form, final String split) {
		return convert(new ConversionSettings(form, folder, null, null, folder.resolve(split), null, false, false));
	}

	ConversionResult convert(final ConversionSettings settings) {
		return Conversion.run(settings, out, DatasetImages::pixels, Progress.NONE);
	}

	List<StudyItem> split(final String split) {
		return Dataset.open(out).split(split);
	}

	Path image(final Path name) {
		return out.toAbsolutePath().resolve("images").resolve(name);
	}

	/** Rows of skipped.csv as "id reason", sorted. */
	String skipped() throws IOException {
		try (Stream<String> rows = Files.lines(out.resolve(Conversion.SKIPPED))) {
			return rows.skip(1).map(row -> row.replaceFirst("^(\"[^\"]*\"|[^,]*),", "").split(",")).map(cells -> cells[0] + " " + cells[1])
				.collect(Collectors.toCollection(TreeSet::new)).toString();
		}
	}
}
