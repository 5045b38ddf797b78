package io.github.trrg.convert;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

import io.github.trrg.common.TrrgException;
import io.github.trrg.study.GreyImageReader;

/** Tells from the beginning and the end of a file whether it is a whole image, which takes a hundredth of the time that decoding does. */
final class ImageCheck {

	private static final byte[] PNG_END = { 'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82 };
	private static final int DICOM_MARK = 128, TAIL = 64;

	private ImageCheck() {}

	static boolean isDicom(final Path file) {
		try {
			return new String(bytes(file, DICOM_MARK, 4), StandardCharsets.ISO_8859_1).equals("DICM");
		}
		catch (final IOException e) {
			throw unreadable(file, e.getMessage());
		}
	}

	/** @param from where; from the end, if negative @return fewer bytes where the file is shorter */
	private static byte[] bytes(final Path file, final long from, final int count) throws IOException {
		try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
			in.seek(Math.min(in.length(), Math.max(0, from < 0 ? in.length() + from : from)));
			final byte[] bytes = new byte[(int) Math.min(count, in.length() - in.getFilePointer())];
			in.readFully(bytes);
			return bytes;
		}
	}

	/**
	 * @param decode whether to decode all pixels too
	 * @throws Skipped if it is no image or incomplete
	 */
	static void check(final Path file, final boolean decode) {
		try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
			final Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
			if (!readers.hasNext()) throw unreadable(file, "not a JPEG, PNG or DICOM image");
			final ImageReader reader = readers.next();
			try {
				reader.setInput(in, true, true);
				if (reader.getWidth(0) < 1 || reader.getHeight(0) < 1) throw unreadable(file, "it has no pixels");
				if (reader.getFormatName().equalsIgnoreCase("jpeg")) GreyImageReader.checkJpegEnd(file);
				if (reader.getFormatName().equalsIgnoreCase("png") && !hasPngEnd(file)) throw unreadable(file, "the end of the PNG image is missing");
			}
			finally {
				reader.dispose();
			}
			if (decode) GreyImageReader.read(file);
		}
		catch (final TrrgException e) {
			throw new Skipped(Reason.UNREADABLE_IMAGE, e.getMessage());
		}
		catch (final Skipped e) {
			throw e;
		}
		catch (final IOException | RuntimeException e) { // damaged files make decoders throw anything
			throw unreadable(file, e.getMessage());
		}
	}

	private static boolean hasPngEnd(final Path file) throws IOException {
		final byte[] tail = bytes(file, -TAIL, TAIL);
		for (int i = 0; i + PNG_END.length <= tail.length; i++)
			if (Arrays.equals(tail, i, i + PNG_END.length, PNG_END, 0, PNG_END.length)) return true;
		return false;
	}

	private static Skipped unreadable(final Path file, final String why) {
		return new Skipped(Reason.UNREADABLE_IMAGE, "Cannot read " + file + ": " + why + ".");
	}
}
