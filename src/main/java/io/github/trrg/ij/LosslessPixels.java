package io.github.trrg.ij;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferFloat;
import java.awt.image.DataBufferShort;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

/**
 * The pixels of a slice as they are stored, for keeping. Only where an inverting lookup table shows small values bright (MONOCHROME1) are
 * they turned round, without loss: every bit of an integer, the sign of a floating-point number.
 */
final class LosslessPixels {

	private LosslessPixels() {}

	/** @param slice stack index, from 1 */
	static BufferedImage of(final ImagePlus image, final int slice) {
		final ImageProcessor pixels = image.getStack().getProcessor(slice);
		final int width = image.getWidth(), height = image.getHeight();
		if (pixels instanceof ColorProcessor || ImagePlusStudies.isPalettePicture(pixels)) {
			final BufferedImage rgb = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
			rgb.setRGB(0, 0, width, height, (int[]) pixels.convertToRGB().getPixels(), 0, width);
			return rgb;
		}
		final boolean inverted = image.isInvertedLut();
		if (pixels.getPixels() instanceof byte[] bytes) return grey(new DataBufferByte(turned(bytes, inverted), bytes.length), width, height);
		if (pixels.getPixels() instanceof float[] floats) return grey(new DataBufferFloat(turned(floats, inverted), floats.length), width, height);
		final boolean signed = image.getCalibration().isSigned16Bit();
		// ImageJ keeps signed values 32768 higher.
		final short[] shorts = turned((short[]) pixels.getPixels(), (inverted ? 0xffff : 0) ^ (signed ? 0x8000 : 0));
		return grey(signed ? new DataBufferShort(shorts, shorts.length) : new DataBufferUShort(shorts, shorts.length), width, height);
	}

	private static BufferedImage grey(final DataBuffer samples, final int width, final int height) {
		final ColorModel model = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_GRAY), false, false, Transparency.OPAQUE, samples.getDataType());
		return new BufferedImage(model, Raster.createWritableRaster(new ComponentSampleModel(samples.getDataType(), width, height, 1, width, new int[1]), samples,
			null), false, null);
	}

	private static byte[] turned(final byte[] values, final boolean inverted) {
		final byte[] turned = values.clone();
		for (int i = 0; inverted && i < turned.length; i++)
			turned[i] = (byte) ~turned[i];
		return turned;
	}

	/** @param bits to turn round */
	private static short[] turned(final short[] values, final int bits) {
		final short[] turned = values.clone();
		for (int i = 0; i < turned.length; i++)
			turned[i] ^= (short) bits;
		return turned;
	}

	private static float[] turned(final float[] values, final boolean inverted) {
		final float[] turned = values.clone();
		for (int i = 0; inverted && i < turned.length; i++)
			turned[i] = -turned[i];
		return turned;
	}
}
