package io.github.trrg.train;

import java.util.Arrays;
import java.util.Locale;

import io.github.trrg.common.TrrgException;
import io.github.trrg.data.StudyItem;

/** Which text of a study the language model learns to write. */
public enum TargetText {
	/** The findings section. */
	REPORT {

		@Override
		String of(final StudyItem item) {
			return item.report();
		}
	},
	/** The impression section; studies without one are no example of writing. */
	IMPRESSION {

		@Override
		String of(final StudyItem item) {
			return item.impression();
		}
	},
	/** Findings, then impression. */
	BOTH {

		@Override
		String of(final StudyItem item) {
			return (item.report() + " " + item.impression()).strip();
		}
	};

	/** The text as it stands in the data set; empty if the study has none. */
	abstract String of(StudyItem item);

	/** As users write it: "impression". */
	public String title() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** @throws TrrgException if there is no such choice */
	public static TargetText of(final String title) {
		return Arrays.stream(values()).filter(text -> text.title().equalsIgnoreCase(title.strip())).findFirst().orElseThrow(() -> new TrrgException(
			"There is no text \"" + title + "\" to learn from. Choose from: report, impression, both."));
	}
}
