package io.github.trrg.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Does an image look like a chest radiograph? Warnings only, nothing is refused: a report written about something else is worthless,
 * and its reader must be told. The limits come from the training radiographs (see {@link RadiographStatistics}).
 */
public final class Plausibility {

	/** Well above the colour noise of grey pictures saved as colour JPEG (below 0.01), and a coloured arrow does not reach it. */
	private static final double COLOUR_LIMIT = 0.05;
	/** Below, ribs and vessels are gone; the training pictures have 256. */
	private static final int SMALLEST_SIDE = 100;
	/** Part of the grey range (0..1) that the brightest and darkest spot must differ by. */
	private static final double LEAST_CONTRAST = 0.02;

	private static final RadiographStatistics STATISTICS = RadiographStatistics.load();
	private static final Preprocessing GLANCE = new Preprocessing(RadiographStatistics.SIZE, ResizeMode.STRETCH, 0, 1, 0.1, 99.9);

	private Plausibility() {}

	/**
	 * @return one sentence per concern, to be shown with the report; empty for what looks like a chest radiograph
	 * @throws io.github.trrg.common.TrrgException if the view has no pixels or none that is a number
	 */
	public static List<String> warnings(final View view) {
		final List<String> warnings = new ArrayList<>();
		if (view.colourfulness() > COLOUR_LIMIT) warnings.add(view.name() + " is a colour image, it does not look like a chest radiograph.");
		final String shape = concernAboutContent(GLANCE.apply(view), view.name());
		if (shape != null) warnings.add(shape);
		if (Math.min(view.width(), view.height()) < SMALLEST_SIDE) warnings.add(view.name() + " has only " + view.width() + " x " + view.height() +
			" pixels, too few to show fine findings.");
		final long missing = notNumbers(view);
		if (missing > 0) warnings.add(String.format(Locale.ROOT, "%s has %d pixels that are not finite numbers; NaN was read as black.", view.name(), missing));
		return warnings;
	}

	private static String concernAboutContent(final float[] square, final String name) {
		float darkest = 1, brightest = 0;
		for (final float value : square) {
			darkest = Math.min(darkest, value);
			brightest = Math.max(brightest, value);
		}
		if (brightest - darkest < LEAST_CONTRAST) return name + " is " + (brightest < LEAST_CONTRAST ? "all black" : "of one grey") +
			", it does not look like a chest radiograph.";
		final double[] features = STATISTICS.features(square);
		final String upsideDown = name + " looks upside down. Turn it.";
		if (STATISTICS.strangeness(features) <= STATISTICS.limit()) return STATISTICS.uprightness(square) < STATISTICS.leastUpright() ? upsideDown : null;
		final double negative = STATISTICS.strangeness(RadiographStatistics.ofNegative(features)),
			turned = STATISTICS.strangeness(STATISTICS.features(turned(square)));
		if (Math.min(negative, turned) > STATISTICS.limit()) return name + " does not look like a chest radiograph.";
		return turned < negative ? upsideDown : name + " looks like the negative of a chest radiograph (air bright, bone dark). Invert it.";
	}

	private static float[] turned(final float[] square) {
		final float[] turned = new float[square.length];
		for (int i = 0; i < square.length; i++)
			turned[i] = square[square.length - 1 - i];
		return turned;
	}

	private static long notNumbers(final View view) {
		final PixelRows rows = new PixelRows(view);
		final float[] row = new float[view.width()];
		long count = 0;
		for (int y = 0; y < view.height(); y++) {
			rows.read(y, row);
			for (final float value : row)
				if (!Float.isFinite(value)) count++;
		}
		return count;
	}
}
