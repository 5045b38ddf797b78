package io.github.trrg.data;

import java.nio.file.Path;
import java.util.List;

/**
 * One study of a data set.
 *
 * @param id unique in the data set
 * @param report the findings section, the reference text for scoring; empty if the study has none
 * @param impression the impression section; empty if unknown
 * @param indication why the examination was asked for; empty if unknown
 * @param images absolute paths, at least one; not checked to exist, see {@link Dataset#checkImages}
 * @param views projection of each image ("frontal", "lateral"), as many as images; empty if unknown
 * @param split the split it belongs to ("train", "val", "test", or another)
 */
public record StudyItem(String id, String report, String impression, String indication, List<Path> images, List<String> views, String split) {

	public StudyItem {
		images = List.copyOf(images);
		views = List.copyOf(views);
	}
}
