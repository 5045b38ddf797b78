package io.github.trrg.ij;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import io.github.trrg.common.TrrgException;
import io.github.trrg.study.Study;
import io.github.trrg.study.View;
import net.imglib2.img.array.ArrayImgs;

/**
 * Reads ImageJ images as studies, as the user sees them: an inverting lookup table (MONOCHROME1) inverts, the display range counts if
 * somebody set it. The image, its display and its regions of interest stay untouched.
 */
public final class ImagePlusStudies {

	private ImagePlusStudies() {}

	/**
	 * Of a hyperstack, {@link SliceChoice#CURRENT} is the plane on display (its channel, slice and frame). The other choices read the
	 * channel on display only, as channels show one radiograph in several ways, and all its slices and frames in the order of the stack.
	 *
	 * @return the studies; those of independent slices read their pixels each time they are taken from the list
	 * @throws TrrgException if the image is missing or empty
	 */
	public static List<ImageStudy> of(final ImagePlus image, final SliceChoice choice, final String indication) {
		checkPixels(image);
		if (choice == SliceChoice.CURRENT) return List.of(ofSlices(image, List.of(image.getCurrentSlice()), indication));
		final List<Integer> slices = slices(image);
		if (choice == SliceChoice.VIEWS) return List.of(ofSlices(image, slices, indication));
		// Pixels are read when a study is asked for: all slices of a long stack at once would not fit into memory.
		return new AbstractList<>() {

			@Override
			public ImageStudy get(final int index) {
				return ofSlices(image, List.of(slices.get(index)), indication);
			}

			@Override
			public int size() {
				return slices.size();
			}
		};
	}

	/** Stack indices, from 1, of the slices that belong together: those of the channel on display. */
	public static List<Integer> slices(final ImagePlus image) {
		return IntStream.rangeClosed(1, image.getStackSize()).filter(slice -> image.convertIndexToPosition(slice)[0] == image.getC()).boxed().toList();
	}

	/** The study whose views are these slices, given by stack indices from 1; one slice has its own name, several have the image's. */
	public static ImageStudy ofSlices(final ImagePlus image, final List<Integer> slices, final String indication) {
		checkPixels(image);
		final List<View> views = slices.stream().map(slice -> view(image, slice)).toList();
		return new ImageStudy(new Study(views.size() == 1 ? views.get(0).name() : image.getTitle(), views, indication), slices);
	}

	static void checkPixels(final ImagePlus image) {
		if (image == null) throw new TrrgException("No image is open. Open a chest radiograph first.");
		if (image.getProcessor() == null || image.getWidth() == 0 || image.getStackSize() == 0) throw new TrrgException("The image " + Objects
			.requireNonNullElse(image.getTitle(), "") + " has no pixels: it was closed, or there is no image of this name. Open a chest radiograph first.");
	}

	/** @param slice stack index, from 1 */
	static View view(final ImagePlus image, final int slice) {
		final ImageProcessor pixels = image.getStack().getProcessor(slice);
		final String name = name(image, slice);
		final View.Position position = position(image, slice, name);
		if (pixels instanceof ColorProcessor || isPalettePicture(pixels)) {
			final int[] rgb = (int[]) pixels.convertToRGB().getPixels();
			return View.ofRgb(name, rgb, image.getWidth(), image.getHeight()).withPosition(position);
		}
		final double offset = image.getCalibration().isSigned16Bit() ? -32768 : 0;
		final double black = image.getDisplayRangeMin() + offset, white = image.getDisplayRangeMax() + offset;
		final float[] values = values(pixels, (float) offset);
		// The negative keeps the display range: black and white change places.
		if (image.isInvertedLut()) for (int i = 0; i < values.length; i++)
			values[i] = (float) (black + white - values[i]);
		final double[] window = pixels.getBitDepth() == 8 || isRangeChosen(image) ? new double[] { black, white } : null;
		return new View(name, ArrayImgs.floats(values, image.getWidth(), image.getHeight()), position, window);
	}

	/** Its values are numbers of colours; under false colours they are grey values. */
	static boolean isPalettePicture(final ImageProcessor pixels) {
		return pixels.getBitDepth() == 8 && pixels.isColorLut() && !pixels.isPseudoColorLut();
	}

	/** Stored values: ImageJ's calibration may bend or invert them, the display does not follow it. */
	private static float[] values(final ImageProcessor pixels, final float offset) {
		final float[] values = new float[pixels.getPixelCount()];
		if (pixels.getPixels() instanceof byte[] bytes) for (int i = 0; i < values.length; i++)
			values[i] = bytes[i] & 0xff;
		else if (pixels.getPixels() instanceof short[] shorts) for (int i = 0; i < values.length; i++)
			values[i] = (shorts[i] & 0xffff) + offset;
		else System.arraycopy(pixels.getPixels(), 0, values, 0, values.length);
		return values;
	}

	/**
	 * ImageJ shows deep images from the smallest to the largest value of the first slice, of the current one, or (DICOM stacks) of the
	 * middle one: any other range was set by DICOM tags or by hand.
	 */
	private static boolean isRangeChosen(final ImagePlus image) {
		return IntStream.of(1, image.getStackSize() / 2, image.getCurrentSlice()).filter(slice -> slice > 0).distinct().noneMatch(slice -> {
			final float[] values = values(image.getStack().getProcessor(slice), 0);
			float smallest = Float.POSITIVE_INFINITY, largest = Float.NEGATIVE_INFINITY;
			for (final float value : values)
				if (Float.isFinite(value)) {
					smallest = Math.min(smallest, value);
					largest = Math.max(largest, value);
				}
			return image.getDisplayRangeMin() == smallest && image.getDisplayRangeMax() == largest;
		});
	}

	/** What a slice is called in tables and messages. */
	public static String name(final ImagePlus image, final int slice) {
		if (image.getStackSize() == 1) return image.getTitle();
		final String label = image.getStack().getShortSliceLabel(slice);
		return image.getTitle() + " #" + slice + (label == null ? "" : " " + label);
	}

	private static View.Position position(final ImagePlus image, final int slice, final String name) {
		final DicomHeader header = DicomHeader.of(image, slice);
		return header.value(DicomHeader.VIEW_POSITION).or(() -> header.value(DicomHeader.SERIES_DESCRIPTION)).map(View.Position::of).filter(
			position -> position != View.Position.UNKNOWN).orElseGet(() -> View.Position.of(name));
	}
}
