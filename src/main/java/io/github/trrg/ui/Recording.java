package io.github.trrg.ui;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import ij.ImagePlus;
import ij.plugin.frame.Recorder;
import io.github.trrg.clue.ClueEdits;
import io.github.trrg.ij.MacroLine;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.report.Report;

/** Writes down in ImageJ's recorder, if it is on, what the inspector does, so that the lines do it again wherever the user went meanwhile. */
final class Recording {

	private final TrrgSession session;
	private final Studies studies;
	/** Reports that the lines of this recorder write. */
	private final Set<Report> recorded = Collections.newSetFromMap(new IdentityHashMap<>());
	private Recorder recorder;

	Recording(final TrrgSession session, final Studies studies) {
		this.session = session;
		this.studies = studies;
	}

	private boolean isOn() {
		if (!Recorder.record) return false;
		if (recorder != Recorder.getInstance()) recorded.clear();
		recorder = Recorder.getInstance();
		return true;
	}

	/** Records what is done with the study looked at. */
	void add(final MacroLine line) {
		if (!isOn()) return;
		if (studies.image().getStackSize() > 1) MacroLine.recordPlace(studies.image());
		line.record();
	}

	/** Records what is done with the selection on the image, if there is one. */
	void addOfSelection(final MacroLine line) {
		if (!isOn()) return;
		MacroLine.recordPlace(studies.image());
		if (studies.image().getRoi() != null) MacroLine.recordSelection(studies.image().getRoi());
		line.record();
	}

	/** Records the writing of a report; returns whether anybody records. */
	boolean addReport(final MacroLine line) {
		add(line);
		return Recorder.record;
	}

	/** The report that a recorded line writes is there. */
	void written(final Report report) {
		recorded.add(report);
	}

	/**
	 * Records what is done with the report on display, after the line that writes it, unless that is the one a macro would find: not, if it
	 * was written before recording began, or by undoing came back.
	 */
	void addOfReport(final Known known, final MacroLine line) {
		if (!isOn()) return;
		final ImagePlus image = studies.image();
		final Report shown = known.now().report();
		final boolean found = session.of(image).map(TrrgSession.Written::report).filter(last -> last == shown).isPresent();
		if (!found || !recorded.contains(shown)) {
			final ClueEdits edits = ClueEdits.between(known.seen().perceived().clues(), shown.clues());
			add(InspectorMacro.regenerate(image, studies.isViews(), edits, shown.provenance().get("indication")));
			session.remember(known.seen().written(shown));
			recorded.add(shown);
		}
		add(line);
	}
}
