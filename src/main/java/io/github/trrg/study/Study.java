package io.github.trrg.study;

import java.util.List;

/**
 * One examination: what a single report is written about.
 *
 * @param id what to call it in tables, files and messages
 * @param views at least one radiograph
 * @param indication why the examination was asked for, as free text; empty if unknown
 */
public record Study(String id, List<View> views, String indication) {

	public Study {
		if (views.isEmpty()) throw new IllegalArgumentException("Study " + id + " has no view");
		views = List.copyOf(views);
		indication = indication == null ? "" : indication.strip();
	}

	/** The study as a cache keeps it. */
	public Study withoutPixels() {
		return new Study(id, views.stream().map(View::withoutPixels).toList(), indication);
	}
}
