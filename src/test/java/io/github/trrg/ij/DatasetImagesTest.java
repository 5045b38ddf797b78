package io.github.trrg.ij;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;
import io.github.trrg.SharedData;
import io.github.trrg.data.Annotation;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.DatasetWriter;
import io.github.trrg.data.StudyItem;
import io.github.trrg.report.Label;
import io.github.trrg.study.GreyImageReader;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

class DatasetImagesTest {

	@TempDir
	private Path temporary;

	/** Adds the image and reads the study back. */
	private StudyItem add(final ImagePlus image, final SliceChoice slices, final List<Roi> regions) {
		final Path folder = temporary.resolve("données 1");
		DatasetWriter.add(folder, List.of(DatasetImages.study(image, ImagePlusStudies.of(image, slices, "").get(0), new Annotation("a", "", "train", "", "", "", Map.of(), ""),
			regions)), true);
		return Dataset.open(folder).split("train").get(0);
	}

	private Path keep(final ImagePlus image) {
		return add(image, SliceChoice.CURRENT, List.of()).images().get(0);
	}

	/** As training reads it. */
	private static float[] row(final Path file, final int width) {
		final RandomAccessibleInterval<FloatType> pixels = GreyImageReader.read(file).pixels();
		final float[] row = new float[width];
		for (int x = 0; x < width; x++)
			row[x] = pixels.getAt(x, 0).get();
		return row;
	}

	@Test
	void sixteenBitsStaySixteenBits() {
		final short[] values = { 0, 1, 4095, (short) 32768, (short) 65535, 257 };
		final Path file = keep(new ImagePlus("deep", new ShortProcessor(6, 1, values.clone(), null)));
		assertEquals("0.png", file.getFileName().toString());
		assertArrayEquals(new float[] { 0, 1, 4095, 32768, 65535, 257 }, row(file, 6));
		assertArrayEquals(values, (short[]) RadiographReader.open(file).getProcessor().getPixels());
	}

	@Test
	void signedValuesStaySigned() {
		final int[] values = { -32768, -1024, -1, 0, 1, 32767 };
		final ImagePlus image = new ImagePlus("signed", new ShortProcessor(6, 1));
		for (int x = 0; x < 6; x++)
			image.getProcessor().set(x, 0, values[x] + 32768);
		image.getLocalCalibration().setSigned16BitCalibration();
		final Path file = keep(image);
		assertArrayEquals(new float[] { -32768, -1024, -1, 0, 1, 32767 }, row(file, 6));
		final ImagePlus opened = RadiographReader.open(file);
		assertEquals(16, opened.getBitDepth());
		for (int x = 0; x < 6; x++)
			assertEquals(values[x], opened.getCalibration().getCValue(opened.getProcessor().get(x, 0)));
	}

	@Test
	void aSignedDicomImageIsKept() {
		final ImagePlus dicom = RadiographReader.open(SharedData.path("dicom").resolve("chest_OT_MONO2_16bit_signed_explicitLE.dcm"));
		final ImagePlus opened = RadiographReader.open(keep(dicom));
		assertArrayEquals((short[]) dicom.getProcessor().getPixels(), (short[]) opened.getProcessor().getPixels());
		assertEquals(dicom.getCalibration().isSigned16Bit(), opened.getCalibration().isSigned16Bit());
	}

	@Test
	void floatingPointValuesAreKept() {
		final float[] values = { -1.5f, 0, 1e-30f, Float.NaN, 3e30f, 7 };
		final Path file = keep(new ImagePlus("float", new FloatProcessor(6, 1, values.clone())));
		assertArrayEquals(values, row(file, 6));
		assertArrayEquals(values, (float[]) RadiographReader.open(file).getProcessor().getPixels());
	}

	@Test
	void eightBitsAndColoursAreKept() {
		final byte[] grey = { 0, 1, 127, (byte) 128, (byte) 255, 3 };
		assertArrayEquals(grey, (byte[]) RadiographReader.open(keep(new ImagePlus("grey", new ByteProcessor(6, 1, grey.clone())))).getProcessor().getPixels());
		final int[] rgb = { 0xff000000, 0xffff0000, 0xff00ff00, 0xff0000ff, 0xffffffff, 0xff123456 };
		assertArrayEquals(rgb, (int[]) RadiographReader.open(keep(new ImagePlus("colour", new ColorProcessor(6, 1, rgb.clone())))).getProcessor().getPixels());
	}

	/** MONOCHROME1: small values are bright. Training wants bright to be large. */
	@Test
	void anInvertedImageIsTurnedRound() {
		final ImagePlus image = new ImagePlus("negative", new ShortProcessor(3, 1, new short[] { 0, 100, 4095 }, null));
		image.getProcessor().invertLut();
		assertArrayEquals(new float[] { 65535, 65435, 61440 }, row(keep(image), 3));
		assertArrayEquals(new short[] { 0, 100, 4095 }, (short[]) image.getProcessor().getPixels(), "the user's image stays");
	}

	@Test
	void viewsAndTheirRegionsAreKept() throws Exception {
		final ImageStack stack = new ImageStack(20, 20);
		stack.addSlice("chest PA", new ByteProcessor(20, 20));
		stack.addSlice("lateral", new ByteProcessor(20, 20));
		final ImagePlus image = new ImagePlus("two views", stack);
		image.setSlice(2);
		final Roi oval = new OvalRoi(1, 2, 3, 4), box = new Roi(5, 6, 7, 8), other = new Roi(0, 0, 1, 1);
		oval.setName("Edema-1");
		oval.setPosition(1);
		box.setName("pleural effusion");
		other.setName("my marker");
		final Overlay overlay = new Overlay(oval);
		overlay.add(box);
		overlay.add(other);
		image.setOverlay(overlay);
		final List<Roi> regions = DiseaseRegions.of(image, DiseaseRegions.IMAGE, Map.of());
		final StudyItem item = add(image, SliceChoice.VIEWS, regions);
		assertEquals(List.of("frontal", "lateral"), item.views());
		assertEquals(List.of("edema 0", "pleural effusion 1"), item.regions().stream().map(region -> region.disease() + " " + region.image()).toList());
		final Roi kept = RoiDecoder.open(item.regions().get(0).file().toString());
		assertEquals(new Rectangle(1, 2, 3, 4), kept.getBounds());
		assertEquals(Roi.OVAL, kept.getType());
		assertEquals("edema", kept.getName());
		assertEquals("Edema-1", image.getOverlay().get(0).getName(), "the user's overlay stays");
	}

	@Test
	void aSelectionWithoutANameBelongsToTheOnlyDiseaseThatIsPresent() {
		final ImagePlus image = new ImagePlus("one", new ByteProcessor(20, 20));
		image.setRoi(new Roi(1, 1, 5, 5));
		assertEquals(List.of("tuberculosis"), names(image, Map.of("tuberculosis", Label.POSITIVE, "edema", Label.NEGATIVE)));
		assertEquals(List.of(), names(image, Map.of("tuberculosis", Label.POSITIVE, "edema", Label.POSITIVE)));
		assertEquals(List.of(), DiseaseRegions.of(image, DiseaseRegions.NONE, Map.of("edema", Label.POSITIVE)));
	}

	private static List<String> names(final ImagePlus image, final Map<String, Label> labels) {
		return DiseaseRegions.of(image, DiseaseRegions.IMAGE, labels).stream().map(Roi::getName).toList();
	}
}
