package io.github.trrg.ij;

import ij.ImagePlus;

/**
 * Which bits of a DICOM pixel are its value. ImageJ takes all that are allocated, but the others may hold anything, and of signed pixels need
 * not repeat the sign (DICOM PS3.5, section 8.1.1).
 */
final class StoredBits {

	private static final int SIGN = 0x8000;

	private StoredBits() {}

	/** Clears the other bits of 16-bit pixels, or fills them with the sign. */
	static void clean(final ImagePlus image, final DicomHeader header) {
		final double stored = header.number(DicomHeader.BITS_STORED);
		// Elsewhere than at the low end, the value would be against the standard, and where it then is can only be guessed.
		if (image.getBitDepth() != 16 || !(stored >= 1 && stored < 16) || header.number(DicomHeader.HIGH_BIT) != stored - 1) return;
		final boolean signed = header.number(DicomHeader.REPRESENTATION) == 1;
		boolean changed = false;
		for (int slice = 1; slice <= image.getStackSize(); slice++)
			changed |= clean((short[]) image.getStack().getPixels(slice), Integer.SIZE - (int) stored, signed);
		if (changed && header.value(DicomHeader.WINDOW_WIDTH).isEmpty()) image.resetDisplayRange();
	}

	/** @param pixels signed ones as ImageJ keeps them, moved up by 32768 */
	private static boolean clean(final short[] pixels, final int unused, final boolean signed) {
		boolean changed = false;
		for (int i = 0; i < pixels.length; i++) {
			final short before = pixels[i];
			pixels[i] = (short) (signed ? (before ^ SIGN) << unused >> unused ^ SIGN : before << unused >>> unused);
			changed |= pixels[i] != before;
		}
		return changed;
	}
}
