package io.github.trrg.model;

import io.github.trrg.common.JsonFields;
import io.github.trrg.common.TrrgException;

/** The format version in a model folder's {@code config.json}. */
public final class FormatVersion {

	/** The version this plugin writes; it reads this and all older ones. */
	public static final int NEWEST = 1;
	/** The field that holds the version. */
	public static final String FIELD = "trrg_version";

	private FormatVersion() {}

	/**
	 * @param config the whole {@code config.json}
	 * @return the version, 1 to {@link #NEWEST}
	 * @throws TrrgException if it is missing or newer than this plugin
	 */
	public static int require(final JsonFields config) {
		final int version = config.requireInt(FIELD, 1, Integer.MAX_VALUE);
		if (version > NEWEST) throw new TrrgException(config.source() + " has format version " + version + ", newer than this plugin knows (" + NEWEST +
			"). Update the plugin.");
		return version;
	}
}
