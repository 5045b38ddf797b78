package io.github.trrg.batch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

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

	/** The line, where the summary lies, and each failure with its reason. */
	public String text(final BatchSettings settings) {
		return line() + "\n" + settings.out().resolve(SummaryPage.FILE) + "\n" + failed.entrySet().stream().map(entry -> "\n" + entry.getKey() + "\n    " +
			entry.getValue()).collect(Collectors.joining());
	}
}
