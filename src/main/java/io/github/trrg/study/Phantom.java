package io.github.trrg.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.trrg.common.TrrgException;
import net.imglib2.img.array.ArrayImgs;

/**
 * A synthetic frontal chest radiograph, drawn by formulas, with abnormalities at known places: for trying and testing without any
 * patient's picture. It is a schema, not a simulation; no model of this project is trained on it.
 *
 * @param view the picture, 0 to 4095; its name says that it is synthetic
 * @param places where each abnormality changes the picture
 */
public record Phantom(View view, List<Place> places) {

	/** What can be drawn. Left and right are the patient's: left is on the right of the picture. */
	public enum Abnormality {
		CARDIOMEGALY("cardiomegaly"),
		LEFT_PLEURAL_EFFUSION("pleural effusion"),
		RIGHT_PLEURAL_EFFUSION("pleural effusion"),
		LEFT_LUNG_OPACITY("lung opacity"),
		RIGHT_LUNG_OPACITY("lung opacity"),
		LEFT_LUNG_LESION("lung lesion"),
		RIGHT_LUNG_LESION("lung lesion"),
		LEFT_ATELECTASIS("atelectasis"),
		RIGHT_ATELECTASIS("atelectasis"),
		LEFT_PNEUMOTHORAX("pneumothorax"),
		RIGHT_PNEUMOTHORAX("pneumothorax"),
		PACEMAKER("support devices");

		private final String diseaseName;

		Abnormality(final String diseaseName) {
			this.diseaseName = diseaseName;
		}

		/** @return the disease it is an example of, as models name it */
		public String diseaseName() {
			return diseaseName;
		}

		/** @return as users write it: "left pleural effusion" */
		public String title() {
			return name().toLowerCase(Locale.ROOT).replace('_', ' ');
		}

		/** @throws TrrgException if there is no such abnormality */
		public static Abnormality of(final String title) {
			for (final Abnormality abnormality : values())
				if (abnormality.title().equalsIgnoreCase(title.strip())) return abnormality;
			throw new TrrgException("The phantom cannot show \"" + title + "\". Choose from: " + String.join(", ", Arrays.stream(values()).map(
				Abnormality::title).toList()) + ".");
		}
	}

	/** A rectangle of pixels. */
	public record Place(Abnormality abnormality, int x, int y, int width, int height) {}

	/** Brightest value, as of a 12-bit detector. */
	public static final int WHITE = 4095;

	/**
	 * @param seed varies build, heart, vessels and noise; the same seed gives the same picture
	 * @param size pixels across and down, 64 to 4096
	 * @param shown any number of abnormalities; none gives a normal chest
	 */
	public static Phantom draw(final long seed, final int size, final Collection<Abnormality> shown) {
		if (size < 64 || size > 4096) throw new TrrgException("A phantom of " + size + " pixels cannot be drawn. Choose 64 to 4096.");
		final Set<Abnormality> abnormalities = EnumSet.noneOf(Abnormality.class);
		abnormalities.addAll(shown);
		final float[] vessels = LungVessels.draw(seed, size);
		final float[] attenuation = attenuation(seed, size, abnormalities, vessels);
		final List<Place> places = new ArrayList<>();
		for (final Abnormality abnormality : abnormalities) {
			final Set<Abnormality> others = EnumSet.copyOf(abnormalities);
			others.remove(abnormality);
			places.add(difference(abnormality, attenuation, attenuation(seed, size, others, vessels), size));
		}
		final String content = abnormalities.isEmpty() ? "normal" : String.join(", ", abnormalities.stream().map(Abnormality::title).toList());
		final View view = new View("Synthetic chest phantom (" + content + ")", ArrayImgs.floats(exposed(attenuation, seed), size, size), View.Position.FRONTAL,
			new double[] { 0, WHITE });
		return new Phantom(view, List.copyOf(places));
	}

	private static float[] attenuation(final long seed, final int size, final Set<Abnormality> abnormalities, final float[] vessels) {
		final Thorax thorax = new Thorax(seed, abnormalities);
		final float[] attenuation = new float[size * size];
		IntStream.range(0, size).parallel().forEach(y -> {
			for (int x = 0; x < size; x++)
				attenuation[y * size + x] = (float) thorax.attenuation((x + 0.5) / size, (y + 0.5) / size, vessels[y * size + x]);
		});
		return attenuation;
	}

	private static Place difference(final Abnormality abnormality, final float[] with, final float[] without, final int size) {
		float largest = 0;
		for (int i = 0; i < with.length; i++)
			largest = Math.max(largest, Math.abs(with[i] - without[i]));
		int left = size, top = size, right = -1, bottom = -1;
		for (int i = 0; i < with.length; i++)
			if (Math.abs(with[i] - without[i]) > largest / 4) {
				left = Math.min(left, i % size);
				right = Math.max(right, i % size);
				top = Math.min(top, i / size);
				bottom = Math.max(bottom, i / size);
			}
		return new Place(abnormality, left, top, right - left + 1, bottom - top + 1);
	}

	/** From attenuation to grey values: the film's curve and quantum noise. */
	private static float[] exposed(final float[] attenuation, final long seed) {
		final Random random = new Random(~seed);
		final float[] pixels = new float[attenuation.length];
		for (int i = 0; i < pixels.length; i++) {
			final double grey = Math.tanh(1.25 * attenuation[i]) / Math.tanh(1.25 * 1.15) + 0.006 * (1 + attenuation[i]) * random.nextGaussian();
			pixels[i] = Math.round(WHITE * Math.max(0, Math.min(1, 0.02 + 0.96 * grey)));
		}
		return pixels;
	}
}
