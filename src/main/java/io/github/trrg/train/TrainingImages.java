package io.github.trrg.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

import io.github.trrg.study.GreyImageReader;
import io.github.trrg.study.Preprocessing;

/** Network input of training images, read once and kept at 8 bits: a quarter of the memory, and what the images have anyway. */
final class TrainingImages {

	private final Preprocessing preprocessing;
	private final Map<Path, byte[]> cache = new ConcurrentHashMap<>();

	TrainingImages(final Preprocessing preprocessing) {
		this.preprocessing = preprocessing;
	}

	/** @return side × side values, normalised */
	float[] read(final Path file) {
		final byte[] bytes = cache.computeIfAbsent(file, this::load);
		final float[] pixels = new float[bytes.length];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (float) (((bytes[i] & 0xff) / 255.0 - preprocessing.mean()) / preprocessing.std());
		return pixels;
	}

	/**
	 * One view of a study as the network is to see it.
	 *
	 * @param view number of the image
	 * @param pixels normalised, row-major
	 */
	record Shot(int view, Augmentation.Change change, float[] pixels) {}

	/**
	 * Two views of a study, in random order; a study with one gives it twice, each changed in its own way, and now and then one is
	 * left out of a study with two, so that the network learns to do with what it gets.
	 *
	 * @param side of the views wanted, pixels
	 */
	List<Shot> pair(final TrainingStudy study, final Augmentation augmentation, final int side, final Random random) {
		final int views = study.images().size();
		final int first = random.nextInt(views);
		final boolean single = views == 1 || random.nextInt(4) == 0;
		final int second = single ? first : (first + 1 + random.nextInt(views - 1)) % views;
		final List<Shot> pair = new ArrayList<>();
		for (final int view : new int[] { first, second }) {
			final Augmentation.Change change = augmentation.draw(random);
			pair.add(new Shot(view, change, change.apply(read(study.images().get(view)), preprocessing.size(), side)));
		}
		return pair;
	}

	/** The first two views as they are; a study with one gives it twice. */
	List<float[]> plainPair(final TrainingStudy study) {
		final float[] first = read(study.images().get(0));
		return List.of(first, study.images().size() > 1 ? read(study.images().get(1)) : first);
	}

	private byte[] load(final Path file) {
		final float[] pixels = preprocessing.apply(GreyImageReader.read(file));
		final byte[] bytes = new byte[pixels.length];
		for (int i = 0; i < bytes.length; i++)
			bytes[i] = (byte) Math.round(Math.max(0, Math.min(1, pixels[i] * preprocessing.std() + preprocessing.mean())) * 255);
		return bytes;
	}
}
