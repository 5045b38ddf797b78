package io.github.trrg.train;

import java.nio.file.Path;

/** Reads the regions that annotators drew. They are ImageJ ROI files, which only packages that know ImageJ can read. */
@FunctionalInterface
public interface RegionReader {

	/**
	 * @param roi ImageJ ROI file
	 * @param width of its image, pixels
	 * @param height of its image, pixels
	 * @return width × height values, row-major: 1 inside the region, 0 outside
	 * @throws io.github.trrg.common.TrrgException if the file is missing or no region
	 */
	float[] inside(Path roi, int width, int height);
}
