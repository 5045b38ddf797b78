package io.github.trrg.data;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.trrg.report.Label;

/** Studies to add: one 8-bit image of noise, different for every id, with one region. */
final class TinyStudies {

	private TinyStudies() {}

	static NewStudy of(final String id) {
		return of(id, "There is edema.", Map.of("edema", Label.POSITIVE));
	}

	static NewStudy of(final String id, final String report, final Map<String, Label> labels) {
		return of(new Annotation(id, "patient of " + id, "train", report, "", "", labels, "Zoë"));
	}

	static NewStudy of(final Annotation annotation) {
		return new NewStudy(annotation, List.of(new NewStudy.Image(noise(annotation.id()), "frontal")), List.of(new NewStudy.Region("edema", 0, new byte[] { 1, 2, 3 })));
	}

	static BufferedImage noise(final String seed) {
		final BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
		final Random random = new Random(seed.hashCode());
		for (int y = 0; y < 30; y++)
			for (int x = 0; x < 40; x++)
				image.getRaster().setSample(x, y, 0, random.nextInt(256));
		return image;
	}
}
