package io.github.trrg.ij;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.io.FileInfo;
import ij.io.Opener;
import ij.plugin.DICOM;
import io.github.trrg.common.TrrgException;
import io.github.trrg.dicom.CompressedDicom;

/** Opens image files with ImageJ's readers, without showing anything: no window, no error dialog. */
public final class RadiographReader {

	private RadiographReader() {}

	/**
	 * Pixels are those stored in the file. MONOCHROME1 images have an inverting lookup table, DICOM windows are the display range.
	 *
	 * @throws TrrgException if the file is missing, damaged, of an unknown format, or DICOM compressed in a way that is not supported
	 */
	public static synchronized ImagePlus open(final Path file) {
		if (!Files.isRegularFile(file)) throw new TrrgException("There is no image file " + file + ".");
		final String path = file.toAbsolutePath().toString();
		final boolean redirecting = IJ.redirectingErrorMessages();
		IJ.redirectErrorMessages(true);
		try {
			final Opener opener = new Opener();
			opener.setSilentMode(true);
			final int type = opener.getFileType(path);
			if (type == Opener.JPEG) checkEnd(file);
			final ImagePlus image = type == Opener.DICOM || type == Opener.TIFF_AND_DICOM ? openDicom(path) : opener.openImage(path);
			if (image == null || image.getProcessor() == null) throw new TrrgException("Cannot read " + file +
				": not an image, damaged, or of a format that ImageJ does not open. Convert it to TIFF, PNG or uncompressed DICOM.");
			if (type == Opener.TIFF) checkComplete(image.getOriginalFileInfo(), path);
			return image;
		}
		catch (final TrrgException e) {
			throw e;
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot read " + file + ": " + e.getMessage(), e);
		}
		catch (final RuntimeException e) {
			throw new TrrgException("Cannot read " + file + ": the image is damaged (" + e + ").", e);
		}
		finally {
			IJ.redirectErrorMessages(redirecting);
		}
	}

	private static ImagePlus openDicom(final String path) {
		// A rescale slope would make ImageJ convert by menu commands, which need a display. It only moves window and values alike.
		final boolean ignoreSlope = Prefs.ignoreRescaleSlope, asFloat = Prefs.openDicomsAsFloat;
		Prefs.ignoreRescaleSlope = true;
		Prefs.openDicomsAsFloat = false;
		try {
			final Optional<byte[]> decompressed = CompressedDicom.decompress(Path.of(path));
			final DICOM image = decompressed.map(bytes -> new DICOM(new ByteArrayInputStream(bytes))).orElseGet(DICOM::new);
			image.open(path);
			if (image.getProcessor() == null) throw unreadable(path);
			if (decompressed.isEmpty()) checkComplete(image.getOriginalFileInfo(), path);
			else forgetLayout(image);
			final DicomHeader header = DicomHeader.of(image, 1);
			StoredBits.clean(image, header);
			showWindow(image, header);
			// ImageJ overlooks MONOCHROME1 where it is padded with a zero byte.
			if (header.value(DicomHeader.PHOTOMETRIC).equals(Optional.of("MONOCHROME1")) && !image.isInvertedLut()) invertDisplay(image);
			return image;
		}
		finally {
			Prefs.ignoreRescaleSlope = ignoreSlope;
			Prefs.openDicomsAsFloat = asFloat;
		}
	}

	/** ImageJ fills up with black what is missing at the end of a DICOM or TIFF file. */
	private static void checkComplete(final FileInfo info, final String path) {
		if (info == null) return;
		long end = info.getOffset();
		if (info.stripOffsets != null && info.stripLengths != null) for (int i = 0; i < Math.min(info.stripOffsets.length, info.stripLengths.length); i++)
			end = Math.max(end, (info.stripOffsets[i] & 0xffffffffL) + info.stripLengths[i]);
		else if (info.compression == FileInfo.COMPRESSION_NONE) end += (long) info.width * info.height * info.getBytesPerPixel() * info.nImages;
		final long length = new File(path).length();
		if (length < end) throw new TrrgException(path + " is damaged: it ends after " + length + " of " + end + " bytes. Copy or export it again.");
	}

	/** Java fills up with grey what is missing at the end of a JPEG file. Its end mark may be followed by padding. */
	private static void checkEnd(final Path file) throws IOException {
		try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
			final byte[] tail = new byte[(int) Math.min(in.length(), 4096)];
			in.seek(in.length() - tail.length);
			in.readFully(tail);
			for (int i = tail.length - 2; i >= 0; i--)
				if (tail[i] == (byte) 0xff && tail[i + 1] == (byte) 0xd9) return;
		}
		throw new TrrgException(file + " is damaged: the end of the JPEG image is missing. Copy or export it again.");
	}

	/** ImageJ would look for plain pixels in the compressed file, and keep the decompressed bytes. */
	private static void forgetLayout(final ImagePlus image) {
		final FileInfo read = image.getOriginalFileInfo(), place = new FileInfo();
		place.directory = read.directory;
		place.fileName = read.fileName;
		place.width = read.width;
		place.height = read.height;
		image.setFileInfo(place);
	}

	/** The window is given in rescaled values, the pixels are stored ones. */
	private static void showWindow(final ImagePlus image, final DicomHeader header) {
		final double slope = header.number(DicomHeader.SLOPE), centre = header.number(DicomHeader.WINDOW_CENTRE), width = header.number(DicomHeader.WINDOW_WIDTH);
		if (!(slope > 0) || slope == 1 || !(width > 0) || Double.isNaN(centre)) return;
		final double intercept = Double.isNaN(header.number(DicomHeader.INTERCEPT)) ? 0 : header.number(DicomHeader.INTERCEPT);
		final double offset = image.getCalibration().isSigned16Bit() ? 32768 : 0;
		image.setDisplayRange((centre - width / 2 - intercept) / slope + offset, (centre + width / 2 - intercept) / slope + offset);
	}

	private static void invertDisplay(final ImagePlus image) {
		image.getProcessor().invertLut();
		if (image.getStackSize() > 1) image.getStack().setColorModel(image.getProcessor().getColorModel());
	}

	private static TrrgException unreadable(final String path) {
		final String info = new DICOM().getInfo(path);
		final String syntax = new DicomHeader(info == null ? "" : info).value(DicomHeader.TRANSFER_SYNTAX).orElse("unknown");
		return new TrrgException(path + " is a damaged or unusual DICOM file (transfer syntax " + syntax + "). Export it again, uncompressed.");
	}
}
