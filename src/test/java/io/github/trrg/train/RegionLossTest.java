package io.github.trrg.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import ij.gui.Roi;
import ij.io.RoiEncoder;
import io.github.trrg.TinyModel;
import io.github.trrg.clue.Disease;
import io.github.trrg.data.StudyItem;
import io.github.trrg.engine.Torch;
import io.github.trrg.ij.RoiFiles;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.ResizeMode;

class RegionLossTest {

	private static final int PATCHES = 16;

	@TempDir
	private Path folder;

	/** The tiny model sees 64 pixels as 4 × 4 patches. */
	@Test
	void aRegionCoversThePatchesThatItsPixelsGoTo() throws IOException {
		// Of 200 × 100 stretched to the square, x 100-149 becomes the third column and y 0-49 the upper two rows.
		final float[] expected = new float[PATCHES];
		expected[2] = expected[6] = 1;
		assertArrayEquals(expected, patches(ResizeMode.STRETCH, 200, 100, new Roi(100, 0, 50, 50)), 0.07f);
	}

	@Test
	void aPaddedImageLiesInTheMiddle() throws IOException {
		// 200 × 100 fills the middle two of four rows: its upper half is the second row.
		final float[] expected = new float[PATCHES];
		expected[4] = expected[5] = expected[6] = expected[7] = 1;
		assertArrayEquals(expected, patches(ResizeMode.PAD, 200, 100, new Roi(0, 0, 200, 50)), 0.07f);
	}

	@Test
	void aRegionSmallerThanAPatchIsWorthAWholeOne() throws IOException {
		final float[] patches = patches(ResizeMode.STRETCH, 64, 64, new Roi(20, 4, 5, 5));
		assertEquals(1, patches[1], 1e-6);
		assertEquals(1, sum(patches), 0.01);
	}

	private float[] patches(final ResizeMode resize, final int width, final int height, final Roi roi) throws IOException {
		final Path image = folder.resolve("image.png"), file = folder.resolve("region.roi");
		ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), "png", image.toFile());
		Files.write(file, RoiEncoder.saveAsByteArray(roi));
		final Path model = TinyModel.make(folder.resolve("model"));
		new Preprocessing(64, resize, 0.5, 0.25, 0.1, 99.9).write(model.resolve(Preprocessing.FILE_NAME));
		final TrainingStudy study = new TrainingStudy("1", "1", List.of(image), "", Map.of(), Map.of(), List.of(), "", List.of(new StudyItem.Region("pleural effusion", 0,
			file)));
		try (TrrgModel open = TrrgModel.open(model, Device.cpu())) {
			final TrainingImages.Shot shot = new TrainingImages(open.preprocessing()).pair(study, new Augmentation(0), 64, new Random(1)).get(0);
			final float[] all = new RegionLoss(open, RoiFiles::inside).patches(study, shot, 64);
			assertEquals(open.diseases().size() * PATCHES, all.length);
			final int effusion = open.diseases().indexOf(Disease.named(open.diseases(), List.of("pleural effusion")).get(0));
			final float[] patches = Arrays.copyOfRange(all, effusion * PATCHES, (effusion + 1) * PATCHES);
			assertEquals(sum(all), sum(patches), 1e-6, "other diseases have no region");
			return patches;
		}
	}

	private static double sum(final float[] values) {
		double sum = 0;
		for (final float value : values)
			sum += value;
		return sum;
	}

	/** Two patches of even evidence, one of them in the region: half of the map misses it, −ln ½. */
	@Test
	void theLossIsMinusTheLogarithmOfThePartInside() {
		try (NDManager step = Torch.newManager(Device.cpu())) {
			final TrrgModel.Prompts prompts = new TrrgModel.Prompts(step.create(new float[] { 1, 0 }, new Shape(1, 2)), step.create(new float[] { 0, 1 }, new Shape(1, 2)));
			final var even = step.create(new float[] { 3, 1, 3, 1 }, new Shape(1, 2, 2));
			final var attention = step.create(new float[] { 0.5f, 0.5f }, new Shape(1, 1, 2));
			assertEquals(Math.log(2), RegionLoss.loss(step, even, attention, prompts, new float[] { 1, 0 }).getFloat(), 1e-4);
			assertEquals(0, RegionLoss.loss(step, even, attention, prompts, new float[] { 1, 1 }).getFloat(), 1e-4);
			// softplus(2) against softplus(−2)
			final var uneven = step.create(new float[] { 3, 1, 1, 3 }, new Shape(1, 2, 2));
			assertEquals(-Math.log(2.126928 / (2.126928 + 0.126928)), RegionLoss.loss(step, uneven, attention, prompts, new float[] { 1, 0 }).getFloat(), 1e-4);
			assertNull(RegionLoss.loss(step, even, attention, prompts, new float[] { 0, 0 }));
		}
	}
}
