package io.github.trrg.study;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

import com.google.gson.JsonObject;

import io.github.trrg.clue.AttentionMap;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.JsonText;
import io.github.trrg.common.TrrgException;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The one definition of how a radiograph becomes network input, for training and inference; stored with the model as
 * {@code preprocessing.json}. Grey values are mapped to 0..1 (by the view's window, else by percentiles), the image is resized
 * with antialiasing to a square, then (value − mean) / std.
 *
 * @param size side of the square, 1 to 4096 pixels
 * @param resize how an image of any shape fills it
 * @param mean of the grey values (0..1) of the training images
 * @param std their standard deviation, above 0
 * @param lowPercentile percentile of the pixels that becomes black where no window is given, 0 to 100
 * @param highPercentile percentile that becomes white
 */
public record Preprocessing(int size, ResizeMode resize, double mean, double std, double lowPercentile, double highPercentile) {

	/** Name of its file in a model folder. */
	public static final String FILE_NAME = "preprocessing.json";

	/**
	 * What this project trains with: stretching, because the IU X-Ray pictures were stretched; their mean and standard deviation; and
	 * the percentiles at which their 8-bit grey values reach 5 and 254 (medians over 2,129 training radiographs) [ours].
	 */
	public static Preprocessing standard(final int size) {
		return new Preprocessing(size, ResizeMode.STRETCH, 0.585, 0.277, 0.1, 99.9);
	}

	/**
	 * @return the network's input, row-major, {@code size * size} values
	 * @throws TrrgException if the view has no pixels or none that is a number
	 */
	public float[] apply(final View view) {
		final float[] output = resized(view);
		for (int i = 0; i < output.length; i++)
			output[i] = (float) ((output[i] - mean) / std);
		return output;
	}

	/** The square before mean and std, 0 (black) to 1 (white), row-major. */
	public float[] resized(final View view) {
		final IntensityRange range = IntensityRange.of(view, lowPercentile, highPercentile);
		final int width = view.width();
		final Axis vertical = resize.axis(view.height(), width, size);
		final Axis horizontal = resize.axis(width, view.height(), size);
		final float[] columns = shrinkVertically(view, range, vertical); // (to - from, width)
		final float[] output = new float[size * size];
		for (int x = horizontal.from(); x < horizontal.to(); x++) {
			final Axis.Taps taps = horizontal.taps(x);
			for (int y = vertical.from(); y < vertical.to(); y++) {
				final int start = (y - vertical.from()) * width + taps.first();
				float sum = 0;
				for (int i = 0; i < taps.weights().length; i++)
					sum += taps.weights()[i] * columns[start + i];
				output[y * size + x] = sum;
			}
		}
		return output;
	}

	/** Reads every line once, in order, and adds it to the one or two output lines it belongs to: memory stays small for huge images. */
	private static float[] shrinkVertically(final View view, final IntensityRange range, final Axis vertical) {
		final int width = view.width(), from = vertical.from(), lines = vertical.to() - from;
		final Axis.Taps[] taps = new Axis.Taps[lines];
		Arrays.setAll(taps, line -> vertical.taps(from + line));
		final float[] sums = new float[lines * width];
		final float[] row = new float[width];
		final PixelRows rows = new PixelRows(view);
		int first = 0;
		for (int y = taps[0].first(); y < taps[lines - 1].end(); y++) {
			while (taps[first].end() <= y)
				first++;
			rows.read(y, row);
			range.normalise(row);
			for (int line = first; line < lines && taps[line].first() <= y; line++)
				addScaled(sums, line * width, row, taps[line].weights()[y - taps[line].first()]);
		}
		return sums;
	}

	private static void addScaled(final float[] sums, final int start, final float[] row, final float weight) {
		for (int x = 0; x < row.length; x++)
			sums[start + x] += weight * row[x];
	}

	/**
	 * Brings a map back to the coordinates of its view: the exact inverse of the resizing.
	 *
	 * @param map on the patch grid that covers the network's square
	 * @param smooth interpolated between patch centres (bicubic, never below 0), else each pixel has the value of its patch
	 * @return image of the view's size in the map's own unit; 0 where the network did not see the view
	 */
	public Img<FloatType> mapToImage(final AttentionMap map, final View view, final boolean smooth) {
		return MapProjection.project(map, resize.axis(view.width(), view.height(), size), resize.axis(view.height(), view.width(), size), smooth);
	}

	/**
	 * The way of {@link #mapToImage} backwards, for values of pixels: their mean over each patch.
	 *
	 * @param values of the pixels of a view, row-major
	 * @param side patches along a side of the square
	 * @return mean over the pixels of the view in each patch, 0 for patches without any
	 */
	public AttentionMap imageToMap(final float[] values, final View view, final int side) {
		return MapProjection.gather(values, resize.axis(view.width(), view.height(), size), resize.axis(view.height(), view.width(), size), side);
	}

	/** @throws TrrgException if the file cannot be written; its old content is then untouched */
	public void write(final Path file) {
		final JsonObject json = new JsonObject();
		json.addProperty("size", size);
		json.addProperty("resize", resize.id());
		json.addProperty("mean", mean);
		json.addProperty("std", std);
		json.addProperty("low_percentile", lowPercentile);
		json.addProperty("high_percentile", highPercentile);
		JsonText.write(file, json);
	}

	/** @throws TrrgException naming file and field if the file cannot be read or a field is missing or out of range */
	public static Preprocessing read(final Path file) {
		final JsonFields json = JsonFields.read(file);
		final double low = json.requireDouble("low_percentile", 0, 100), high = json.requireDouble("high_percentile", 0, 100);
		if (low >= high) throw json.wrong("low_percentile", "a number below high_percentile, " + high);
		final String resize = json.requireChoice("resize", Arrays.stream(ResizeMode.values()).map(ResizeMode::id).toArray(String[]::new));
		return new Preprocessing(json.requireInt("size", 1, 4096), ResizeMode.valueOf(resize.toUpperCase(Locale.ROOT)), json.requireDouble("mean", -1e6, 1e6),
			json.requireDouble("std", 1e-6, 1e6), low, high);
	}
}
