package io.github.trrg.ij;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small uncompressed DICOM files, explicit little endian, tags in the order given. */
final class Dicom {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	/** A header for 16-bit pixels. */
	Dicom(final int width, final int height) {
		out.writeBytes(new byte[128]);
		out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
		text(0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1\0");
		number(0x0028, 0x0002, 1);
		number(0x0028, 0x0010, height);
		number(0x0028, 0x0011, width);
		number(0x0028, 0x0100, 16);
	}

	/** @param value of even length, padded by the caller with blank or zero byte */
	Dicom text(final int group, final int element, final String type, final String value) {
		return element(group, element, type, value.getBytes(StandardCharsets.US_ASCII));
	}

	Dicom number(final int group, final int element, final int value) {
		return element(group, element, "US", new byte[] { (byte) value, (byte) (value >> 8) });
	}

	Path write(final Path file, final int... pixels) throws IOException {
		final ByteBuffer bytes = ByteBuffer.allocate(2 * pixels.length).order(ByteOrder.LITTLE_ENDIAN);
		for (final int pixel : pixels)
			bytes.putShort((short) pixel);
		element(0x7fe0, 0x0010, "OW", bytes.array());
		return Files.write(file, out.toByteArray());
	}

	private Dicom element(final int group, final int element, final String type, final byte[] value) {
		final ByteBuffer head = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
		head.putShort((short) group).putShort((short) element).put(type.getBytes(StandardCharsets.US_ASCII));
		if (type.equals("OW")) head.putShort((short) 0).putInt(value.length);
		else head.putShort((short) value.length);
		out.write(head.array(), 0, head.position());
		out.writeBytes(value);
		return this;
	}
}
