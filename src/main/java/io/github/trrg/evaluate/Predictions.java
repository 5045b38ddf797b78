package io.github.trrg.evaluate;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.trrg.clue.Clue;

/**
 * What a system says of studies.
 *
 * @param texts report by study id
 * @param clues what each report was written from, by study id; a system that knows no clues has none
 * @param duplicates ids that came more than once; their first report counts
 * @param failures why studies have no report, by id
 */
public record Predictions(Map<String, String> texts, Map<String, List<Clue>> clues, Set<String> duplicates, Map<String, String> failures) {

	public Predictions {
		texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
		clues = Collections.unmodifiableMap(new LinkedHashMap<>(clues));
		duplicates = Collections.unmodifiableSet(new LinkedHashSet<>(duplicates));
		failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
	}

	/**
	 * Reads JSON {@code {id: text}} or {@code {id: [text]}}, or CSV with columns {@code id} and {@code report}; further columns may be those of
	 * {@code reports.csv}: {@code status}, {@code error}, {@code <disease>_probability}, {@code <disease>_selected}.
	 *
	 * @throws io.github.trrg.common.TrrgException if the file cannot be read as either
	 */
	public static Predictions read(final Path file) {
		return new PredictionsReader(file).read();
	}
}
