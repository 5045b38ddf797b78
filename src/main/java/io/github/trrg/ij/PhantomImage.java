package io.github.trrg.ij;

import java.awt.Color;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.util.List;
import java.util.stream.Collectors;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.TextRoi;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import io.github.trrg.study.Phantom;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;

/** A phantom as a 16-bit image that says everywhere that it is synthetic: in its title, its info and on the picture. */
public final class PhantomImage {

	private PhantomImage() {}

	public static ImagePlus of(final Phantom phantom) {
		final float[] grey = ((FloatArray) ((ArrayImg<?, ?>) phantom.view().pixels()).update(null)).getCurrentStorageArray();
		final ImageProcessor pixels = new FloatProcessor(phantom.view().width(), phantom.view().height(), grey).convertToShort(false);
		final ImagePlus image = new ImagePlus(phantom.view().name(), pixels);
		image.setDisplayRange(0, Phantom.WHITE);
		image.setProperty("Info", info(phantom.places()));
		// Text needs fonts, which machines without a display often lack.
		if (!GraphicsEnvironment.isHeadless()) image.setOverlay(new Overlay(label(image)));
		return image;
	}

	private static String info(final List<Phantom.Place> places) {
		return "Synthetic chest phantom of TRRG, drawn by formulas. No patient.\n" + places.stream().map(place -> place.abnormality().title() + ": x=" + place.x() +
			" y=" + place.y() + " width=" + place.width() + " height=" + place.height()).collect(Collectors.joining("\n"));
	}

	private static TextRoi label(final ImagePlus image) {
		final int size = Math.max(9, image.getHeight() / 40);
		final TextRoi label = new TextRoi(size / 2.0, image.getHeight() - 1.8 * size, "SYNTHETIC", new Font(Font.SANS_SERIF, Font.BOLD, size));
		label.setName("synthetic");
		label.setStrokeColor(Color.WHITE);
		return label;
	}
}
