package io.github.trrg.ij;

import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.plugin.LutLoader;
import ij.process.FloatProcessor;
import io.github.trrg.clue.AttentionMap;
import io.github.trrg.clue.Clue;
import io.github.trrg.common.TrrgException;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.View;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;

/** Collects attention maps as a 32-bit stack that lies exactly over its image: same size, same pixel calibration. */
public final class MapStack {

	/** Property of images that this plugin made of others: the inspector does not follow to them. */
	public static final String RESULT = "TRRG result";

	private final ImagePlus source;
	private final Preprocessing preprocessing;
	private final ImageStack stack;
	private double largest;

	/**
	 * @param source the image that the studies were read from
	 * @param preprocessing of the model that made the maps
	 */
	public MapStack(final ImagePlus source, final Preprocessing preprocessing) {
		this.source = source;
		this.preprocessing = preprocessing;
		stack = new ImageStack(source.getWidth(), source.getHeight());
	}

	/** Adds one slice per clue and view; its label is disease and probability, "pleural effusion p=0.83", and the view where there are several. */
	public MapStack add(final ImageStudy study, final List<Clue> clues) {
		for (final Clue clue : clues)
			for (int i = 0; i < study.slices().size(); i++) {
				final FloatProcessor pixels = pixels(clue.maps().get(i), study.study().views().get(i), preprocessing, true);
				largest = Math.max(largest, pixels.getStats().max);
				stack.addSlice(label(clue) + (source.getStackSize() > 1 ? " " + study.study().views().get(i).name() : ""), pixels);
			}
		return this;
	}

	/** @throws TrrgException if no clue was added */
	public ImagePlus toImage() {
		if (stack.getSize() == 0) throw new TrrgException("There is no clue to show for " + source.getTitle() + ". Choose diseases by name.");
		stack.setColorModel(LutLoader.getLut("fire")); // set on the image, it would cost a single slice its label
		final ImagePlus image = new ImagePlus("Clue maps of " + source.getTitle(), stack);
		final Calibration calibration = source.getCalibration().copy();
		calibration.disableDensityCalibration();
		image.setCalibration(calibration);
		image.setDisplayRange(0, largest);
		image.setProperty(RESULT, true);
		return image;
	}

	static String label(final Clue clue) {
		return String.format(Locale.ROOT, "%s p=%.2f", clue.disease().name(), clue.probability());
	}

	static FloatProcessor pixels(final AttentionMap map, final View view, final Preprocessing preprocessing, final boolean smooth) {
		final ArrayImg<?, ?> image = (ArrayImg<?, ?>) preprocessing.mapToImage(map, view, smooth);
		return new FloatProcessor(view.width(), view.height(), ((FloatArray) image.update(null)).getCurrentStorageArray());
	}
}
