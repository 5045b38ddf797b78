package io.github.trrg.ui;

import java.util.List;
import java.util.function.Consumer;

import ij.ImagePlus;
import io.github.trrg.Trrg;
import io.github.trrg.clue.AttentionMap;
import io.github.trrg.common.TrrgException;
import io.github.trrg.ij.ImagePlusStudies;
import io.github.trrg.ij.ImageRegion;
import io.github.trrg.ij.ModelCache;
import io.github.trrg.ij.RegionAnswer;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.report.Report;

/** Writes reports, of the study looked at and of whole stacks, and answers questions about regions. */
final class Writing {

	private final TrrgSession session;
	private final Studies studies;
	private final Workers workers;
	private final Recording recording;
	private final Consumer<String> tell;
	private String partial = "";
	private Work present;
	private Work stack;

	/** @param tell hears what the user should know; an empty text takes back what was told before */
	Writing(final TrrgSession session, final Studies studies, final Workers workers, final Recording recording, final Consumer<String> tell) {
		this.session = session;
		this.studies = studies;
		this.workers = workers;
		this.recording = recording;
		this.tell = tell;
	}

	/** The report as far as it is written, while {@link #isWriting}. */
	String partial() {
		return partial;
	}

	boolean isWriting() {
		return present != null;
	}

	boolean isProcessingStack() {
		return stack != null;
	}

	/** Writes the report again from the clues as edited; of an image that changed, or with a model switched meanwhile, after looking again. */
	void regenerate() {
		final Known known = studies.known().orElse(null);
		if (known == null || isWriting()) return;
		final boolean recorded = recording.addReport(InspectorMacro.regenerate(studies.image(), studies.isViews(), known.now().edits(), known.now().indication()));
		begin();
		write(studies.isImageOpen() ? studies.image() : null, studies.place(), present, recorded, complaint -> present = null);
		tell.accept("");
	}

	private void begin() {
		present = new Work();
		partial = "";
	}

	/** @param source open image, or null to go on with what is known @param recorded whether a macro line writes the same report */
	private void write(final ImagePlus source, final Place at, final Work work, final boolean recorded, final Consumer<String> end) {
		final Known known = studies.at(at).orElse(null);
		workers.write(() -> {
			work.checkCanceled();
			try (ModelCache.Lease lease = session.lease()) {
				final Seen seen = Seen.look(source, at, lease, known == null ? null : known.seen());
				workers.back(() -> studies.accept(at, seen));
				final Inspection asked = (known == null ? Known.of(seen) : known.seenAnew(seen)).now();
				final Trrg trrg = lease.trrg();
				final Report report = trrg.generate(asked.request(), trrg.model().generation(), (index, tokens) -> {
					final String text = trrg.model().tokenizer().decode(tokens);
					workers.back(() -> partial = text);
				}, work);
				workers.back(() -> {
					session.remember(seen.written(report));
					if (recorded) recording.written(report);
					studies.at(at).ifPresent(now -> studies.put(at, now.edit(inspection -> inspection.written(report))));
				});
			}
		}, end);
	}

	/** Stops writing; what is there stays. */
	void cancel() {
		if (present != null) present.cancel();
		if (stack != null) stack.cancel();
	}

	/** Writes the reports of all slices as studies of their own, in the background. Slices already reported are left as they are. */
	void processStack() {
		if (!studies.isImageOpen() || isProcessingStack()) return;
		recording.add(InspectorMacro.stack(studies.image()));
		stack = new Work();
		process(studies.image(), ImagePlusStudies.slices(studies.image()), 0, stack, "");
	}

	/**
	 * Slice by slice, so that what the user asks for meanwhile comes between.
	 *
	 * @param complaint why a slice before got no report, empty if all have one
	 */
	private void process(final ImagePlus source, final List<Integer> slices, final int index, final Work work, final String complaint) {
		if (work.isCanceled() || !Studies.isOpen(source) || index == slices.size()) {
			stack = null;
			tell.accept(index < slices.size() ? Texts.get("status.canceled") : complaint.isEmpty() ? Texts.get("status.stackDone") : Texts.get("status.stackPart", complaint));
			return;
		}
		tell.accept(Texts.get("status.stack", index + 1, slices.size()));
		final Place at = Place.ofSlice(source, slices.get(index));
		if (isReported(at)) workers.back(() -> process(source, slices, index + 1, work, complaint));
		else write(source, at, work, false, failed -> process(source, slices, index + 1, work, isReported(at) ? complaint : failed));
	}

	private boolean isReported(final Place at) {
		return studies.at(at).filter(known -> known.now().report() != null).isPresent();
	}

	/** Asks what the model says of the selection on the image. */
	void askRegion() {
		final Known known = studies.known().orElse(null);
		if (known == null || !studies.isImageOpen() || isWriting()) return;
		final ImagePlus source = studies.image();
		final Place at = studies.place();
		final List<AttentionMap> part;
		try {
			part = ImageRegion.of(source, known.seen().study(), known.seen().perceived(), known.seen().preprocessing());
		}
		catch (final TrrgException e) {
			tell.accept(e.getMessage());
			return;
		}
		recording.addOfSelection(InspectorMacro.region(source, studies.isViews()));
		begin();
		final Work work = present;
		workers.write(() -> {
			try (ModelCache.Lease lease = session.lease()) {
				final Seen seen = Seen.look(source, at, lease, known.seen());
				workers.back(() -> studies.accept(at, seen));
				final RegionAnswer answer = RegionAnswer.ask(lease.trrg(), seen.perceived(), part, work);
				workers.back(() -> studies.at(at).ifPresent(now -> studies.put(at, now.with(answer))));
			}
		}, complaint -> present = null);
		tell.accept("");
	}
}
