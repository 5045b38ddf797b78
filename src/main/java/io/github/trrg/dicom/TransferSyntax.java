package io.github.trrg.dicom;

import java.util.Optional;

/** How the pixels of a DICOM file are written, for those that are not plain numbers (DICOM PS3.5, section 10). */
public enum TransferSyntax {

	DEFLATED("1.2.840.10008.1.2.1.99", "Deflated"), JPEG_BASELINE("1.2.840.10008.1.2.4.50", "JPEG Baseline"), JPEG_EXTENDED("1.2.840.10008.1.2.4.51",
		"JPEG Extended"), JPEG_LOSSLESS_ANY("1.2.840.10008.1.2.4.57", "JPEG Lossless"), JPEG_LOSSLESS("1.2.840.10008.1.2.4.70",
		"JPEG Lossless, First-Order Prediction"), JPEG_LS("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless"), JPEG_LS_LOSSY("1.2.840.10008.1.2.4.81",
		"JPEG-LS Near-Lossless"), JPEG_2000_LOSSLESS("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless"), JPEG_2000("1.2.840.10008.1.2.4.91", "JPEG 2000"),
		MPEG_2("1.2.840.10008.1.2.4.100", "MPEG-2"), MPEG_4("1.2.840.10008.1.2.4.102", "MPEG-4"), HTJ2K("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000"),
		RLE("1.2.840.10008.1.2.5", "RLE Lossless");

	private static final String COMPRESSED = "1.2.840.10008.1.2.4.";

	private final String uid;
	private final String title;

	TransferSyntax(final String uid, final String title) {
		this.uid = uid;
		this.title = title;
	}

	/** Empty for plain numbers and for what this list does not know. */
	static Optional<TransferSyntax> of(final String uid) {
		for (final TransferSyntax syntax : values())
			if (syntax.uid.equals(uid)) return Optional.of(syntax);
		return Optional.empty();
	}

	static boolean isCompressed(final String uid) {
		return uid.startsWith(COMPRESSED) || of(uid).isPresent();
	}

	/** The name for people, "JPEG-LS Lossless, transfer syntax 1.2.840.10008.1.2.4.80". */
	static String describe(final String uid) {
		return of(uid).map(syntax -> syntax.title).orElse("video or JPEG family") + ", transfer syntax " + uid;
	}
}
