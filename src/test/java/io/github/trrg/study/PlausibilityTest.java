package io.github.trrg.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import net.imglib2.converter.Converters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

class PlausibilityTest {

	private static final Path IU_XRAY = Path.of("../shared/data/iu-xray");

	@Test
	void atMostTwoOfAHundredRadiographsRaiseAFalseAlarm() throws Exception {
		final List<View> views = validation();
		final List<String> alarms = views.stream().flatMap(view -> Plausibility.warnings(view).stream()).toList();
		System.out.println("False alarms: " + alarms.size() + " of " + views.size() + " validation radiographs");
		assertTrue(alarms.size() <= 0.02 * views.size(), alarms.toString());
	}

	@Test
	void negativesAreRecognised() throws Exception {
		final List<View> views = validation();
		final long recognised = views.stream().map(PlausibilityTest::negative).filter(view -> Plausibility.warnings(view).toString().contains("negative")).count();
		assertTrue(recognised > 0.95 * views.size(), recognised + " of " + views.size());
	}

	/** Laterals look much the same upside down. */
	@Test
	void frontalsUpsideDownAreNoticed() throws Exception {
		Assumptions.assumeTrue(Files.isDirectory(IU_XRAY), "no " + IU_XRAY);
		final List<View> frontals = RadiographStatisticsFit.views(IU_XRAY, "val", "frontal");
		final long noticed = frontals.stream().map(PlausibilityTest::turned).filter(view -> Plausibility.warnings(view).toString().contains("upside down")).count();
		System.out.println("Upside down: " + noticed + " of " + frontals.size() + " validation frontals noticed");
		assertTrue(noticed > 0.8 * frontals.size(), noticed + " of " + frontals.size());
	}

	private static View turned(final View view) {
		final int width = view.width(), height = view.height();
		final float[] pixels = new float[width * height];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = view.pixels().getAt(width - 1 - i % width, height - 1 - i / width).get();
		return new View(view.name(), ArrayImgs.floats(pixels, width, height), view.position(), view.window());
	}

	@Test
	void picturesOfOtherThingsAreNoticed() {
		final List<String> missed = new ArrayList<>();
		int count = 0;
		for (int seed = 0; seed < 5; seed++)
			for (final View view : NonRadiographs.draw(seed).values()) {
				count++;
				if (Plausibility.warnings(view).isEmpty()) missed.add(view.name());
			}
		System.out.println("Missed " + missed.size() + " of " + count + " other pictures: " + missed);
		assertTrue(missed.size() <= 0.05 * count, missed.toString());
	}

	@Test
	void colourPhotographIsNamedAsSuch() {
		final int[] rgb = new int[200 * 200];
		for (int i = 0; i < rgb.length; i++)
			rgb[i] = (i % 200) << 16 | 90 << 8 | 200 - i / 200;
		assertTrue(Plausibility.warnings(View.ofRgb("holiday.jpg", rgb, 200, 200)).get(0).contains("holiday.jpg is a colour image"));
	}

	@Test
	void blackAndConstantImagesAreNamedAsSuch() {
		assertTrue(onlyWarning(constant(0)).contains("all black"));
		assertTrue(onlyWarning(constant(128)).contains("of one grey"));
	}

	@Test
	void missingPixelsAndTinyImagesAreCounted() {
		final float[] pixels = new float[40 * 30];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = i;
		pixels[7] = Float.NaN;
		pixels[8] = Float.POSITIVE_INFINITY;
		final String warnings = Plausibility.warnings(new View("stamp", ArrayImgs.floats(pixels, 40, 30), View.Position.UNKNOWN, null)).toString();
		assertTrue(warnings.contains("only 40 x 30 pixels"), warnings);
		assertTrue(warnings.contains("2 pixels that are not finite"), warnings);
	}

	private static String onlyWarning(final View view) {
		final List<String> warnings = Plausibility.warnings(view);
		assertEquals(1, warnings.size(), warnings.toString());
		return warnings.get(0);
	}

	private static View constant(final float value) {
		final float[] pixels = new float[200 * 200];
		Arrays.fill(pixels, value);
		return new View("plain", ArrayImgs.floats(pixels, 200, 200), View.Position.UNKNOWN, new double[] { 0, 255 });
	}

	private static View negative(final View view) {
		return new View(view.name(), Converters.convert(view.pixels(), (in, out) -> out.set(255 - in.get()), new FloatType()), view.position(), view.window());
	}

	private static List<View> validation() throws Exception {
		Assumptions.assumeTrue(Files.isDirectory(IU_XRAY), "no " + IU_XRAY);
		final List<View> views = RadiographStatisticsFit.views(IU_XRAY, "val", "frontal");
		views.addAll(RadiographStatisticsFit.views(IU_XRAY, "val", "lateral"));
		return views;
	}
}
