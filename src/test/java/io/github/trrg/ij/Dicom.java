package io.github.trrg.ij;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small DICOM files, explicit little endian, tags in the order given. */
public final class Dicom {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	/** A header for 16-bit pixels. */
	public Dicom(final int width, final int height) {
		this(width, height, "1.2.840.10008.1.2.1\0");
	}

	/** @param syntax of even length */
	public Dicom(final int width, final int height, final String syntax) {
		out.writeBytes(new byte[128]);
		out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
		text(0x0002, 0x0010, "UI", syntax);
		number(0x0028, 0x0002, 1);
		number(0x0028, 0x0010, height);
		number(0x0028, 0x0011, width);
		number(0x0028, 0x0100, 16);
	}

	/** @param value of even length, padded by the caller with blank or zero byte */
	public Dicom text(final int group, final int element, final String type, final String value) {
		return element(group, element, type, value.getBytes(StandardCharsets.US_ASCII));
	}

	public Dicom number(final int group, final int element, final int value) {
		return element(group, element, "US", new byte[] { (byte) value, (byte) (value >> 8) });
	}

	public Path write(final Path file, final int... pixels) throws IOException {
		final ByteBuffer bytes = ByteBuffer.allocate(2 * pixels.length).order(ByteOrder.LITTLE_ENDIAN);
		for (final int pixel : pixels)
			bytes.putShort((short) pixel);
		element(0x7fe0, 0x0010, "OW", bytes.array());
		return Files.write(file, out.toByteArray());
	}

	/** Each fragment of even length. */
	public Path writeCompressed(final Path file, final byte[]... fragments) throws IOException {
		element(0x7fe0, 0x0010, "OB", -1, new byte[0]);
		item(0xe000, new byte[0]);
		for (final byte[] fragment : fragments)
			item(0xe000, fragment);
		item(0xe0dd, new byte[0]);
		return Files.write(file, out.toByteArray());
	}

	private void item(final int element, final byte[] value) {
		out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 0xfffe).putShort((short) element).putInt(value.length).array());
		out.writeBytes(value);
	}

	private Dicom element(final int group, final int element, final String type, final byte[] value) {
		return element(group, element, type, value.length, value);
	}

	private Dicom element(final int group, final int element, final String type, final int length, final byte[] value) {
		final ByteBuffer head = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
		head.putShort((short) group).putShort((short) element).put(type.getBytes(StandardCharsets.US_ASCII));
		if (type.startsWith("O")) head.putShort((short) 0).putInt(length);
		else head.putShort((short) length);
		out.write(head.array(), 0, head.position());
		out.writeBytes(value);
		return this;
	}
}
