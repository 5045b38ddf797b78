package io.github.trrg.ij;

import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.io.FileSaver;
import ij.process.ColorProcessor;

/** A colour whose opacity varies from pixel to pixel. Saved with an image it becomes what ImageJ can store: the colour fading to black, black transparent. */
final class ClueRoi extends ImageRoi {

	private static final long serialVersionUID = 1L;

	private final transient BufferedImage picture;
	private final int width;
	private final int height;
	private final transient Object interpolation;

	/**
	 * @param picture with alpha (TYPE_INT_ARGB), as large as the image or smaller: it is stretched over the image
	 * @param width of the image
	 * @param height of the image
	 * @param smooth whether stretching interpolates
	 */
	ClueRoi(final BufferedImage picture, final int width, final int height, final boolean smooth) {
		this(picture, width, height, smooth ? RenderingHints.VALUE_INTERPOLATION_BILINEAR : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
	}

	private ClueRoi(final BufferedImage picture, final int width, final int height, final Object interpolation) {
		super(0, 0, picture);
		this.picture = picture;
		this.width = width;
		this.height = height;
		this.interpolation = interpolation;
		setBounds(new Rectangle2D.Double(0, 0, width, height));
	}

	@Override
	public void draw(final Graphics graphics) {
		final Graphics2D g = (Graphics2D) graphics;
		final RenderingHints before = g.getRenderingHints();
		g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation);
		super.draw(g);
		g.setRenderingHints(before);
	}

	/** Files hold pictures as large as they are shown. */
	private BufferedImage stretched() {
		final BufferedImage full = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
		final Graphics2D g = full.createGraphics();
		g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation);
		g.drawImage(picture, 0, 0, width, height, null);
		g.dispose();
		return full;
	}

	@Override
	public byte[] getSerializedImage() {
		final int[] pixels = stretched().getRGB(0, 0, width, height, null, 0, width);
		for (int i = 0; i < pixels.length; i++) {
			final int alpha = pixels[i] >>> 24;
			pixels[i] = (pixels[i] >> 16 & 255) * alpha / 255 << 16 | (pixels[i] >> 8 & 255) * alpha / 255 << 8 | (pixels[i] & 255) * alpha / 255;
		}
		return new FileSaver(new ImagePlus("", new ColorProcessor(width, height, pixels))).serialize();
	}

	/** Equal to itself only: two maps of an image have the same bounds. */
	@Override
	public boolean equals(final Object other) {
		return this == other;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

	@Override
	public boolean getZeroTransparent() {
		return true;
	}

	/** ImageRoi's own copy forgets the opacity of the pixels. */
	@Override
	public synchronized Object clone() {
		final ClueRoi copy = new ClueRoi(picture, width, height, interpolation);
		copy.copyAttributes(this);
		copy.setLocation(getXBase(), getYBase());
		if (hasHyperStackPosition()) copy.setPosition(getCPosition(), getZPosition(), getTPosition());
		else copy.setPosition(getPosition());
		copy.setOpacity(getOpacity());
		copy.setProperties(getProperties());
		return copy;
	}
}
