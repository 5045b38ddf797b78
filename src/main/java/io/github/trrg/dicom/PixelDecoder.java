package io.github.trrg.dicom;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.MemoryCacheImageInputStream;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;

/** Decodes one frame of grey pixels. */
interface PixelDecoder {

	/**
	 * @param size bytes per pixel, 1 or 2
	 * @param out gets width · height pixels, little endian
	 * @throws IOException if the frame is damaged or of another size
	 */
	void decode(byte[] frame, int width, int height, int size, ByteBuffer out) throws IOException;

	static boolean knows(final TransferSyntax syntax) {
		return switch (syntax) {
			case RLE, JPEG_BASELINE, JPEG_LOSSLESS, JPEG_2000_LOSSLESS -> true;
			default -> false;
		};
	}

	static PixelDecoder of(final TransferSyntax syntax) {
		return switch (syntax) {
			case RLE -> PixelDecoder::decodeRle;
			case JPEG_BASELINE, JPEG_LOSSLESS -> (frame, width, height, size, out) -> decodeImage(jpeg(), frame, width, height, size, out);
			case JPEG_2000_LOSSLESS -> (frame, width, height, size, out) -> decodeImage(new J2KImageReaderSpi().createReaderInstance(null), frame, width, height, size,
				out);
			default -> throw new IllegalArgumentException(syntax.toString());
		};
	}

	/** Not by ImageIO's registry, which does not see the jars of a plugin, and without adding to it, which other plugins share. */
	private static ImageReader jpeg() throws IOException {
		final JPEGImageReaderSpi provider = new JPEGImageReaderSpi();
		provider.onRegistration(IIORegistry.getDefaultInstance(), ImageReaderSpi.class); // finds Java's own reader, on which it builds
		return provider.createReaderInstance(null);
	}

	private static void decodeImage(final ImageReader reader, final byte[] frame, final int width, final int height, final int size, final ByteBuffer out)
		throws IOException
	{
		try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(frame))) {
			reader.setInput(in);
			final Raster raster = reader.readRaster(0, null);
			if (raster.getWidth() != width || raster.getHeight() != height || raster.getNumBands() != 1) throw new IOException("they are " + raster.getWidth() + " x " +
				raster.getHeight() + " with " + raster.getNumBands() + " samples");
			for (int y = 0; y < height; y++)
				for (final int sample : raster.getSamples(0, y, width, 1, 0, (int[]) null))
					if (size == 1) out.put((byte) sample);
					else out.putShort((short) sample);
		}
		catch (final RuntimeException e) {
			throw new IOException(e.toString(), e); // the decoders stumble over damage in many ways
		}
		finally {
			reader.dispose();
		}
	}

	/** DICOM PS3.5, annex G: one segment per byte of the pixels, the most significant first, each packed like TIFF's PackBits. */
	private static void decodeRle(final byte[] frame, final int width, final int height, final int size, final ByteBuffer out) throws IOException {
		final ByteBuffer header = ByteBuffer.wrap(frame).order(out.order());
		if (header.getInt() != size) throw new IOException(header.getInt(0) + " segments for pixels of " + size + " bytes");
		final int start = out.position(), pixels = width * height;
		for (int segment = 0; segment < size; segment++) {
			int in = header.getInt(4 + 4 * segment), at = 0;
			final int place = start + size - 1 - segment;
			while (at < pixels) {
				final int control = frame[in++];
				if (control >= 0) for (int i = 0; i <= control && at < pixels; i++)
					out.put(place + size * at++, frame[in++]);
				else if (control != -128) {
					for (int i = 0; i <= -control && at < pixels; i++)
						out.put(place + size * at++, frame[in]);
					in++;
				}
			}
		}
		out.position(start + size * pixels);
	}
}
