package io.github.trrg.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

import org.scijava.log.LogService;

import ij.ImagePlus;
import io.github.trrg.Trrg;
import io.github.trrg.clue.AttentionMap;
import io.github.trrg.common.TrrgException;
import io.github.trrg.ij.ClueOverlay;
import io.github.trrg.ij.ImageRegion;
import io.github.trrg.ij.MapLayer;
import io.github.trrg.ij.MapLook;
import io.github.trrg.ij.ModelCache;
import io.github.trrg.ij.RegionAnswer;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.model.ModelStore;
import io.github.trrg.report.Report;

/**
 * What the clue inspector knows and does, without any window. All methods are called on one thread, the owner's; model work runs on
 * threads of its own and comes back to it. Nothing thrown there reaches the user raw: it becomes the {@link #message}.
 */
final class Inspector implements AutoCloseable {

	/** Studies remembered; those not looked at for longest are forgotten first. */
	private static final int MEMORY = 2000;

	private final TrrgSession session;
	private final Executor owner;
	private final Runnable changed;
	/** Two threads: a slice is seen while the report of another is being written. */
	private final ExecutorService eyes = worker("TRRG inspector: eyes"), pen = worker("TRRG inspector: pen");
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
	private final Set<String> shown = new LinkedHashSet<>();
	private MapLook look = MapLook.DEFAULT;
	private int sentence = -1;
	private String message = "";
	private String partial = "";
	private Work writing;
	private Work stack;
	private boolean writeWhenSeen;
	private boolean wasOpen;
	private volatile boolean closed;

	/**
	 * @param owner runs what comes back from other threads on the thread that calls the methods
	 * @param changed called there after every change
	 */
	Inspector(final TrrgSession session, final Executor owner, final Runnable changed) {
		this.session = session;
		this.owner = owner;
		this.changed = changed;
	}

	private static ExecutorService worker(final String name) {
		return Executors.newSingleThreadExecutor(work -> {
			final Thread thread = new Thread(work, name);
			thread.setDaemon(true);
			return thread;
		});
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

	/** Diseases whose maps are shown, in the order of their colours. */
	List<String> shown() {
		return List.copyOf(shown);
	}

	MapLook look() {
		return look;
	}

	/** Index of the sentence whose attention is shown, or −1. */
	int sentence() {
		return sentence;
	}

	// ---- following the image

	/** Looks at an image and writes its report. */
	void open(final ImagePlus active) {
		writeWhenSeen = true;
		follow(active);
	}

	/** Looks at the image that is active now, at the slice it shows; cheap if nothing changed. Null or a result of this plugin: stays. */
	void follow(final ImagePlus active) {
		if (closed) return;
		if (active != null && active != image && isOpen(active) && active.getProperty("TRRG output") == null) {
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
		sentence = -1;
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

	private static boolean isOpen(final ImagePlus image) {
		return image.getProcessor() != null && (image.getWindow() == null || !image.getWindow().isClosed());
	}

	private void see() {
		final ImagePlus source = image;
		final Place at = place;
		final Seen former = known().map(Known::seen).orElse(null);
		run(eyes, () -> {
			try (ModelCache.Lease lease = lease()) {
				final Seen seen = Seen.look(source, at, lease, former);
				owner(() -> accept(at, seen));
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
		memory.put(place, update.apply(known));
		changed.run();
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
		run(pen, () -> {
			work.checkCanceled();
			try (ModelCache.Lease lease = lease()) {
				final Seen seen = look(source, at, lease, known == null ? null : known.seen());
				owner(() -> accept(at, seen));
				final Inspection asked = (known == null ? Known.of(seen) : known.seenAnew(seen)).now();
				final Trrg trrg = lease.trrg();
				final Report report = trrg.generate(asked.request(), trrg.model().generation(), (index, tokens) -> {
					final String text = trrg.model().tokenizer().decode(tokens);
					owner(() -> partial = text);
				}, work);
				owner(() -> {
					session.remember(new TrrgSession.Written(seen.study().study().id(), report));
					memory.computeIfPresent(at, (key, now) -> now.edit(inspection -> inspection.written(report)));
				});
			}
		}, end);
	}

	private static Seen look(final ImagePlus source, final Place at, final ModelCache.Lease lease, final Seen former) {
		if (source != null && isOpen(source)) return Seen.look(source, at, lease, former);
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
		processSlice(image, 1, stack);
	}

	/** Slice by slice, so that what the user asks for meanwhile comes between. */
	private void processSlice(final ImagePlus source, final int slice, final Work work) {
		final boolean done = work.isCanceled() || !isOpen(source) || slice > source.getStackSize();
		if (done) stack = null;
		message = done ? work.isCanceled() ? Texts.get("status.canceled") : Texts.get("status.stackDone") : Texts.get("status.stack", slice, source.getStackSize());
		changed.run();
		if (done) return;
		final Place at = Place.ofSlice(source, slice);
		final Known known = memory.get(at);
		final Runnable next = () -> processSlice(source, slice + 1, work);
		if (known != null && known.now().report() != null) owner.execute(next);
		else write(source, at, work, next);
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
		run(pen, () -> {
			try (ModelCache.Lease lease = lease()) {
				final Seen seen = look(source, at, lease, known.seen());
				owner(() -> accept(at, seen));
				final RegionAnswer answer = RegionAnswer.ask(lease.trrg(), seen.perceived(), part, work);
				owner(() -> memory.computeIfPresent(at, (key, now) -> now.with(answer)));
			}
		}, () -> writing = null);
		changed.run();
	}

	// ---- the overlay

	/** Shows the maps of these diseases, in the order they were added, instead of a sentence's attention. */
	void show(final List<String> diseases) {
		shown.retainAll(diseases);
		shown.addAll(diseases);
		sentence = -1;
		draw();
		changed.run();
	}

	void setLook(final MapLook newLook) {
		look = newLook;
		draw();
		changed.run();
	}

	/** Records what is shown, when the user has come to rest on it. */
	void recordShown() {
		if (image == null) return;
		if (sentence >= 0) InspectorMacro.sentence(image, views, sentence, look).record();
		else if (!shown.isEmpty()) InspectorMacro.maps(image, views, shown(), look).record();
	}

	/** Shows what the model attended to while it wrote a sentence of the report; −1 for the clues again. */
	void showSentence(final int index) {
		if (index == sentence) return;
		sentence = index;
		draw();
		changed.run();
	}

	private void draw() {
		final Known known = memory.get(place);
		if (known != null && isImageOpen()) ClueOverlay.show(image, known.seen().study(), layers(known.now()), known.seen().preprocessing(), look);
	}

	private List<MapLayer> layers(final Inspection now) {
		final List<MapLayer> layers = new ArrayList<>();
		if (sentence < 0) shown.forEach(disease -> now.perceived().clue(disease).map(MapLayer::of).ifPresent(layers::add));
		else if (now.report() != null && sentence < now.report().sentences().size() && !now.report().sentences().get(sentence).maps().isEmpty())
			layers.add(new MapLayer(Texts.get("overlay.sentence", sentence + 1), now.report().sentences().get(sentence).maps()));
		return layers;
	}

	private void removeOverlay() {
		if (isImageOpen()) ClueOverlay.remove(image);
	}

	// ---- threads

	private ModelCache.Lease lease() {
		return session.models().lease(ModelStore.standard().find(""), "auto");
	}

	/** @param end runs on the owner's thread, whatever became of the work */
	private void run(final ExecutorService thread, final Runnable work, final Runnable end) {
		thread.execute(() -> {
			String complaint = "";
			try {
				if (!closed) work.run();
			}
			catch (final CancellationException e) {
				complaint = Texts.get("status.canceled");
			}
			catch (final TrrgException e) {
				complaint = e.getMessage();
			}
			catch (final RuntimeException | Error e) {
				session.context().service(LogService.class).error(e);
				complaint = Texts.get("error.unexpected", e);
			}
			final String told = complaint;
			owner(() -> {
				if (!told.isEmpty()) message = told;
				end.run();
			});
		});
	}

	private void owner(final Runnable action) {
		owner.execute(() -> {
			if (closed) return;
			action.run();
			changed.run();
		});
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
		eyes.shutdown();
		pen.shutdown();
		removeOverlay();
	}
}
