package io.github.trrg.ij;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ij.ImagePlus;

/**
 * DICOM tags as ImageJ keeps them: one line each, {@code 0018,5101  View Position: PA}; inside of sequences the name begins with ">".
 *
 * @param text the "Info" property of an image, or the label of a slice
 */
record DicomHeader(String text) {

	static final String TRANSFER_SYNTAX = "0002,0010", SERIES_DESCRIPTION = "0008,103E", VIEW_POSITION = "0018,5101", PHOTOMETRIC = "0028,0004", WINDOW_CENTRE =
		"0028,1050", WINDOW_WIDTH = "0028,1051", INTERCEPT = "0028,1052", SLOPE = "0028,1053", BITS_STORED = "0028,0101", HIGH_BIT = "0028,0102", REPRESENTATION =
			"0028,0103";

	/** The header of one slice, empty for what did not come from DICOM. */
	static DicomHeader of(final ImagePlus image, final int slice) {
		final String label = image.getStackSize() > 1 ? image.getStack().getSliceLabel(slice) : null;
		final Object info = image.getProperty("Info");
		return new DicomHeader(label != null && label.indexOf('\n') > 0 ? label : info instanceof String string ? string : "");
	}

	/** @param tag in ImageJ's form, "0018,5101" */
	Optional<String> value(final String tag) {
		final Matcher line = Pattern.compile("^" + tag + " +[^>\\n]*?: *(.*?) *$", Pattern.MULTILINE).matcher(text);
		return line.find() && !line.group(1).isEmpty() ? Optional.of(line.group(1)) : Optional.empty();
	}

	/** @return the tag's number, NaN if it is missing or no number */
	double number(final String tag) {
		try {
			return value(tag).map(Double::parseDouble).orElse(Double.NaN);
		}
		catch (final NumberFormatException e) {
			return Double.NaN;
		}
	}
}
