package io.github.trrg.ij;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.DataBuffer;
import java.awt.image.DataBufferShort;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import javax.imageio.IIOImage;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import com.github.jaiimageio.jpeg2000.J2KImageWriteParam;
import com.github.jaiimageio.jpeg2000.impl.J2KImageWriterSpi;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.io.FileSaver;
import io.github.trrg.common.TrrgException;
import io.github.trrg.study.GreyImageReader;
import io.github.trrg.study.Phantom;
import io.github.trrg.study.Plausibility;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.View;

class RadiographReaderTest {

	private static final Path DATA = Path.of("../shared/data");

	@TempDir
	Path folder;

	/** Decoded by GDCM and pydicom for this project; see expected_pixels.json. */
	@TestFactory
	List<DynamicTest> dicomFilesHaveTheirKnownPixels() throws Exception {
		Assumptions.assumeTrue(Files.isDirectory(DATA), "no " + DATA);
		final JsonObject expected = JsonParser.parseString(Files.readString(DATA.resolve("dicom/expected_pixels.json"))).getAsJsonObject();
		return expected.entrySet().stream().filter(entry -> entry.getValue().isJsonObject()).map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(DATA
			.resolve("dicom").resolve(entry.getKey()), entry.getValue().getAsJsonObject()))).toList();
	}

	private static void check(final Path file, final JsonObject expected) throws Exception {
		final ImagePlus image = RadiographReader.open(file);
		assertEquals(expected.get("cols").getAsInt(), image.getWidth());
		assertEquals(expected.get("rows").getAsInt(), image.getHeight());
		final int offset = image.getCalibration().isSigned16Bit() ? 32768 : 0;
		final ByteBuffer stored = ByteBuffer.allocate(2 * image.getWidth() * image.getHeight()).order(ByteOrder.LITTLE_ENDIAN);
		for (int i = 0; i < stored.capacity() / 2; i++)
			stored.putShort((short) (image.getProcessor().get(i) - offset));
		assertEquals(expected.get("sha256_le16").getAsString(), HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(stored.array())));
		checkView(view(image), expected);
	}

	/** The view has the stored values, MONOCHROME1 as their negative within the window. */
	private static void checkView(final View view, final JsonObject expected) {
		final boolean windowed = !expected.get("window_center").getAsString().equals("None");
		final double centre = windowed ? expected.get("window_center").getAsDouble() : 127.5, width = windowed ? expected.get("window_width").getAsDouble() : 255;
		assertArrayEquals(new double[] { centre - width / 2, centre + width / 2 }, view.window());
		for (final Map.Entry<String, JsonElement> sample : expected.getAsJsonObject("samples").entrySet()) {
			final int[] place = Arrays.stream(sample.getKey().substring(1).split(",c")).mapToInt(Integer::parseInt).toArray();
			final double value = sample.getValue().getAsDouble();
			final boolean negative = expected.get("photometric").getAsString().equals("MONOCHROME1");
			assertEquals(negative ? 2 * centre - value : value, value(view, place[1], place[0]), 0, sample.getKey());
		}
		assertEquals(expected.get("view").isJsonNull() ? View.Position.UNKNOWN : View.Position.FRONTAL, view.position());
	}

	/** Turned the right way round, it looks like a chest radiograph to the check made from other hospitals' pictures. */
	@Test
	void monochrome1IsShownAsFilm() {
		Assumptions.assumeTrue(Files.isDirectory(DATA), "no " + DATA);
		final View view = view(RadiographReader.open(DATA.resolve("dicom/chest_CR_MONO1_10bit_explicitLE.dcm")));
		assertEquals(List.of(), Plausibility.warnings(view));
	}

	@Test
	void jpegIsReadAsForTraining() {
		Assumptions.assumeTrue(Files.isDirectory(DATA), "no " + DATA);
		final Path file = DATA.resolve("iu-xray/images/1000_IM-0003-1001.jpg");
		final float[] user = Preprocessing.standard(224).apply(view(RadiographReader.open(file)));
		assertArrayEquals(Preprocessing.standard(224).apply(GreyImageReader.read(file)), user, 1e-6f);
	}

	@Test
	void fullSizePngLooksLikeItsTrainingPicture() {
		Assumptions.assumeTrue(Files.isDirectory(DATA), "no " + DATA);
		final float[] user = Preprocessing.standard(224).apply(view(RadiographReader.open(DATA.resolve("hires/iu_1000_IM-0003-1001.dcm.png"))));
		final float[] training = Preprocessing.standard(224).apply(GreyImageReader.read(DATA.resolve("iu-xray/images/1000_IM-0003-1001.jpg")));
		double difference = 0;
		for (int i = 0; i < user.length; i++)
			difference += Math.abs(user[i] - training[i]) / user.length;
		assertTrue(difference < 0.02, "mean difference " + difference);
	}

	@Test
	void rescaleSlopeMovesTheWindowToStoredValues() throws Exception {
		// Rescaled value = 2 stored + 5; window 15 to 25 is stored 5 to 10.
		final Path file = new Dicom(2, 1).text(0x28, 0x4, "CS", "MONOCHROME2 ").text(0x28, 0x1050, "DS", "20").text(0x28, 0x1051, "DS", "10").text(0x28, 0x1052,
			"DS", "5 ").text(0x28, 0x1053, "DS", "2 ").write(folder.resolve("Thorax für Ärzte.dcm"), 3, 40);
		final View view = view(RadiographReader.open(file));
		assertArrayEquals(new double[] { 5, 10 }, view.window());
		assertEquals(40, value(view, 1, 0));
		assertFalse(Prefs.ignoreRescaleSlope, "the user's preference stays");
	}

	@Test
	void monochrome1WithZeroPaddingIsInvertedToo() throws Exception {
		final Path file = new Dicom(2, 1).text(0x18, 0x5101, "CS", "LL").text(0x28, 0x4, "CS", "MONOCHROME1\0").write(folder.resolve("a.dcm"), 100, 400);
		final View view = view(RadiographReader.open(file));
		assertEquals(400, value(view, 0, 0));
		assertEquals(100, value(view, 1, 0));
		assertEquals(View.Position.LATERAL, view.position());
	}

	/** Segments as in DICOM PS3.5, annex G: the high bytes 1 1 1 3 as a run and a literal, then the low bytes as a literal. */
	private static byte[] rle() {
		final byte[] frame = new byte[64 + 4 + 5 + 1];
		ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).putInt(2).putInt(64).putInt(68).position(64).put(new byte[] { -2, 1, 0, 3, 3, 10, 20, 30, 40 });
		return frame;
	}

	@Test
	void runLengthsAreDecodedWithTheTagsOfTheHeader() throws Exception {
		final Path file = new Dicom(4, 1, "1.2.840.10008.1.2.5\0").text(0x18, 0x5101, "CS", "LL").text(0x28, 0x4, "CS", "MONOCHROME2 ").writeCompressed(folder.resolve(
			"Röntgen rle.dcm"), rle());
		final View view = view(RadiographReader.open(file));
		assertEquals(List.of(266f, 276f, 286f, 808f), List.of(value(view, 0, 0), value(view, 1, 0), value(view, 2, 0), value(view, 3, 0)));
		assertEquals(View.Position.LATERAL, view.position());
	}

	@Test
	void framesBecomeSlices() throws Exception {
		final Path file = new Dicom(4, 1, "1.2.840.10008.1.2.5\0").text(0x28, 0x8, "IS", "2 ").writeCompressed(folder.resolve("two.dcm"), rle(), rle());
		assertEquals(2, RadiographReader.open(file).getStackSize());
	}

	@Test
	void signedJpeg2000KeepsItsSigns() throws Exception {
		final short[] values = { -32768, -2, -1, 0, 1, 32767, 1024, -1024 };
		final ImageWriter writer = new J2KImageWriterSpi().createWriterInstance(null);
		final J2KImageWriteParam lossless = (J2KImageWriteParam) writer.getDefaultWriteParam();
		lossless.setLossless(true);
		lossless.setFilter(J2KImageWriteParam.FILTER_53);
		lossless.setWriteCodeStreamOnly(true);
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
			writer.setOutput(out);
			final SampleModel grey = new PixelInterleavedSampleModel(DataBuffer.TYPE_SHORT, 4, 2, 1, 4, new int[1]);
			writer.write(null, new IIOImage(Raster.createRaster(grey, new DataBufferShort(values, values.length), null), null, null), lossless);
		}
		final byte[] even = Arrays.copyOf(bytes.toByteArray(), bytes.size() + 1 & ~1);
		final ImagePlus image = RadiographReader.open(new Dicom(4, 2, "1.2.840.10008.1.2.4.90").number(0x28, 0x103, 1).text(0x28, 0x4, "CS", "MONOCHROME2 ")
			.writeCompressed(folder.resolve("signed.dcm"), even));
		for (int i = 0; i < values.length; i++)
			assertEquals(values[i], image.getProcessor().get(i) - 32768, "pixel " + i);
	}

	/** Of 12-bit pixels: 0xfff is -1 and 0x800 is -2048, whatever the other four bits hold; unsigned they are 4095 and 2048. */
	@Test
	void onlyStoredBitsCount() throws Exception {
		final int[] pixels = { 0x0000, 0x07ff, 0x0fff, 0x0800, 0xf800, 0x5001 };
		assertStored(List.of(0, 2047, -1, -2048, -2048, 1), twelveBits(1, "1.2.840.10008.1.2.1\0").write(folder.resolve("signed.dcm"), pixels));
		assertStored(List.of(0, 2047, 4095, 2048, 2048, 1), twelveBits(0, "1.2.840.10008.1.2.1\0").write(folder.resolve("unsigned.dcm"), pixels));
		// The same signed pixels in run lengths: the high bytes, then the low ones, each as one literal.
		final byte[] frame = new byte[64 + 14];
		ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).putInt(2).putInt(64).putInt(71).position(64).put(new byte[] { 5, 0x00, 0x07, 0x0f, 0x08, (byte) 0xf8, 0x50, 5,
			0x00, (byte) 0xff, (byte) 0xff, 0x00, 0x00, 0x01 });
		assertStored(List.of(0, 2047, -1, -2048, -2048, 1), twelveBits(1, "1.2.840.10008.1.2.5\0").writeCompressed(folder.resolve("rle.dcm"), frame));
	}

	/** Six pixels without a window, so that the range of their values is shown. */
	private static Dicom twelveBits(final int representation, final String syntax) {
		return new Dicom(3, 2, syntax).text(0x28, 0x4, "CS", "MONOCHROME2 ").number(0x28, 0x101, 12).number(0x28, 0x102, 11).number(0x28, 0x103, representation);
	}

	private static void assertStored(final List<Integer> expected, final Path file) {
		final View view = view(RadiographReader.open(file));
		for (int i = 0; i < 6; i++)
			assertEquals(expected.get(i), value(view, i % 3, i / 3), 0, file + ", pixel " + i);
		assertNull(view.window(), "nobody set one");
	}

	@Test
	void compressionsThatAreNotSupportedAreNamed() throws Exception {
		final Path jpegLs = new Dicom(4, 1, "1.2.840.10008.1.2.4.80").writeCompressed(folder.resolve("ls.dcm"), new byte[8]);
		assertTrue(complaint(jpegLs).contains("compressed DICOM (JPEG-LS Lossless, transfer syntax 1.2.840.10008.1.2.4.80)"), complaint(jpegLs));
		final Path future = new Dicom(4, 1, "1.2.840.10008.1.2.4.999\0").writeCompressed(folder.resolve("new.dcm"), new byte[8]);
		assertTrue(complaint(future).contains("transfer syntax 1.2.840.10008.1.2.4.999"), complaint(future));
	}

	@Test
	void damagedCompressedFilesAreNamed() throws Exception {
		for (final String syntax : List.of("1.2.840.10008.1.2.5\0", "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.90")) {
			final Path noise = new Dicom(4, 1, syntax).writeCompressed(folder.resolve("noise.dcm"), new byte[] { 2, 0, 0, 0, 1, 2, 3, 4 });
			assertTrue(complaint(noise).contains("damaged"), complaint(noise));
			final byte[] whole = Files.readAllBytes(new Dicom(4, 1, syntax).writeCompressed(folder.resolve("whole.dcm"), rle()));
			for (int length = 140; length < whole.length - 16; length += 7)
				assertNamed(Files.write(folder.resolve("cut.dcm"), Arrays.copyOf(whole, length)));
		}
	}

	private static String complaint(final Path file) {
		return assertThrows(TrrgException.class, () -> RadiographReader.open(file)).getMessage();
	}

	@Test
	void unreadableFilesAreNamedWithoutDialog() throws Exception {
		assertNamed(folder.resolve("gone.png"));
		assertNamed(Files.writeString(folder.resolve("letter.txt"), "Dear colleague"));
		assertNamed(Files.write(folder.resolve("noise.xyz"), new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 }));
		assertNamed(Files.write(folder.resolve("empty.tif"), new byte[0]));
		final byte[] whole = Files.readAllBytes(new Dicom(2, 1).text(0x28, 0x4, "CS", "MONOCHROME2 ").write(folder.resolve("whole.dcm"), 1, 2));
		assertNamed(Files.write(folder.resolve("header.dcm"), Arrays.copyOf(whole, 190)));
		assertNamed(Files.write(folder.resolve("half.dcm"), Arrays.copyOf(whole, whole.length - 1)));
		assertFalse(IJ.redirectingErrorMessages());
	}

	/** ImageJ would open them with black or grey instead of what is missing. */
	@Test
	void imagesThatEndTooEarlyAreNamed() throws Exception {
		final FileSaver saver = new FileSaver(PhantomImage.of(Phantom.draw(1, 64, List.of())));
		for (final String name : List.of("cut.tif", "cut.jpg", "cut.png")) {
			final String path = folder.resolve(name).toString();
			if (name.endsWith("tif")) saver.saveAsTiff(path);
			else if (name.endsWith("jpg")) saver.saveAsJpeg(path);
			else saver.saveAsPng(path);
			assertEquals(64, RadiographReader.open(Path.of(path)).getWidth());
			final byte[] whole = Files.readAllBytes(Path.of(path));
			assertNamed(Files.write(Path.of(path), Arrays.copyOf(whole, whole.length - whole.length / 3)));
		}
	}

	private static void assertNamed(final Path file) {
		assertTrue(complaint(file).contains(file.getFileName().toString()), complaint(file));
	}

	private static View view(final ImagePlus image) {
		return ImagePlusStudies.of(image, SliceChoice.CURRENT, "").get(0).study().views().get(0);
	}

	private static float value(final View view, final int x, final int y) {
		return view.pixels().getAt(x, y).get();
	}
}
