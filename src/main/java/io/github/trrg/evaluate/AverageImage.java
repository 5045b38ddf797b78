package io.github.trrg.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.StudyItem;
import io.github.trrg.study.GreyImageReader;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.View;
import net.imglib2.img.array.ArrayImgs;

/** What radiographs look like on average: all that a model knows of a study whose images it does not see. */
final class AverageImage {

	/** Studies are drawn if there are more; a mean of so many hardly changes any more. */
	private static final int STUDIES = 400;

	private AverageImage() {}

	/**
	 * @param preprocessing says how large the network's square is; the means are taken there
	 * @return mean of the first images of the studies, of the second, ...; images that cannot be read are passed over, and where none can, there is none
	 */
	static List<View> of(final List<StudyItem> studies, final Preprocessing preprocessing, final Progress progress) {
		final List<StudyItem> drawn = new ArrayList<>(studies);
		Collections.shuffle(drawn, new Random(Evaluation.SEED));
		final int pixels = preprocessing.size() * preprocessing.size();
		final List<double[]> sums = new ArrayList<>();
		final List<Integer> counts = new ArrayList<>();
		for (final StudyItem study : drawn.subList(0, Math.min(STUDIES, drawn.size()))) {
			progress.checkCanceled();
			for (int v = 0; v < study.images().size(); v++)
				try {
					final float[] square = preprocessing.resized(GreyImageReader.read(study.images().get(v)));
					if (v == sums.size()) {
						sums.add(new double[pixels]);
						counts.add(0);
					}
					if (v > sums.size()) continue; // an earlier one of the same study cannot be read
					for (int i = 0; i < pixels; i++)
						sums.get(v)[i] += square[i];
					counts.set(v, counts.get(v) + 1);
				}
				catch (final TrrgException e) {
					// The mean of the others serves.
				}
		}
		final List<View> views = new ArrayList<>();
		for (int v = 0; v < sums.size(); v++) {
			final float[] mean = new float[pixels];
			for (int i = 0; i < pixels; i++)
				mean[i] = (float) (sums.get(v)[i] / counts.get(v));
			views.add(new View("average image", ArrayImgs.floats(mean, preprocessing.size(), preprocessing.size()), View.Position.UNKNOWN, new double[] { 0, 1 }));
		}
		return views;
	}
}
