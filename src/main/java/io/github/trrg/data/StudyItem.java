package io.github.trrg.data;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.trrg.report.Label;

/**
 * One study of a data set.
 *
 * @param id unique in the data set
 * @param patient tells patients apart; empty if unknown
 * @param report the findings section, the reference text for scoring; empty if the study has none
 * @param impression the impression section; empty if unknown
 * @param indication why the examination was asked for; empty if unknown
 * @param images absolute paths, at least one; not checked to exist, see {@link Dataset#checkImages}
 * @param views projection of each image ("frontal", "lateral"), as many as images; empty if unknown
 * @param labels the annotator's, by disease name in lower case; what is not there is blank
 * @param regions drawn by the annotator
 * @param split the split it belongs to ("train", "val", "test", or another)
 */
public record StudyItem(String id, String patient, String report, String impression, String indication, List<Path> images, List<String> views,
	Map<String, Label> labels, List<Region> regions, String split) {

	/**
	 * Where a disease shows.
	 *
	 * @param disease in lower case
	 * @param image number of the image it lies on, from 0
	 * @param file ImageJ ROI file, absolute; not checked to exist
	 */
	public record Region(String disease, int image, Path file) {}

	public StudyItem {
		images = List.copyOf(images);
		views = List.copyOf(views);
		labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
		regions = List.copyOf(regions);
	}
}
