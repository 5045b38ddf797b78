package io.github.trrg.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ai.djl.Device;

import io.github.trrg.PhantomStudies;
import io.github.trrg.TinyModel;
import io.github.trrg.clue.Disease;
import io.github.trrg.common.Progress;
import io.github.trrg.ij.RoiFiles;
import io.github.trrg.study.Phantom.Abnormality;

/** A disease that the tiny model learns from phantoms, with and without the regions drawn on them, and looks for in fresh ones. */
class RegionSupervisionTest {

	private static final PhantomStudies PHANTOMS = new PhantomStudies("tuberculosis", Abnormality.LEFT_LUNG_OPACITY, Abnormality.RIGHT_LUNG_OPACITY, 64, "", "");

	@TempDir
	private Path folder;

	@Test
	void mapsLookIntoTheRegionsAndNothingElseIsLost() throws IOException {
		final Path base = TinyModel.make(folder.resolve("base")), dataset = PHANTOMS.write(folder.resolve("phantoms"), 0, 60);
		final PhantomStudies.Result without = tuned(base, dataset, null), with = tuned(base, dataset, RoiFiles::inside);
		assertTrue(with.hits() > without.hits() + 0.1, () -> with + " with regions, " + without + " without");
		assertTrue(with.auroc() > without.auroc() - 0.01, () -> with + " with regions, " + without + " without");
		assertTrue(with.auroc() >= 0.9, with::toString);
	}

	private PhantomStudies.Result tuned(final Path base, final Path dataset, final RegionReader regions) {
		final Path out = folder.resolve("tuned" + (regions == null ? "" : " with regions"));
		final FineTuningPlan plan = new FineTuningPlan(Trainable.AUTO, TargetText.REPORT, List.of(Disease.parse("tuberculosis:There is tuberculosis.:No tuberculosis.")),
			regions);
		FineTuning.run(dataset, base, plan, new TrainingRun(Device.cpu(), out, 40, Long.MAX_VALUE, false, Set.of()), Progress.NONE);
		return PHANTOMS.read(out, 1000, 100);
	}
}
