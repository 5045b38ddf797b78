package io.github.trrg.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.trrg.common.TrrgException;

/**
 * Rewrites a compressed DICOM file as an uncompressed one, in memory: same header, plain pixels, so that a reader of uncompressed files
 * reads it with all its tags. Decodes grey images in RLE, JPEG Baseline, JPEG Lossless (first-order prediction) and JPEG 2000 Lossless.
 */
public final class CompressedDicom {

	private static final int SAMPLES_PER_PIXEL = 0x0028_0002, FRAMES = 0x0028_0008, ROWS = 0x0028_0010, COLUMNS = 0x0028_0011, BITS_ALLOCATED = 0x0028_0100;
	private static final int ITEM = 0xfffe_e000, MAX_BYTES = Integer.MAX_VALUE - 64;
	private static final String PLAIN = "1.2.840.10008.1.2.1"; // explicit little endian

	private final Path file;
	private final byte[] bytes;
	private final DicomElements elements;
	private final TransferSyntax syntax;

	private CompressedDicom(final Path file, final byte[] bytes, final DicomElements elements, final TransferSyntax syntax) {
		this.file = file;
		this.bytes = bytes;
		this.elements = elements;
		this.syntax = syntax;
	}

	/**
	 * @return the bytes of the uncompressed file; empty if the file is not compressed
	 * @throws TrrgException if the file is damaged, or compressed in a way that is not supported, which is named
	 */
	public static Optional<byte[]> decompress(final Path file) {
		final String uid = DicomTags.read(file).flatMap(tags -> tags.elements().text(DicomElements.TRANSFER_SYNTAX)).orElse("");
		if (!TransferSyntax.isCompressed(uid)) return Optional.empty();
		final Optional<TransferSyntax> known = TransferSyntax.of(uid).filter(PixelDecoder::knows);
		if (known.isEmpty()) throw new TrrgException(file + " is compressed DICOM (" + TransferSyntax.describe(uid) +
			"), which is not supported. Decompress it first, for instance with \"gdcmconv --raw\".");
		try {
			final byte[] bytes = Files.readAllBytes(file);
			return Optional.of(new CompressedDicom(file, bytes, DicomElements.parse(bytes).orElseThrow(), known.get()).plain());
		}
		catch (final IOException | IndexOutOfBoundsException | BufferUnderflowException | IllegalArgumentException e) {
			throw new TrrgException(file + " is damaged: its " + TransferSyntax.describe(uid) + " pixels cannot be decoded (" + e.getMessage() +
				"). Copy or export it again.", e);
		}
	}

	private byte[] plain() throws IOException {
		final int samples = elements.number(SAMPLES_PER_PIXEL).orElse(1);
		if (samples != 1) throw new TrrgException(file + " is compressed DICOM in colour (" + samples +
			" samples per pixel), which is not supported. Decompress it first.");
		final int width = number(COLUMNS, "Columns"), height = number(ROWS, "Rows"), bits = number(BITS_ALLOCATED, "Bits Allocated");
		if (bits != 8 && bits != 16) throw new TrrgException(file + " has " + bits + " bits allocated per pixel. Only 8 and 16 are supported.");
		final int frames = elements.text(FRAMES).map(Integer::parseInt).orElse(1);
		final long length = (long) width * height * frames * (bits / 8);
		if (frames < 1 || length > MAX_BYTES) throw new TrrgException(file + " has " + frames + " frames of " + width + " x " + height +
			" pixels, which do not fit into memory.");
		final List<byte[]> compressed = frames(frames);
		final DicomElements.Element pixels = elements.element(DicomElements.PIXELS).orElseThrow();
		final ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(pixels.start() + 12 + length)).order(ByteOrder.LITTLE_ENDIAN);
		out.put(bytes, 0, pixels.start());
		renameSyntax(out);
		out.putShort((short) 0x7fe0).putShort((short) 0x0010).put("OW".getBytes(StandardCharsets.US_ASCII)).putShort((short) 0).putInt((int) length);
		final PixelDecoder decoder = PixelDecoder.of(syntax);
		for (final byte[] frame : compressed)
			decoder.decode(frame, width, height, bits / 8, out);
		return out.array();
	}

	private int number(final int tag, final String name) {
		final int value = elements.number(tag).orElse(0);
		if (value == 0) throw new TrrgException(file + " is damaged: its header lacks " + name + ". Export it again.");
		return value;
	}

	/** Padded to the old length, so that nothing moves. */
	private void renameSyntax(final ByteBuffer out) {
		final DicomElements.Element element = elements.element(DicomElements.TRANSFER_SYNTAX).orElseThrow();
		final byte[] name = new byte[element.length()];
		final byte[] plain = PLAIN.getBytes(StandardCharsets.US_ASCII);
		System.arraycopy(plain, 0, name, 0, Math.min(plain.length, name.length));
		out.put(element.valueStart(), name);
	}

	/** The compressed bytes of each frame. The first item is a table of offsets, which is optional and not needed. */
	private List<byte[]> frames(final int frames) {
		final DicomElements.Element pixels = elements.element(DicomElements.PIXELS).orElseThrow(() -> new TrrgException(file +
			" has no pixels, or is cut off. Copy or export it again."));
		final List<byte[]> fragments = new ArrayList<>();
		final ByteBuffer items = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(pixels.valueStart());
		while ((items.getShort() << 16 | items.getShort() & 0xffff) == ITEM) {
			final int length = items.getInt();
			if (length < 0 || length > items.remaining()) throw new IllegalArgumentException("it ends too early");
			final byte[] fragment = new byte[length];
			items.get(fragment);
			fragments.add(fragment);
		}
		if (fragments.size() < 2) throw new IllegalArgumentException("there are none");
		fragments.remove(0);
		if (fragments.size() == frames) return fragments;
		if (frames > 1) throw new TrrgException(file + " has " + frames + " frames in " + fragments.size() + " pieces, which is not supported. Decompress it first.");
		final ByteArrayOutputStream whole = new ByteArrayOutputStream();
		fragments.forEach(whole::writeBytes);
		return List.of(whole.toByteArray());
	}
}
