package io.github.trrg;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import io.github.trrg.clue.AttentionMap;
import io.github.trrg.clue.Clue;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.StudyItem;
import io.github.trrg.report.Finding;
import io.github.trrg.report.FindingLabeler;
import io.github.trrg.study.GreyImageReader;
import io.github.trrg.study.Phantom;
import io.github.trrg.study.Study;
import io.github.trrg.study.View;

/**
 * Not a test: {@code java … io.github.trrg.RegionBenchmark [split]} asks the default model about regions and prints how often the one that
 * has a finding gets a higher probability than its mirror image in the other lung, and than the whole image: on phantoms, whose
 * abnormalities lie at known places, and on frontal radiographs of a split whose report names one side.
 */
public final class RegionBenchmark {

	private static final int SEEDS = 8;
	private static final int SIZE = 256;
	/** Columns and rows of a lung, as parts of the image, at the patient's left. */
	private static final double[] LUNG = { 0.52, 0.15, 0.43, 0.75 };

	private final Trrg trrg;
	private int cases;
	private int aboveMirror;
	private int aboveWhole;
	private double differences;

	private RegionBenchmark(final Trrg trrg) {
		this.trrg = trrg;
	}

	public static void main(final String... arguments) {
		try (Trrg trrg = Trrg.open(Path.of("models", "trrg-iu-small"), "cpu")) {
			final RegionBenchmark phantoms = new RegionBenchmark(trrg), radiographs = new RegionBenchmark(trrg);
			phantoms.phantoms();
			radiographs.radiographs(arguments.length > 0 ? arguments[0] : "val");
		}
	}

	private void phantoms() {
		final double margin = 1.0 / 28; // half a patch
		for (final Phantom.Abnormality abnormality : Phantom.Abnormality.values()) {
			if (abnormality == Phantom.Abnormality.CARDIOMEGALY) continue; // in the middle
			for (int seed = 1; seed <= SEEDS; seed++) {
				final Phantom phantom = Phantom.draw(seed, SIZE, List.of(abnormality));
				final Phantom.Place place = phantom.places().get(0);
				ask(phantom.view(), abnormality.diseaseName(), new double[] { place.x() / (double) SIZE - margin, place.y() / (double) SIZE - margin, place.width() /
					(double) SIZE + 2 * margin, place.height() / (double) SIZE + 2 * margin });
			}
		}
		print("phantoms");
	}

	private void radiographs(final String split) {
		final Dataset dataset = Dataset.open(SharedData.path("iu-xray"));
		final FindingLabeler labeler = new FindingLabeler();
		for (final StudyItem item : dataset.split(split)) {
			final int frontal = item.views().indexOf("frontal");
			if (frontal < 0) continue;
			for (final Finding finding : DefaultModelTest.SIDED) {
				final Boolean left = DefaultModelTest.side(labeler.labelSentences(item.report()), finding);
				if (left != null) ask(GreyImageReader.read(item.images().get(frontal)), finding.diseaseName(), left ? LUNG : mirrored(LUNG));
			}
		}
		print("radiographs of " + split);
	}

	/** @param region left, top, width, height as parts of the image */
	private void ask(final View view, final String disease, final double[] region) {
		final Perceived whole = trrg.perceive(new Study("", List.of(view), ""));
		final double there = probability(whole, view, disease, region), mirror = probability(whole, view, disease, mirrored(region));
		final double all = whole.clue(disease).orElseThrow().probability();
		cases++;
		if (there > mirror) aboveMirror++;
		if (there > all) aboveWhole++;
		differences += Math.abs(there - all);
	}

	private static double[] mirrored(final double[] region) {
		return new double[] { 1 - region[0] - region[2], region[1], region[2], region[3] };
	}

	private double probability(final Perceived whole, final View view, final String disease, final double[] region) {
		final float[] mask = new float[view.width() * view.height()];
		for (int y = 0; y < view.height(); y++)
			for (int x = 0; x < view.width(); x++) {
				final double right = (x + 0.5) / view.width() - region[0], down = (y + 0.5) / view.height() - region[1];
				mask[y * view.width() + x] = right >= 0 && right < region[2] && down >= 0 && down < region[3] ? 1 : 0;
			}
		final AttentionMap part = trrg.model().preprocessing().imageToMap(mask, view, whole.clues().get(0).maps().get(0).rows());
		return trrg.perceive(whole, List.of(part)).clue(disease).map(Clue::probability).orElseThrow();
	}

	private void print(final String what) {
		System.out.printf(Locale.ROOT, "%s: region with the finding above its mirror image in %d of %d, above the whole image in %d; mean distance from the whole %.2f%n", what,
			aboveMirror, cases, aboveWhole, differences / cases);
	}
}
