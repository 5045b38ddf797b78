package io.github.trrg.ij;

import java.awt.image.BufferedImage;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.io.FileSaver;
import ij.process.ColorProcessor;

/** A colour whose opacity varies from pixel to pixel. Saved with an image it becomes what ImageJ can store: the colour fading to black, black transparent. */
final class ClueRoi extends ImageRoi {

	private static final long serialVersionUID = 1L;

	private final transient BufferedImage picture;

	/** @param picture with alpha (TYPE_INT_ARGB) */
	ClueRoi(final BufferedImage picture) {
		super(0, 0, picture);
		this.picture = picture;
	}

	@Override
	public byte[] getSerializedImage() {
		final int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
		for (int i = 0; i < pixels.length; i++) {
			final int alpha = pixels[i] >>> 24;
			pixels[i] = (pixels[i] >> 16 & 255) * alpha / 255 << 16 | (pixels[i] >> 8 & 255) * alpha / 255 << 8 | (pixels[i] & 255) * alpha / 255;
		}
		return new FileSaver(new ImagePlus("", new ColorProcessor(picture.getWidth(), picture.getHeight(), pixels))).serialize();
	}

	@Override
	public boolean getZeroTransparent() {
		return true;
	}

	/** ImageRoi's own copy forgets the opacity of the pixels. */
	@Override
	public synchronized Object clone() {
		final ClueRoi copy = new ClueRoi(picture);
		copy.copyAttributes(this);
		copy.setLocation(getXBase(), getYBase());
		if (hasHyperStackPosition()) copy.setPosition(getCPosition(), getZPosition(), getTPosition());
		else copy.setPosition(getPosition());
		copy.setOpacity(getOpacity());
		copy.setProperties(getProperties());
		return copy;
	}
}
