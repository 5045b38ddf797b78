package io.github.trrg.nn;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import io.github.trrg.common.TrrgException;

/** How the numbers of a weight matrix are stored; see {@link StoredMatrix} for the bytes. */
public enum Storage {

	/** IEEE 754, 32 bits. */
	F32,
	/** 16 bits, 8 of them for the mantissa. */
	BF16,
	/** IEEE 754, 16 bits. */
	F16,
	/** 8 bits, a scale per row. */
	INT8,
	/** 4 bits, a scale per {@link StoredMatrix#GROUP} inputs. */
	INT4;

	/** @throws TrrgException if there is no storage of that name */
	public static Storage of(final String name) {
		return Arrays.stream(values()).filter(storage -> storage.toString().equals(name.strip().toLowerCase(Locale.ROOT))).findFirst().orElseThrow(
			() -> new TrrgException("Unknown storage \"" + name + "\": use " + Arrays.stream(values()).map(Storage::toString).collect(Collectors.joining(", ")) + "."));
	}

	/** Bytes of the numbers of a row, without scales. */
	public long rowBytes(final int columns) {
		return switch (this) {
			case F32 -> 4L * columns;
			case BF16, F16 -> 2L * columns;
			case INT8 -> columns;
			case INT4 -> columns / 2;
		};
	}

	/** As users write it. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
