package io.github.trrg.ui;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.scijava.log.LogService;

import ij.ImagePlus;
import io.github.trrg.Perceived;
import io.github.trrg.clue.Uncertainty;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Draft;
import io.github.trrg.data.NewStudy;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.model.ModelStore;
import io.github.trrg.report.Label;

/**
 * What the annotation window knows and does, without any window. All methods are called on one thread, the owner's; models, images and
 * files have threads of their own, and what they bring comes back to it.
 */
final class Annotator implements AutoCloseable {

	/** Studies whose steps can still be undone; those not looked at for longest are forgotten first. */
	private static final int MEMORY = 200;

	private final StudySource source;
	private final Runnable changed;
	private final Consumer<ImagePlus> display;
	private final Workers files;
	private final ModelWork model;
	private final Scoring scoring;
	private final Adding adding;
	private final Map<Candidate, DraftEditor> editors = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(final Map.Entry<Candidate, DraftEditor> eldest) {
			return size() > MEMORY;
		}
	};
	private final Set<String> otherDiseases = new LinkedHashSet<>();

	private AnnotationStore store;
	private Worklist worklist = new Worklist(List.of());
	private Candidate candidate;
	/** Null until the candidate is read. */
	private OpenStudy study;
	private String message = "";
	private String trouble = "";
	private boolean opening;
	private boolean nextWhenAdded;
	private boolean closed;

	/**
	 * @param dataset folder of the data set; need not exist yet
	 * @param owner runs what comes back from other threads on the thread that calls the methods
	 * @param changed called there after every change
	 * @param display shows the image of a study of a folder, called there
	 */
	Annotator(final TrrgSession session, final StudySource source, final Path dataset, final Executor owner, final Runnable changed,
		final Consumer<ImagePlus> display)
	{
		this.source = source;
		this.changed = changed;
		this.display = display;
		files = new Workers("TRRG annotate: files", owner, changed, text -> message = text, session.context().service(LogService.class));
		model = new ModelWork(session, owner, changed, text -> message = text);
		scoring = new Scoring(source, model, files);
		adding = new Adding(source, files);
		store = storeOf(dataset);
	}

	private AnnotationStore storeOf(final Path dataset) {
		return new AnnotationStore(dataset, ModelStore.standard().home(), text -> files.back(() -> trouble = text));
	}

	// ---- what there is to show

	StudySource source() {
		return source;
	}

	Worklist worklist() {
		return worklist;
	}

	/** The study annotated now, or null before the first. */
	Candidate candidate() {
		return candidate;
	}

	/** Empty until the candidate is read. */
	Optional<OpenStudy> study() {
		return Optional.ofNullable(study);
	}

	/** What is typed and drawn of it; empty until it is read. */
	Optional<DraftEditor> editor() {
		return study().map(OpenStudy::editor);
	}

	/** One row per disease. */
	List<LabelRow> rows() {
		return study == null ? List.of() : study.rows(otherDiseases);
	}

	/** Folder of the data set. */
	Path dataset() {
		return store.folder();
	}

	boolean isImageOpen() {
		return study != null && study.isImageOpen();
	}

	/** The last complaint or news, may be empty. */
	String message() {
		return message;
	}

	/** Why what is typed is not saved where it should be; empty if it is. */
	String trouble() {
		return trouble;
	}

	boolean isOpening() {
		return opening;
	}

	/** Whether the model looks at the study. */
	boolean isSeeing() {
		return model.isSeeing();
	}

	/** Whether the model writes a report. */
	boolean isWriting() {
		return model.isWriting();
	}

	boolean isScoring() {
		return scoring.isRunning();
	}

	boolean isAdding() {
		return adding.isRunning();
	}

	/** Whether reports can be asked for. */
	boolean isPerceived() {
		return study != null && study.perceived() != null;
	}

	/** The id of which the data set holds a study already, while {@link #replace} is to be answered; else empty. */
	String taken() {
		return adding.taken(candidate);
	}

	// ---- moving

	/** Finds the studies and opens the first. */
	void start() {
		message = Texts.get("annotate.status.listing");
		final AnnotationStore from = store;
		files.see(() -> {
			final List<Candidate> found = source.lister().get();
			final Map<Candidate, Worklist.Mark> marks = from.marks(found, this::complain);
			files.back(() -> {
				final String complaint = message.equals(Texts.get("annotate.status.listing")) ? "" : message;
				worklist = new Worklist(found);
				marks.forEach(worklist::setMark);
				Optional.ofNullable(shownSlice()).or(worklist::next).or(() -> found.stream().findFirst()).ifPresent(this::go);
				message = complaint;
			});
		});
		changed.run();
	}

	void next() {
		worklist.next().ifPresentOrElse(this::go, () -> tell(Texts.get("annotate.status.allDone")));
	}

	void previous() {
		worklist.previous().ifPresent(this::go);
	}

	void setLeastCertainFirst(final boolean first) {
		worklist.setLeastCertainFirst(first);
		changed.run();
	}

	/** Follows the slice on display, where each is a study; cheap if nothing changed. */
	void look() {
		final Candidate shown = closed || candidate == null ? null : shownSlice();
		if (shown != null) go(shown);
	}

	private Candidate shownSlice() {
		if (!source.each() || !Studies.isOpen(source.image())) return null;
		return worklist.ofSlice(source.image().getCurrentSlice());
	}

	/** Opens a study. What was typed of another is kept. */
	void go(final Candidate next) {
		if (closed || next.equals(candidate)) return;
		model.stop();
		adding.forgetTaken();
		message = "";
		study = null;
		candidate = next;
		opening = true;
		worklist.visit(next);
		if (source.each() && Studies.isOpen(source.image())) source.image().setSlice(next.slices().get(0));
		final boolean known = editors.containsKey(next);
		final AnnotationStore from = store;
		files.see(() -> {
			try {
				final ImagePlus read = source.read(next);
				final List<Integer> slices = StudySource.study(read, next).slices();
				final Draft draft = known ? null : from.open(next, read, slices, this::complain);
				files.back(() -> accept(next, read, slices, draft));
			}
			catch (final TrrgException e) {
				if (next.file() != null) files.back(() -> worklist.setTrouble(next, e.getMessage()));
				throw e;
			}
		}, () -> {
			if (next.equals(candidate)) opening = false;
		});
		scoring.run(worklist, store);
		changed.run();
	}

	private void complain(final String text) {
		files.back(() -> message = text);
	}

	private void accept(final Candidate at, final ImagePlus read, final List<Integer> slices, final Draft draft) {
		if (!at.equals(candidate) || closed) return;
		study = new OpenStudy(at, editors.computeIfAbsent(at, key -> new DraftEditor(draft)), read, slices);
		mark(at, study.editor());
		if (source.image() == null) display.accept(read);
		drawRegions();
		model.see(() -> StudySource.study(read, at).study(), this::seen);
	}

	/** Shows the image of a folder's study again, after it was closed. */
	void reopen() {
		final Candidate at = candidate;
		if (source.image() != null || at == null || isImageOpen()) return;
		files.see(() -> {
			final ImagePlus read = source.read(at);
			files.back(() -> {
				if (study == null || !at.equals(candidate)) return;
				study.setImage(read);
				display.accept(read);
				drawRegions();
			});
		});
	}

	// ---- the model

	private void seen(final Perceived seen, final Object by) {
		worklist.setUncertainty(candidate, Uncertainty.of(seen.clues()));
		study.setPerceived(seen, by);
		fill(draft -> draft.labeled() ? draft : draft.withLabels(Prefill.labels(seen.clues())));
		if (!study.draft().reported()) model.write(seen, by, text -> fill(draft -> draft.reported() ? draft : draft.withText(Draft.Field.REPORT, text)));
	}

	/** What the model has to say where nobody has said anything; no reason to keep a draft. */
	private void fill(final UnaryOperator<Draft> change) {
		study.editor().fill(change);
		if (worklist.entry(candidate).mark() == Worklist.Mark.DRAFT) store.keep(study.draft());
	}

	/** Writes the report anew from the labels and the indication; can be undone. */
	void rewrite() {
		if (!isPerceived() || model.isWriting()) return;
		final Draft draft = study.draft();
		model.write(Prefill.told(study.perceived(), draft.labels()).withIndication(draft.text(Draft.Field.INDICATION)), study.model(), text -> edit(now -> now.withText(
			Draft.Field.REPORT, text)));
		changed.run();
	}

	/** Stops the model from writing. */
	void cancel() {
		model.stopWriting();
		changed.run();
	}

	// ---- edits

	/** What is typed into a field. */
	void text(final Draft.Field field, final String text) {
		if (study != null && study.editor().text(field, text)) edited();
	}

	void label(final String disease, final Label label) {
		edit(draft -> draft.withLabel(disease, label));
	}

	/** One disease more that can be labeled. @return its name; empty if it is none */
	String addDisease(final String name) {
		final String disease = name.strip().toLowerCase(Locale.ROOT);
		if (!disease.matches("[^,\\[\\]]+")) {
			tell(Texts.get("annotate.error.disease"));
			return "";
		}
		otherDiseases.add(disease);
		changed.run();
		return disease;
	}

	/** Ties the selection on the image to a disease. */
	void addRegion(final String disease) {
		if (study != null) guarded(() -> {
			final NewStudy.Region region = study.takeSelection(disease);
			edit(draft -> draft.withRegion(region));
		});
	}

	void removeRegion(final NewStudy.Region region) {
		edit(draft -> draft.withRegions(draft.regions().stream().filter(one -> one != region).toList()));
	}

	/** Selects a region on the image. */
	void showRegion(final NewStudy.Region region) {
		if (study != null) guarded(() -> study.select(region));
	}

	void undo() {
		if (study == null || !study.editor().canUndo()) return;
		study.editor().undo();
		edited();
	}

	void redo() {
		if (study == null || !study.editor().canRedo()) return;
		study.editor().redo();
		edited();
	}

	private void edit(final UnaryOperator<Draft> edit) {
		if (study == null) return;
		study.editor().edit(edit);
		edited();
	}

	private void edited() {
		store.keep(study.draft());
		message = "";
		mark(candidate, study.editor());
		drawRegions();
		changed.run();
	}

	private void mark(final Candidate at, final DraftEditor its) {
		final boolean draft = its.isTouched() || worklist.entry(at).mark() == Worklist.Mark.DRAFT;
		worklist.setMark(at, !its.draft().added().isEmpty() ? Worklist.Mark.ADDED : draft ? Worklist.Mark.DRAFT : Worklist.Mark.NONE);
	}

	private void drawRegions() {
		guarded(() -> study.draw(otherDiseases));
	}

	private void guarded(final Runnable action) {
		try {
			action.run();
		}
		catch (final TrrgException e) {
			tell(e.getMessage());
		}
	}

	// ---- keeping

	/** Adds the study to the data set; {@linkplain #taken asks} before it replaces one. */
	void add(final boolean thenNext) {
		nextWhenAdded = thenNext;
		add(thenNext, false);
	}

	/** Answers the question whether the study of the same id is to be replaced. */
	void replace(final boolean yes) {
		final boolean asked = !taken().isEmpty();
		adding.forgetTaken();
		if (yes && asked) add(nextWhenAdded, true);
		else changed.run();
	}

	private void add(final boolean thenNext, final boolean replace) {
		if (study == null || adding.isRunning()) return;
		final Candidate at = candidate;
		model.stopWriting(); // what it has to say comes too late
		study.editor().fill(Draft::settled);
		message = "";
		guarded(() -> adding.run(study, store, replace, draft -> added(at, draft, thenNext)));
		changed.run();
	}

	private void added(final Candidate at, final Draft draft, final boolean thenNext) {
		final String id = draft.annotation().id();
		message = Texts.get("annotate.status.added", id, store.folder());
		final DraftEditor its = editors.get(at);
		if (its == null || its.draft() != draft) return; // typed further meanwhile
		its.added(id);
		store.keepAdded(at, id);
		mark(at, its);
		if (!thenNext || !at.equals(candidate)) return;
		final String news = message;
		next();
		message = (news + " " + message).strip();
	}

	/** Goes on with another data set. What was typed of this study goes along. */
	void setDataset(final Path folder) {
		if (adding.isRunning() || store.folder().equals(folder.toAbsolutePath().normalize())) return;
		store.close();
		trouble = "";
		store = storeOf(folder);
		final AnnotationStore from = store;
		final Candidate at = candidate;
		final List<Candidate> all = worklist.entries().stream().map(Worklist.Entry::candidate).toList();
		final boolean touched = study != null && (study.editor().isTouched() || worklist.entry(at).mark() == Worklist.Mark.DRAFT);
		if (touched) store.keep(study.draft().withAdded(""));
		editors.clear();
		candidate = null;
		files.see(() -> {
			final Map<Candidate, Worklist.Mark> marks = from.marks(all, this::complain);
			files.back(() -> all.forEach(one -> worklist.setMark(one, marks.getOrDefault(one, Worklist.Mark.NONE))));
		});
		if (at != null) go(at);
		changed.run();
	}

	/** Whether everything that was typed is on the disk. */
	boolean isSaved() {
		return store.isSaved();
	}

	/** Writes what was typed last. @return whether everything is on the disk */
	boolean flush() {
		return store.flush();
	}

	void tell(final String text) {
		message = text;
		changed.run();
	}

	/** Stops all work and takes the regions off the image. What was typed is kept as a draft. */
	@Override
	public void close() {
		if (closed) return;
		closed = true;
		model.close();
		files.close();
		store.close();
		if (study != null) study.clear();
	}
}
