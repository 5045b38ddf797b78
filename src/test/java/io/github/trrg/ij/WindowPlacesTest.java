package io.github.trrg.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Dimension;
import java.awt.Rectangle;

import org.junit.jupiter.api.Test;

class WindowPlacesTest {

	private static final Dimension WANTED = new Dimension(950, 700);
	private static final int LEAST = 830;

	private static WindowPlaces.Pair pair(final Rectangle screen, final Rectangle image) {
		return WindowPlaces.Pair.of(screen, image, WANTED, LEAST);
	}

	@Test
	void standsToTheRightOfAnImageThatStays() {
		final Rectangle image = new Rectangle(240, 80, 520, 530);
		assertEquals(new WindowPlaces.Pair(new Rectangle(760, 80, 950, 700), image), pair(new Rectangle(0, 0, 1920, 1080), image));
	}

	@Test
	void theImageMakesRoom() {
		assertEquals(new WindowPlaces.Pair(new Rectangle(650, 80, 950, 700), new Rectangle(130, 80, 520, 530)), pair(new Rectangle(0, 0, 1600, 1200), new Rectangle(640,
			80, 520, 530)));
	}

	/** A laptop: the window is as narrow as it may be, and covers as little as can be. */
	@Test
	void onANarrowScreenMostOfTheImageIsSeen() {
		assertEquals(new WindowPlaces.Pair(new Rectangle(450, 80, 830, 700), new Rectangle(0, 80, 520, 530)), pair(new Rectangle(0, 0, 1280, 780), new Rectangle(528, 80,
			520, 530)));
	}

	/** Screens to the right of the first do not begin at 0. */
	@Test
	void staysOnItsScreen() {
		assertEquals(new WindowPlaces.Pair(new Rectangle(1370, 0, 830, 600), new Rectangle(1280, 50, 520, 530)), pair(new Rectangle(1280, 0, 920, 600), new Rectangle(1300,
			50, 520, 530)));
	}
}
