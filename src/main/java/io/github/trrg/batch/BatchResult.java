package io.github.trrg.batch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a run ended.
 *
 * @param done studies reported now
 * @param skipped studies that an earlier run had reported
 * @param failed reason by study id, or by folder that could not be searched
 * @param stopped why the run ended before all studies were tried; empty if they were
 */
public record BatchResult(int done, int skipped, Map<String, String> failed, String stopped) {

	public BatchResult {
		failed = Collections.unmodifiableMap(new LinkedHashMap<>(failed));
	}

	public boolean isComplete() {
		return stopped.isEmpty() && failed.isEmpty();
	}

	/** "197 done, 3 skipped, 8 failed", and why it stopped. */
	public String line() {
		return done + " done, " + skipped + " skipped, " + failed.size() + " failed" + (stopped.isEmpty() ? "" : ". " + stopped);
	}
}
