package io.github.trrg.dicom;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The data elements of a DICOM file outside of sequences, up to the pixels (DICOM PS3.5, section 7). Ends where the bytes end: the
 * beginning of a file is enough for its tags.
 */
final class DicomElements {

	/** @param start of the element, of its value @param length of the value in bytes, negative if undefined */
	record Element(int start, int valueStart, int length) {}

	static final int TRANSFER_SYNTAX = 0x0002_0010, PIXELS = 0x7fe0_0010;

	private static final int PREAMBLE = 128, UNDEFINED = -1;
	/** Sequences inside each other, at most. */
	private static final int DEEPEST = 64;
	private static final int ITEM = 0xfffe_e000, ITEM_END = 0xfffe_e00d, SEQUENCE_END = 0xfffe_e0dd;
	private static final String IMPLICIT = "1.2.840.10008.1.2", BIG_ENDIAN = "1.2.840.10008.1.2.2";
	/** Their length has four bytes, after two that mean nothing. */
	private static final String LONG_TYPES = "OB OD OF OL OV OW SQ SV UC UN UR UT UV";

	private final ByteBuffer bytes;
	private final Map<Integer, Element> elements = new HashMap<>();
	private boolean explicit = true;

	private DicomElements(final byte[] file) {
		bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
	}

	/** @return empty if these are not the bytes of a DICOM file with its 128-byte preamble */
	static Optional<DicomElements> parse(final byte[] file) {
		if (file.length < PREAMBLE + 4 || !new String(file, PREAMBLE, 4, StandardCharsets.ISO_8859_1).equals("DICM")) return Optional.empty();
		final DicomElements elements = new DicomElements(file);
		elements.bytes.position(PREAMBLE + 4);
		try {
			elements.parse();
		}
		catch (final BufferUnderflowException | IllegalArgumentException e) {
			// Cut off: what came before is good.
		}
		return Optional.of(elements);
	}

	private void parse() {
		boolean meta = true;
		while (bytes.remaining() >= 8) {
			if (meta && (bytes.getShort(bytes.position()) & 0xffff) != 2) {
				meta = false;
				final String syntax = text(TRANSFER_SYNTAX).orElse(IMPLICIT);
				explicit = !syntax.equals(IMPLICIT);
				if (syntax.equals(BIG_ENDIAN)) bytes.order(ByteOrder.BIG_ENDIAN);
			}
			final int start = bytes.position(), tag = tag();
			final int length = length();
			elements.putIfAbsent(tag, new Element(start, bytes.position(), length));
			if (tag == PIXELS) return;
			skip(length, 0);
		}
	}

	private int tag() {
		return bytes.getShort() << 16 | bytes.getShort() & 0xffff;
	}

	private int length() {
		if (!explicit) return bytes.getInt();
		final String type = new String(new byte[] { bytes.get(), bytes.get() }, StandardCharsets.ISO_8859_1);
		if (!LONG_TYPES.contains(type)) return bytes.getShort() & 0xffff;
		bytes.getShort();
		return bytes.getInt();
	}

	/** Lengths have no sign: what seems negative is more than there is. */
	private void skip(final int length, final int depth) {
		if (length == UNDEFINED) skipItems(depth + 1);
		else if (length < 0 || length > bytes.remaining()) throw new IllegalArgumentException("It ends too early");
		else bytes.position(bytes.position() + length);
	}

	/** Of a sequence of undefined length. */
	private void skipItems(final int depth) {
		if (depth > DEEPEST) throw new IllegalArgumentException("Too many sequences inside each other");
		while (true) {
			final int tag = tag(), length = bytes.getInt();
			if (tag == SEQUENCE_END) return;
			if (tag != ITEM) throw new IllegalArgumentException("No item");
			if (length != UNDEFINED) skip(length, depth);
			else while (tagAhead() != ITEM_END) {
				tag();
				skip(length(), depth);
			}
			if (length == UNDEFINED) {
				tag();
				bytes.getInt();
			}
		}
	}

	private int tagAhead() {
		final int position = bytes.position(), tag = tag();
		bytes.position(position);
		return tag;
	}

	Optional<Element> element(final int tag) {
		return Optional.ofNullable(elements.get(tag));
	}

	/** @return the value without padding; empty if it is absent, blank or cut off */
	Optional<String> text(final int tag) {
		final Element element = elements.get(tag);
		if (element == null || element.length < 0 || element.length > bytes.limit() - element.valueStart) return Optional.empty();
		final String text = new String(bytes.array(), element.valueStart, element.length, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
		return text.isEmpty() ? Optional.empty() : Optional.of(text);
	}

	/** @return the value of a 16-bit number */
	OptionalInt number(final int tag) {
		final Element element = elements.get(tag);
		if (element == null || element.length < 2 || element.valueStart + 2 > bytes.limit()) return OptionalInt.empty();
		return OptionalInt.of(bytes.getShort(element.valueStart) & 0xffff);
	}
}
