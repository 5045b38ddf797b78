package io.github.trrg.ui;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.scijava.log.LogService;

import ij.ImagePlus;
import io.github.trrg.Trrg;
import io.github.trrg.clue.AttentionMap;
import io.github.trrg.common.TrrgException;
import io.github.trrg.ij.ClueOverlay;
import io.github.trrg.ij.ImagePlusStudies;
import io.github.trrg.ij.ImageRegion;
import io.github.trrg.ij.MapLook;
import io.github.trrg.ij.MapStack;
import io.github.trrg.ij.ModelCache;
import io.github.trrg.ij.RegionAnswer;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.model.ModelStore;
import io.github.trrg.report.Report;

/**
 * What the clue inspector knows and does, without any window. All methods are called on one thread, the owner's; model work runs on
 * threads of its own and comes back to it.
 */
final class Inspector implements AutoCloseable {

	/** Studies remembered; those not looked at for longest are forgotten first. */
	private static final int MEMORY = 2000;

	private final TrrgSession session;
	private final Executor owner;
	private final Runnable changed;
	private final Workers workers;
	private final Map<Place, Known> memory = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(final Map.Entry<Place, Known> eldest) {
			return size() > MEMORY;
		}
	};

	private ImagePlus image;
	private Place place;
	private boolean views;
	private final ShownMaps maps = new ShownMaps();
	private String message = "";
	private String partial = "";
	private Work seeing;
	private Work writing;
	private Work stack;
	private boolean writeWhenSeen;
	private boolean wasOpen;
	private boolean closed;

	/**
	 * @param owner runs what comes back from other threads on the thread that calls the methods
	 * @param changed called there after every change
	 */
	Inspector(final TrrgSession session, final Executor owner, final Runnable changed) {
		this.session = session;
		this.owner = owner;
		this.changed = changed;
		workers = new Workers("TRRG inspector", owner, changed, text -> message = text, session.context().service(LogService.class));
	}

	// ---- what there is to show

	/** The study looked at, empty until it is seen. */
	Optional<Known> known() {
		return Optional.ofNullable(memory.get(place));
	}

	/** The image the study is of, or null; it may be closed by now. */
	ImagePlus image() {
		return image;
	}

	boolean isImageOpen() {
		return image != null && isOpen(image);
	}

	/** The last complaint or news, may be empty. */
	String message() {
		return message;
	}

	/** The report as far as it is written, while {@link #isWriting}. */
	String partial() {
		return partial;
	}

	boolean isWriting() {
		return writing != null;
	}

	boolean isProcessingStack() {
		return stack != null;
	}

	boolean isViews() {
		return views;
	}

	/** What lies over the image; look only. */
	ShownMaps maps() {
		return maps;
	}

	// ---- following the image

	/** Looks at an image and writes its report. */
	void open(final ImagePlus active) {
		follow(active);
		if (known().isEmpty()) writeWhenSeen = true;
		else if (known().get().now().report() == null) regenerate();
	}

	/** Looks at the image that is active now, at the slice it shows; cheap if nothing changed. Null or a result of this plugin: stays. */
	void follow(final ImagePlus active) {
		if (closed) return;
		if (active != null && active != image && isOpen(active) && active.getProperty(MapStack.RESULT) == null) {
			removeOverlay();
			image = active;
		}
		final boolean open = isImageOpen();
		if (open != wasOpen) changed.run();
		wasOpen = open;
		if (!open) return;
		final Place now = Place.of(image, views);
		if (now.equals(place)) return;
		place = now;
		maps.setSentence(ShownMaps.NONE);
		message = "";
		see();
		draw();
		changed.run();
	}

	/** Whether all slices are views of one study. */
	void setViews(final boolean all) {
		views = all;
		follow(null);
	}

	static boolean isOpen(final ImagePlus image) {
		return image.getProcessor() != null && (image.getWindow() == null || !image.getWindow().isClosed());
	}

	private void see() {
		final ImagePlus source = image;
		final Place at = place;
		final Seen former = known().map(Known::seen).orElse(null);
		// Whoever scrolls through a stack wants the slice he comes to rest on.
		if (seeing != null) seeing.cancel();
		final Work work = new Work();
		seeing = work;
		workers.see(() -> {
			if (work.isCanceled()) return;
			try (ModelCache.Lease lease = lease()) {
				final Seen seen = look(source, at, lease, former);
				workers.back(() -> accept(at, seen));
			}
		}, () -> {});
	}

	private void accept(final Place at, final Seen seen) {
		final Known former = memory.get(at);
		memory.put(at, former == null ? Known.of(seen) : former.seenAnew(seen));
		if (!at.equals(place)) return;
		if (former == null || former.seen() != seen) draw();
		if (writeWhenSeen) regenerate();
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
		final Known known = memory.get(place);
		if (known == null) return;
		put(place, update.apply(known));
		changed.run();
	}

	/** The map of a sentence goes with its report. */
	private void put(final Place at, final Known known) {
		final Known former = memory.put(at, known);
		if (!at.equals(place) || maps.sentence() == ShownMaps.NONE || former != null && former.now().report() == known.now().report()) return;
		maps.setSentence(ShownMaps.NONE);
		draw();
	}

	// ---- reports

	/** Writes the report again from the clues as edited; of an image that changed, or with a model switched meanwhile, after looking again. */
	void regenerate() {
		final Known known = memory.get(place);
		if (known == null || writing != null) return;
		InspectorMacro.regenerate(image, views, known.now().edits(), known.now().indication()).record();
		writing = new Work();
		partial = "";
		message = "";
		write(isImageOpen() ? image : null, place, writing, () -> writing = null);
		changed.run();
	}

	/** @param source open image, or null to go on with what is known */
	private void write(final ImagePlus source, final Place at, final Work work, final Runnable end) {
		final Known known = memory.get(at);
		workers.write(() -> {
			work.checkCanceled();
			try (ModelCache.Lease lease = lease()) {
				final Seen seen = look(source, at, lease, known == null ? null : known.seen());
				workers.back(() -> accept(at, seen));
				final Inspection asked = (known == null ? Known.of(seen) : known.seenAnew(seen)).now();
				final Trrg trrg = lease.trrg();
				final Report report = trrg.generate(asked.request(), trrg.model().generation(), (index, tokens) -> {
					final String text = trrg.model().tokenizer().decode(tokens);
					workers.back(() -> partial = text);
				}, work);
				workers.back(() -> {
					session.remember(new TrrgSession.Written(seen.study(), report, seen.preprocessing()));
					put(at, memory.get(at).edit(inspection -> inspection.written(report)));
				});
			}
		}, end);
	}

	private static Seen look(final ImagePlus source, final Place at, final ModelCache.Lease lease, final Seen former) {
		if (source != null && isOpen(source)) try {
			return Seen.look(source, at, lease, former);
		}
		catch (final RuntimeException e) {
			if (isOpen(source)) throw e;
			// Closed while it was read.
		}
		if (former == null) throw new TrrgException(Texts.get("error.closed"));
		if (former.model().equals(lease.key())) return former;
		throw new TrrgException(Texts.get("error.closedAndSwitched"));
	}

	/** Stops writing; what is there stays. */
	void cancel() {
		if (writing != null) writing.cancel();
		if (stack != null) stack.cancel();
	}

	/** Writes the reports of all slices as studies of their own, in the background. Slices already reported are left as they are. */
	void processStack() {
		if (!isImageOpen() || stack != null) return;
		InspectorMacro.stack(image).record();
		stack = new Work();
		process(image, ImagePlusStudies.slices(image), 0, stack, "");
	}

	/**
	 * Slice by slice, so that what the user asks for meanwhile comes between.
	 *
	 * @param complaint why a slice before got no report, empty if all have one
	 */
	private void process(final ImagePlus source, final List<Integer> slices, final int index, final Work work, final String complaint) {
		final boolean done = work.isCanceled() || !isOpen(source) || index == slices.size();
		if (done) stack = null;
		message = !done ? Texts.get("status.stack", index + 1, slices.size()) : index < slices.size() ? Texts.get("status.canceled") : complaint.isEmpty() ? Texts.get(
			"status.stackDone") : Texts.get("status.stackPart", complaint);
		changed.run();
		if (done) return;
		final Place at = Place.ofSlice(source, slices.get(index));
		if (isReported(at)) owner.execute(() -> process(source, slices, index + 1, work, complaint));
		else write(source, at, work, () -> process(source, slices, index + 1, work, isReported(at) ? complaint : message));
	}

	private boolean isReported(final Place at) {
		final Known known = memory.get(at);
		return known != null && known.now().report() != null;
	}

	// ---- regions

	/** Asks what the model says of the selection on the image. */
	void askRegion() {
		final Known known = memory.get(place);
		if (known == null || !isImageOpen() || writing != null) return;
		final Place at = place;
		final List<AttentionMap> part;
		try {
			part = ImageRegion.of(image, known.seen().study(), known.seen().perceived(), known.seen().preprocessing());
		}
		catch (final TrrgException e) {
			tell(e.getMessage());
			return;
		}
		InspectorMacro.region(image, views).record();
		final ImagePlus source = image;
		final Work work = new Work();
		writing = work;
		partial = "";
		workers.write(() -> {
			try (ModelCache.Lease lease = lease()) {
				final Seen seen = look(source, at, lease, known.seen());
				workers.back(() -> accept(at, seen));
				final RegionAnswer answer = RegionAnswer.ask(lease.trrg(), seen.perceived(), part, work);
				workers.back(() -> memory.computeIfPresent(at, (key, now) -> now.with(answer)));
			}
		}, () -> writing = null);
		changed.run();
	}

	// ---- the overlay

	/** Shows the maps of these diseases instead of a sentence's. */
	void show(final List<String> diseases) {
		maps.setDiseases(diseases);
		maps.setSentence(ShownMaps.NONE);
		redraw();
	}

	void setLook(final MapLook look) {
		maps.setLook(look);
		redraw();
	}

	/** Shows what the model looked at while it wrote a sentence of the report; {@link ShownMaps#NONE} for the clues again. */
	void showSentence(final int index) {
		if (index == maps.sentence()) return;
		maps.setSentence(index);
		redraw();
	}

	/** Shows a sentence's map, and after it those of the diseases the sentence speaks of. */
	void pickSentence(final int index) {
		known().ifPresent(known -> maps.setDiseases(List.copyOf(known.now().sentences().get(index).diseases())));
		maps.setSentence(index);
		redraw();
		recordShown();
	}

	/** Records what is shown, when the user has come to rest on it. */
	void recordShown() {
		if (image == null) return;
		if (maps.sentence() != ShownMaps.NONE) InspectorMacro.sentence(image, maps.sentence(), maps.look()).record();
		else if (!maps.diseases().isEmpty()) InspectorMacro.maps(image, views, maps.diseases(), maps.look()).record();
	}

	private void redraw() {
		draw();
		changed.run();
	}

	private void draw() {
		final Known known = memory.get(place);
		if (known != null && isImageOpen()) maps.draw(image, known);
	}

	private void removeOverlay() {
		if (isImageOpen()) ClueOverlay.remove(image);
	}

	// ---- keeping

	/** Saves report, clues, settings, pictures and maps; throws nothing, but {@linkplain #message tells}. */
	void save(final Path folder) {
		keep(known -> tell(Texts.get("keep.saved", Keeping.save(image, known, folder))));
	}

	/** Adds image, report, clues and regions to a data set folder; throws nothing, but {@linkplain #message tells}. */
	void addToDataset(final Path folder) {
		keep(known -> tell(Texts.get("keep.added", Keeping.addToDataset(image, views, known, folder), folder)));
	}

	/** Opens the maps shown as a stack. */
	void keepMaps() {
		keep(known -> Keeping.mapStack(image, views, known, maps.diseases()).show());
	}

	/** Opens a copy of the image on which the maps stay. */
	void keepOverlay() {
		keep(known -> Keeping.copyWithOverlay(image).show());
	}

	private void keep(final Consumer<Known> action) {
		if (!isImageOpen()) return;
		try {
			known().ifPresent(action);
		}
		catch (final TrrgException e) {
			tell(e.getMessage());
		}
	}

	// ---- threads

	private ModelCache.Lease lease() {
		return session.models().lease(ModelStore.standard().find(""), "auto");
	}

	/** Says something to the user. */
	void tell(final String text) {
		message = text;
		changed.run();
	}

	/** Stops all work and takes the maps off the image; the overlay of others stays. */
	@Override
	public void close() {
		if (closed) return;
		cancel();
		closed = true;
		workers.close();
		removeOverlay();
	}
}
