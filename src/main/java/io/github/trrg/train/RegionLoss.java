package io.github.trrg.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;

import io.github.trrg.clue.Disease;
import io.github.trrg.data.StudyItem;
import io.github.trrg.engine.Torch;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.study.GreyImageReader;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.View;
import net.imglib2.img.array.ArrayImgs;

/**
 * Where the annotator drew a region, the evidence for the disease shall lie in it: minus the logarithm of the part of the map that does
 * [ours]. The map is the one that users see, {@link io.github.trrg.nn.DiseasePerception#evidenceMaps}, with a soft threshold at 0, so that
 * patches that do not speak for the disease yet can begin to.
 */
final class RegionLoss {

	private static final float LEAST = 1e-6f;

	private final TrrgModel model;
	private final RegionReader reader;
	private final Map<StudyItem.Region, float[]> masks = new ConcurrentHashMap<>();

	RegionLoss(final TrrgModel model, final RegionReader reader) {
		this.model = model;
		this.reader = reader;
	}

	/**
	 * How much of each patch lies in the regions of a view.
	 *
	 * @param side of the view as it is shown to the network, pixels
	 * @return (K, P), at most 1; a row without a region is 0
	 */
	float[] patches(final TrainingStudy study, final TrainingImages.Shot shot, final int side) {
		final List<Disease> diseases = model.diseases();
		final int grid = model.network().gridSide(side);
		final float[] patches = new float[diseases.size() * grid * grid];
		for (final StudyItem.Region region : study.regions()) {
			if (region.image() != shot.view()) continue;
			final float[] mask = shot.change().movement().apply(masks.computeIfAbsent(region, one -> mask(study.images().get(one.image()), one.file())), model
				.preprocessing().size(), side);
			for (int k = 0; k < diseases.size(); k++)
				if (diseases.get(k).name().equals(region.disease())) add(mask, side, patches, k * grid * grid, grid);
		}
		return patches;
	}

	/** The region goes the way of its image, as a picture of 0 and 1. */
	private float[] mask(final Path image, final Path roi) {
		final View view = GreyImageReader.read(image);
		final Preprocessing preprocessing = model.preprocessing();
		final float[] mask = preprocessing.apply(new View(view.name(), ArrayImgs.floats(reader.inside(roi, view.width(), view.height()), view.width(), view
			.height()), view.position(), new double[] { 0, 1 }));
		for (int i = 0; i < mask.length; i++)
			mask[i] = (float) (mask[i] * preprocessing.std() + preprocessing.mean());
		return mask;
	}

	/** Means over patches, relative to the fullest one: a region smaller than a patch is worth a whole one. */
	private static void add(final float[] mask, final int side, final float[] patches, final int start, final int grid) {
		final float[] sums = new float[grid * grid];
		for (int i = 0; i < mask.length; i++)
			sums[i / side * grid / side * grid + i % side * grid / side] += mask[i];
		float largest = 0;
		for (final float sum : sums)
			largest = Math.max(largest, sum);
		for (int i = 0; i < sums.length && largest > LEAST; i++)
			patches[start + i] = Math.min(1, patches[start + i] + sums[i] / largest);
	}

	/**
	 * @param projected patches of single views (B, P, E)
	 * @param attention of the diseases over them (B, K, P)
	 * @param regions (B·K·P) from {@link #patches}
	 * @return scalar mean over the regions; null if there are none
	 */
	static NDArray loss(final NDManager step, final NDArray projected, final NDArray attention, final TrrgModel.Prompts prompts, final float[] regions) {
		final Shape shape = attention.getShape();
		final int patches = (int) shape.get(2);
		final float[] drawn = new float[regions.length / patches];
		int count = 0;
		for (int row = 0; row < drawn.length; row++)
			for (int p = row * patches; p < (row + 1) * patches && drawn[row] == 0; p++)
				if (regions[p] > 0) drawn[row] = 1;
		for (final float one : drawn)
			count += one;
		if (count == 0) return null;
		final NDArray speaks = Activation.softPlus(projected.matMul(prompts.positive().sub(prompts.negative()).transpose())).transpose(0, 2, 1); // (B, K, P)
		final NDArray evidence = attention.mul(speaks);
		final NDArray inside = evidence.mul(step.create(regions, shape)).sum(new int[] { 2 }).add(LEAST); // (B, K)
		final NDArray missed = evidence.sum(new int[] { 2 }).add(LEAST).log().sub(inside.log()); // (B, K)
		return Torch.times(missed.mul(step.create(drawn, missed.getShape())).sum(), 1.0 / count);
	}
}
