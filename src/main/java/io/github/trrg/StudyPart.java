package io.github.trrg;

import java.util.List;

import io.github.trrg.clue.AttentionMap;
import io.github.trrg.common.TrrgException;

/** Restricts a study to some of its patches. */
final class StudyPart {

	private StudyPart() {}

	/**
	 * The patches (V·P) that belong to a part: 1 where at least half as much of a patch does as of the patch covered most, so that a part
	 * smaller than a patch has one, else 0.
	 *
	 * @throws TrrgException if there is none
	 */
	static float[] patches(final List<AttentionMap> part) {
		float most = 0;
		int count = 0;
		for (final AttentionMap map : part) {
			count += map.weights().length;
			for (final float weight : map.weights())
				most = Math.max(most, weight);
		}
		if (most == 0) throw new TrrgException("The region lies outside of what the model sees of the image. Choose another region.");
		final float[] inside = new float[count];
		int at = 0;
		for (final AttentionMap map : part)
			for (final float weight : map.weights())
				inside[at++] = weight >= most / 2 ? 1 : 0;
		return inside;
	}

	/** Tokens (V·P, D) in which those of the other patches are the mean of those inside. */
	static float[] restrict(final float[] tokens, final float[] inside) {
		final int width = tokens.length / inside.length;
		final float[] mean = new float[width];
		float count = 0;
		for (int p = 0; p < inside.length; p++) {
			count += inside[p];
			for (int d = 0; d < width; d++)
				mean[d] += inside[p] * tokens[p * width + d];
		}
		final float[] restricted = tokens.clone();
		for (int p = 0; p < inside.length; p++)
			if (inside[p] == 0) for (int d = 0; d < width; d++)
				restricted[p * width + d] = mean[d] / count;
		return restricted;
	}
}
