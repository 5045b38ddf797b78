package io.github.trrg.engine;

import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.List;

/** Where classes and resources come from. */
final class Places {

	private Places() {}

	/** @param resource {@code ai/djl/engine/Engine.class} @return jars and folders that hold it */
	static List<String> of(final String resource) {
		return Places.class.getClassLoader().resources(resource).map(URL::toString).map(url -> path(url.replaceFirst("^jar:", "")
			.replaceFirst("!?/" + resource + "$", ""))).distinct().toList();
	}

	/** A file as users write it, anything else as it is. */
	private static String path(final String url) {
		try {
			return Path.of(URI.create(url)).toString();
		}
		catch (final IllegalArgumentException | FileSystemNotFoundException e) {
			return url;
		}
	}
}
