package io.github.trrg.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The fields of a message in the wire format of protocol buffers, one after the other. What is no such message ends in an
 * {@link IllegalArgumentException} or {@link java.nio.BufferUnderflowException}.
 */
final class ProtocolBuffer {

	private final ByteBuffer bytes;
	private int field;
	private int wire;

	ProtocolBuffer(final ByteBuffer bytes) {
		this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
	}

	/** Goes to the next field. */
	boolean next() {
		if (!bytes.hasRemaining()) return false;
		final long tag = varint();
		field = (int) (tag >>> 3);
		wire = (int) (tag & 7);
		return true;
	}

	/** Number of the field. */
	int field() {
		return field;
	}

	private long varint() {
		long value = 0;
		for (int shift = 0; shift < 64; shift += 7) {
			final byte b = bytes.get();
			value |= (long) (b & 0x7f) << shift;
			if (b >= 0) return value;
		}
		throw new IllegalArgumentException("a number of more than 64 bits");
	}

	int number() {
		if (wire != 0) throw new IllegalArgumentException("field " + field + " is no whole number");
		return (int) varint();
	}

	float real() {
		if (wire != 5) throw new IllegalArgumentException("field " + field + " is no number of 32 bits");
		return bytes.getFloat();
	}

	ByteBuffer block() {
		if (wire != 2) throw new IllegalArgumentException("field " + field + " is no block");
		final long length = varint();
		if (length < 0 || length > bytes.remaining()) throw new IllegalArgumentException("it ends too early");
		final ByteBuffer block = bytes.slice(bytes.position(), (int) length);
		bytes.position(bytes.position() + (int) length);
		return block;
	}

	String text() throws CharacterCodingException {
		return StandardCharsets.UTF_8.newDecoder().decode(block()).toString();
	}

	void skip() {
		switch (wire) {
			case 0 -> varint();
			case 1 -> bytes.getLong();
			case 2 -> block();
			case 5 -> bytes.getInt();
			default -> throw new IllegalArgumentException("field " + field + " has the unknown type " + wire);
		}
	}
}
