package io.github.trrg.ui;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

import org.scijava.log.LogService;

import ij.ImagePlus;
import io.github.trrg.ij.MapStack;
import io.github.trrg.ij.ModelCache;
import io.github.trrg.ij.TrrgSession;

/**
 * What the clue inspector knows and does, without any window: follows the image, takes edits, and has parts that write, show and keep. All
 * methods are called on one thread, the owner's; what takes long runs on threads of its own and comes back to it.
 */
final class Inspector implements AutoCloseable {

	private final TrrgSession session;
	private final Runnable changed;
	private final Studies studies = new Studies();
	private final Workers workers;
	private final ShownMaps maps;
	private final Writing writing;
	private final Keeping keeping;
	private String message = "";
	private Work seeing;
	private boolean writeWhenSeen;
	private boolean wasOpen;
	private boolean closed;

	/**
	 * @param owner runs what comes back from other threads on the thread that calls the methods
	 * @param changed called there after every change
	 */
	Inspector(final TrrgSession session, final Executor owner, final Runnable changed) {
		this.session = session;
		this.changed = changed;
		final Recording recording = new Recording(session, studies);
		workers = new Workers("TRRG inspector", owner, this::changed, text -> message = text, session.context().service(LogService.class));
		maps = new ShownMaps(studies, recording, changed);
		writing = new Writing(session, studies, workers, recording, this::tell);
		keeping = new Keeping(studies, maps, workers, recording, this::tell);
	}

	private void changed() {
		maps.refresh();
		changed.run();
	}

	// ---- its parts

	/** What lies over the image. */
	ShownMaps maps() {
		return maps;
	}

	/** Reports and answers. */
	Writing writing() {
		return writing;
	}

	/** Saving and exporting. */
	Keeping keeping() {
		return keeping;
	}

	// ---- what there is to show

	/** The study looked at, empty until it is seen. */
	Optional<Known> known() {
		return studies.known();
	}

	/** The image the study is of, or null; it may be closed by now. */
	ImagePlus image() {
		return studies.image();
	}

	boolean isImageOpen() {
		return studies.isImageOpen();
	}

	boolean isViews() {
		return studies.isViews();
	}

	/** The last complaint or news, may be empty. */
	String message() {
		return message;
	}

	/** Whether anything is under way that takes long. */
	boolean isBusy() {
		return writing.isWriting() || writing.isProcessingStack() || keeping.isBusy() || known().isEmpty() && isImageOpen() && message.isEmpty();
	}

	/** Says something to the user. */
	void tell(final String text) {
		message = text;
		changed();
	}

	// ---- following the image

	/** Looks at an image and writes its report. */
	void open(final ImagePlus active) {
		follow(active);
		if (known().isEmpty()) writeWhenSeen = true;
		else if (known().get().now().report() == null) writing.regenerate();
	}

	/** Looks at the image that is active now, at the slice it shows; cheap if nothing changed. Null or a result of this plugin: stays. */
	void follow(final ImagePlus active) {
		if (closed) return;
		if (active != null && active != studies.image() && Studies.isOpen(active) && active.getProperty(MapStack.RESULT) == null) {
			maps.remove();
			studies.setImage(active);
		}
		final boolean open = isImageOpen();
		if (open != wasOpen) changed();
		wasOpen = open;
		if (!open || !studies.move()) return;
		see();
		tell("");
	}

	/** Whether all slices are views of one study. */
	void setViews(final boolean all) {
		studies.setViews(all);
		follow(null);
	}

	private void see() {
		final ImagePlus source = studies.image();
		final Place at = studies.place();
		final Seen former = known().map(Known::seen).orElse(null);
		// Whoever scrolls through a stack wants the slice he comes to rest on.
		if (seeing != null) seeing.cancel();
		final Work work = new Work();
		seeing = work;
		workers.see(() -> {
			if (work.isCanceled()) return;
			try (ModelCache.Lease lease = session.lease()) {
				final Seen seen = Seen.look(source, at, lease, former);
				workers.back(() -> accept(at, seen));
			}
		});
	}

	private void accept(final Place at, final Seen seen) {
		studies.accept(at, seen);
		if (!at.equals(studies.place())) return;
		if (writeWhenSeen) writing.regenerate();
		writeWhenSeen = false;
	}

	// ---- edits

	void tick(final String disease, final boolean on) {
		edit(now -> now.tick(disease, on));
	}

	/** @param threshold 0 to 1 */
	void threshold(final String disease, final double threshold) {
		edit(now -> now.threshold(disease, threshold));
	}

	/** The disease as the model has it. */
	void reset(final String disease) {
		edit(now -> now.reset(disease));
	}

	void indication(final String text) {
		edit(now -> now.withIndication(text));
	}

	void undo() {
		update(known -> known.with(known.history().undone()));
	}

	void redo() {
		update(known -> known.with(known.history().redone()));
	}

	private void edit(final UnaryOperator<Inspection> edit) {
		update(known -> known.edit(edit));
	}

	private void update(final UnaryOperator<Known> update) {
		known().ifPresent(known -> {
			studies.put(studies.place(), update.apply(known));
			changed();
		});
	}

	/** Stops all work and takes the maps off the image; the overlay of others stays. What is being saved is saved. */
	@Override
	public void close() {
		if (closed) return;
		writing.cancel();
		closed = true;
		workers.close();
		maps.remove();
	}
}
