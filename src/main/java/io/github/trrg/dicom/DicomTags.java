package io.github.trrg.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What is asked of the header of a DICOM file, without reading its pixels. */
public final class DicomTags {

	/** Tags by group and element. */
	public enum Tag {

		VIEW_POSITION(0x0018_5101), LATERALITY(0x0020_0060), IMAGE_LATERALITY(0x0020_0062), PHOTOMETRIC_INTERPRETATION(0x0028_0004), WINDOW_CENTER(0x0028_1050),
		WINDOW_WIDTH(0x0028_1051), STUDY_INSTANCE_UID(0x0020_000d), PATIENT_ID(0x0010_0020);

		private final int code;

		Tag(final int code) {
			this.code = code;
		}
	}

	/** Longer headers are rare, and then hold these tags before. */
	private static final int HEADER_BYTES = 1 << 20;

	private final DicomElements elements;

	private DicomTags(final DicomElements elements) {
		this.elements = elements;
	}

	/** @return empty if the file is no DICOM file, or cannot be read */
	public static Optional<DicomTags> read(final Path file) {
		try (InputStream in = Files.newInputStream(file)) {
			final byte[] begin = in.readNBytes(132);
			if (DicomElements.parse(begin).isEmpty()) return Optional.empty();
			final byte[] header = new byte[HEADER_BYTES];
			System.arraycopy(begin, 0, header, 0, begin.length);
			final int length = begin.length + in.readNBytes(header, begin.length, HEADER_BYTES - begin.length);
			return DicomElements.parse(Arrays.copyOf(header, length)).map(DicomTags::new);
		}
		catch (final IOException e) {
			return Optional.empty(); // whoever reads the pixels will say so
		}
	}

	DicomElements elements() {
		return elements;
	}

	/** The value without padding; several values are separated by a backslash. */
	public Optional<String> value(final Tag tag) {
		return elements.text(tag.code);
	}
}
