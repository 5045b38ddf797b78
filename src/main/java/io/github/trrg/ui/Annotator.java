package io.github.trrg.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.scijava.log.LogService;

import ij.ImagePlus;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Draft;
import io.github.trrg.ij.TrrgSession;

/**
 * What the annotation window knows and does, without any window. All methods are called on one thread, the owner's; models, images and
 * files have threads of their own, and what they bring comes back to it.
 */
final class Annotator implements AutoCloseable {

	private final StudySource source;
	private final Runnable changed;
	private final Consumer<ImagePlus> display;
	private final Workers files;
	private final ModelWork model;
	private final Annotations annotations;
	private final Editing editing;
	private final Suggesting suggesting;
	private final Scoring scoring;
	private final Adding adding;

	private Candidate candidate;
	private String message = "";
	private boolean opening;
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
		annotations = new Annotations(dataset, files, text -> message = text);
		editing = new Editing(annotations, this::tell, changed);
		suggesting = new Suggesting(model, annotations, editing);
		scoring = new Scoring(source, model, files);
		adding = new Adding(source, annotations, files, this::tell, this::nextAfter);
	}

	// ---- what there is to show

	StudySource source() {
		return source;
	}

	/** All studies, and where their annotations go. */
	Annotations annotations() {
		return annotations;
	}

	/** Edits of the study at hand. */
	Editing editing() {
		return editing;
	}

	Worklist worklist() {
		return annotations.worklist();
	}

	/** The study annotated now, or null before the first. */
	Candidate candidate() {
		return candidate;
	}

	/** Empty until the candidate is read. */
	Optional<OpenStudy> study() {
		return editing.study();
	}

	/** What is typed and drawn of it; empty until it is read. */
	Optional<DraftEditor> editor() {
		return study().map(OpenStudy::editor);
	}

	boolean isImageOpen() {
		return study().filter(OpenStudy::isImageOpen).isPresent();
	}

	/** The last complaint or news, may be empty. */
	String message() {
		return message;
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
		return suggesting.isPerceived();
	}

	/** The id of which the data set holds a study already, while {@link #replace} is to be answered; else empty. */
	String taken() {
		return adding.taken(candidate);
	}

	// ---- moving

	/** Finds the studies and opens the first. */
	void start() {
		message = Texts.get("annotate.status.listing");
		annotations.list(source.lister(), found -> {
			final String complaint = message.equals(Texts.get("annotate.status.listing")) ? "" : message;
			Optional.ofNullable(shownSlice()).or(worklist()::next).or(() -> found.stream().findFirst()).ifPresent(this::go);
			message = complaint;
		});
		changed.run();
	}

	void next() {
		worklist().next().ifPresentOrElse(this::go, () -> tell(Texts.get("annotate.status.allDone")));
	}

	/** Goes on from a study that was added, and still says so. */
	private void nextAfter(final Candidate added) {
		if (!added.equals(candidate)) return;
		final String news = message;
		next();
		message = (news + " " + message).strip();
	}

	void previous() {
		worklist().previous().ifPresent(this::go);
	}

	void setLeastCertainFirst(final boolean first) {
		worklist().setLeastCertainFirst(first);
		changed.run();
	}

	/** Follows the slice on display, where each is a study; cheap if nothing changed. */
	void look() {
		final Candidate shown = closed || candidate == null ? null : shownSlice();
		if (shown != null) go(shown);
	}

	private Candidate shownSlice() {
		if (!source.each() || !Studies.isOpen(source.image())) return null;
		return worklist().ofSlice(source.image().getCurrentSlice());
	}

	/** Opens a study. What was typed of another is kept. */
	void go(final Candidate next) {
		if (closed || next.equals(candidate)) return;
		model.stop();
		adding.forgetTaken();
		message = "";
		editing.setStudy(null);
		candidate = next;
		opening = true;
		worklist().visit(next);
		if (source.each() && Studies.isOpen(source.image())) source.image().setSlice(next.slices().get(0));
		final boolean begun = annotations.isBegun(next);
		final AnnotationStore from = annotations.store();
		files.see(() -> {
			try {
				final ImagePlus read = source.read(next);
				final List<Integer> slices = StudySource.study(read, next).slices();
				final Draft draft = begun ? null : from.open(next, read, slices, annotations::complain);
				files.back(() -> accept(next, read, slices, draft));
			}
			catch (final TrrgException e) {
				if (next.file() != null) files.back(() -> worklist().setTrouble(next, e.getMessage()));
				throw e;
			}
		}, () -> {
			if (next.equals(candidate)) opening = false;
		});
		scoring.run(worklist(), annotations.store());
		changed.run();
	}

	private void accept(final Candidate at, final ImagePlus read, final List<Integer> slices, final Draft draft) {
		if (!at.equals(candidate) || closed) return;
		final OpenStudy study = new OpenStudy(at, annotations.editor(at, draft), read, slices);
		editing.setStudy(study);
		if (source.image() == null) display.accept(read);
		editing.drawRegions();
		suggesting.see(study);
	}

	/** Shows the image of a folder's study again, after it was closed. */
	void reopen() {
		final Candidate at = candidate;
		if (source.image() != null || at == null || isImageOpen()) return;
		files.see(() -> {
			final ImagePlus read = source.read(at);
			files.back(() -> study().filter(study -> at.equals(candidate)).ifPresent(study -> {
				study.setImage(read);
				display.accept(read);
				editing.drawRegions();
			}));
		});
	}

	// ---- the model

	/** Writes the report anew from the labels and the indication; can be undone. */
	void rewrite() {
		suggesting.rewrite();
		changed.run();
	}

	/** Stops the model from writing. */
	void cancel() {
		model.stopWriting();
		changed.run();
	}

	// ---- keeping

	/** Adds the study to the data set; {@linkplain #taken asks} before it replaces one. */
	void add(final boolean thenNext) {
		if (adding.isRunning()) return;
		study().ifPresent(study -> {
			model.stopWriting(); // what it has to say comes too late
			adding.add(study, thenNext);
		});
	}

	/** Answers the question whether the study of the same id is to be replaced. */
	void replace(final boolean yes) {
		if (yes) model.stopWriting();
		adding.replace(study().orElse(null), yes);
		changed.run();
	}

	/** Goes on with another data set. What was typed of this study goes along. */
	void setDataset(final Path folder) {
		if (adding.isRunning() || annotations.dataset().equals(folder.toAbsolutePath().normalize())) return;
		annotations.setDataset(folder, study().orElse(null));
		final Candidate at = candidate;
		candidate = null;
		if (at != null) go(at);
		changed.run();
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
		annotations.close();
		study().ifPresent(OpenStudy::clear);
	}
}
