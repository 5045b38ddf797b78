package io.github.trrg.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.trrg.common.TrrgException;
import io.github.trrg.study.Phantom.Abnormality;
import io.github.trrg.study.Phantom.Place;

class PhantomTest {

	private static final Set<Abnormality> NORMAL = EnumSet.noneOf(Abnormality.class);

	@Test
	void sameSeedSamePicture() {
		final Set<Abnormality> shown = EnumSet.of(Abnormality.LEFT_LUNG_LESION);
		assertArrayEquals(pixels(Phantom.draw(5, 200, shown)), pixels(Phantom.draw(5, 200, shown)), 0);
		assertTrue(!Arrays.equals(pixels(Phantom.draw(5, 200, NORMAL)), pixels(Phantom.draw(6, 200, NORMAL))));
	}

	@Test
	void saysThatItIsSynthetic() {
		final View view = Phantom.draw(1, 128, EnumSet.of(Abnormality.CARDIOMEGALY, Abnormality.PACEMAKER)).view();
		assertEquals("Synthetic chest phantom (cardiomegaly, pacemaker)", view.name());
		assertEquals(View.Position.FRONTAL, view.position());
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5 })
	void looksLikeAChestRadiograph(final long seed) {
		assertEquals(List.of(), Plausibility.warnings(Phantom.draw(seed, 512, NORMAL).view()));
	}

	@ParameterizedTest
	@EnumSource(Abnormality.class)
	void abnormalityLiesOnItsSideAndChangesThePicture(final Abnormality abnormality) {
		final int size = 400;
		final Phantom phantom = Phantom.draw(3, size, EnumSet.of(abnormality));
		final Place place = phantom.places().get(0);
		// The patient's left is on the right of the picture.
		if (abnormality.name().startsWith("LEFT")) assertTrue(place.x() > size / 2, place.toString());
		if (abnormality.name().startsWith("RIGHT")) assertTrue(place.x() + place.width() < size / 2, place.toString());
		assertTrue(place.width() > 0 && place.width() * place.height() < size * size / 4, place.toString());
		final double change = mean(phantom, place) - mean(Phantom.draw(3, size, NORMAL), place);
		assertTrue(abnormality.diseaseName().equals("pneumothorax") ? change < 0 : change > 0.01 * Phantom.WHITE, place + " changed by " + change);
	}

	@Test
	void severalAbnormalitiesKeepTheirOwnPlaces() {
		final Phantom both = Phantom.draw(3, 300, EnumSet.of(Abnormality.LEFT_LUNG_LESION, Abnormality.RIGHT_PLEURAL_EFFUSION));
		assertEquals(Phantom.draw(3, 300, EnumSet.of(Abnormality.LEFT_LUNG_LESION)).places().get(0), both.places().get(1));
		assertEquals(Phantom.draw(3, 300, EnumSet.of(Abnormality.RIGHT_PLEURAL_EFFUSION)).places().get(0), both.places().get(0));
	}

	@Test
	void choicesAreNamedInPlainWords() {
		assertEquals(Abnormality.LEFT_PLEURAL_EFFUSION, Abnormality.of("Left pleural effusion"));
		assertTrue(assertThrows(TrrgException.class, () -> Abnormality.of("gout")).getMessage().contains("right pneumothorax"));
		assertThrows(TrrgException.class, () -> Phantom.draw(1, 0, NORMAL));
	}

	private static float[] pixels(final Phantom phantom) {
		final int width = phantom.view().width();
		final float[] pixels = new float[width * phantom.view().height()], row = new float[width];
		for (int y = 0; y < phantom.view().height(); y++) {
			new PixelRows(phantom.view()).read(y, row);
			System.arraycopy(row, 0, pixels, y * width, width);
		}
		return pixels;
	}

	private static double mean(final Phantom phantom, final Place place) {
		final float[] pixels = pixels(phantom);
		double sum = 0;
		for (int y = place.y(); y < place.y() + place.height(); y++)
			for (int x = place.x(); x < place.x() + place.width(); x++)
				sum += pixels[y * phantom.view().width() + x];
		return sum / place.width() / place.height();
	}
}
