package io.github.trrg.ui;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.trrg.data.Draft;
import io.github.trrg.model.ModelStore;

/** All studies to be annotated: their list, the drafts worked on, and the store that keeps them. Called on the owner's thread. */
final class Annotations implements AutoCloseable {

	/** Studies whose steps can still be undone; those not looked at for longest are forgotten first. */
	private static final int MEMORY = 200;

	private final Workers files;
	private final Consumer<String> complaints;
	private final Map<Candidate, DraftEditor> editors = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(final Map.Entry<Candidate, DraftEditor> eldest) {
			return size() > MEMORY;
		}
	};
	private AnnotationStore store;
	private Worklist worklist = new Worklist(List.of());
	private String trouble = "";

	/**
	 * @param dataset folder of the data set; need not exist yet
	 * @param files read, and bring back what they read
	 * @param complaints hears what cannot be read
	 */
	Annotations(final Path dataset, final Workers files, final Consumer<String> complaints) {
		this.files = files;
		this.complaints = complaints;
		store = storeOf(dataset);
	}

	private AnnotationStore storeOf(final Path dataset) {
		return new AnnotationStore(dataset, ModelStore.standard().home(), text -> files.back(() -> trouble = text));
	}

	AnnotationStore store() {
		return store;
	}

	Worklist worklist() {
		return worklist;
	}

	/** Folder of the data set. */
	Path dataset() {
		return store.folder();
	}

	/** Why what is typed is not saved where it should be; empty if it is. */
	String trouble() {
		return trouble;
	}

	/** Finds the studies, and what became of them before. @param then hears them in the order in which they were found */
	void list(final Supplier<List<Candidate>> lister, final Consumer<List<Candidate>> then) {
		final AnnotationStore from = store;
		files.see(() -> {
			final List<Candidate> found = lister.get();
			final Map<Candidate, Worklist.Mark> marks = from.marks(found, this::complain);
			files.back(() -> {
				worklist = new Worklist(found);
				marks.forEach(worklist::setMark);
				then.accept(found);
			});
		});
	}

	/** Hears on another thread what cannot be read. */
	void complain(final String text) {
		files.back(() -> complaints.accept(text));
	}

	/** Whether the draft of a study is worked on already. */
	boolean isBegun(final Candidate candidate) {
		return editors.containsKey(candidate);
	}

	/** The draft of a study. @param begun what to begin with, unless it is worked on already */
	DraftEditor editor(final Candidate at, final Draft begun) {
		final DraftEditor editor = editors.computeIfAbsent(at, key -> new DraftEditor(begun));
		mark(at, editor);
		return editor;
	}

	/** Keeps what was edited. */
	void edited(final OpenStudy study) {
		store.keep(study.draft());
		mark(study.candidate(), study.editor());
	}

	/** Keeps what came to be known without anybody's doing, where there is a draft: it is no reason to begin one. */
	void filled(final OpenStudy study) {
		if (worklist.entry(study.candidate()).mark() == Worklist.Mark.DRAFT) store.keep(study.draft());
	}

	/** Keeps that a draft is in the data set now. @return false if it is not the study's draft any more, which was typed further */
	boolean added(final Candidate at, final Draft draft, final String id) {
		final DraftEditor editor = editors.get(at);
		if (editor == null || editor.draft() != draft) return false;
		editor.added(id);
		store.keepAdded(at, id);
		mark(at, editor);
		return true;
	}

	private void mark(final Candidate at, final DraftEditor its) {
		worklist.setMark(at, !its.draft().added().isEmpty() ? Worklist.Mark.ADDED : isDraft(at, its) ? Worklist.Mark.DRAFT : Worklist.Mark.NONE);
	}

	private boolean isDraft(final Candidate at, final DraftEditor its) {
		return its.isTouched() || worklist.entry(at).mark() == Worklist.Mark.DRAFT;
	}

	/** Goes on with another data set. @param atHand goes along if anything was typed of it; may be null */
	void setDataset(final Path folder, final OpenStudy atHand) {
		store.close();
		trouble = "";
		store = storeOf(folder);
		if (atHand != null && isDraft(atHand.candidate(), atHand.editor())) store.keep(atHand.draft().withAdded(""));
		editors.clear();
		final AnnotationStore from = store;
		final List<Candidate> all = worklist.entries().stream().map(Worklist.Entry::candidate).toList();
		files.see(() -> {
			final Map<Candidate, Worklist.Mark> marks = from.marks(all, this::complain);
			files.back(() -> all.forEach(one -> worklist.setMark(one, marks.getOrDefault(one, Worklist.Mark.NONE))));
		});
	}

	@Override
	public void close() {
		store.close();
	}
}
