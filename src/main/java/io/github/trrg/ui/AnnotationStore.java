package io.github.trrg.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import ij.ImagePlus;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Autosave;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.DatasetWriter;
import io.github.trrg.data.Draft;
import io.github.trrg.data.Drafts;
import io.github.trrg.data.NewStudy;
import io.github.trrg.data.StudyItem;
import io.github.trrg.ij.DatasetImages;

/** Where annotations go: a data set, and drafts until they are in it. Safe for concurrent use. */
final class AnnotationStore implements AutoCloseable {

	private final Autosave autosave;
	private volatile Map<String, StudyItem> items = Map.of();

	/** @param trouble hears on another thread why drafts are not where they should be; an empty text when they are again */
	AnnotationStore(final Path dataset, final Path home, final Consumer<String> trouble) {
		autosave = new Autosave(new Drafts(dataset, home), trouble);
	}

	/** Of the data set, absolute. */
	Path folder() {
		return autosave.drafts().dataset();
	}

	/**
	 * What became of studies before; those without an entry are new, or nobody knows yet.
	 *
	 * @param complain hears what cannot be read
	 */
	Map<Candidate, Worklist.Mark> marks(final List<Candidate> candidates, final Consumer<String> complain) {
		read(complain);
		final Map<Candidate, Worklist.Mark> marks = new HashMap<>();
		for (final Candidate candidate : candidates)
			kept(candidate, complain).ifPresent(draft -> {
				if (draft.added().isEmpty()) marks.put(candidate, Worklist.Mark.DRAFT);
				else if (items.containsKey(draft.added())) marks.put(candidate, Worklist.Mark.ADDED);
			});
		return marks;
	}

	private void read(final Consumer<String> complain) {
		try {
			DatasetWriter.checkPlace(folder());
			items = Dataset.isThere(folder()) ? Dataset.open(folder()).studies().collect(Collectors.toMap(StudyItem::id, Function.identity())) : Map.of();
		}
		catch (final TrrgException e) {
			complain.accept(e.getMessage());
		}
	}

	private Optional<Draft> kept(final Candidate candidate, final Consumer<String> complain) {
		try {
			return autosave.read(candidate.source());
		}
		catch (final TrrgException e) {
			complain.accept(e.getMessage());
			return Optional.empty();
		}
	}

	/** Whether the data set holds this study under its own name, though nobody added it from this place. */
	boolean isAdded(final Candidate candidate, final ImagePlus image, final List<Integer> slices) {
		return items.containsKey(candidate.id()) && DatasetImages.isOf(items.get(candidate.id()), image, slices);
	}

	/** What to begin with: what was typed before, else what the data set holds of the study, else nothing but a proposed id. */
	Draft open(final Candidate candidate, final ImagePlus image, final List<Integer> slices, final Consumer<String> complain) {
		final Optional<Draft> kept = kept(candidate, complain);
		if (kept.isPresent() && kept.get().added().isEmpty()) return kept.get();
		final StudyItem item = kept.map(draft -> items.get(draft.added())).orElseGet(() -> isAdded(candidate, image, slices) ? items.get(candidate.id()) : null);
		final String annotator = Remembered.get(Draft.Field.ANNOTATOR.key(), "");
		if (item != null) return Draft.of(candidate.source(), item, regions(item, complain), annotator);
		return Draft.of(candidate.source(), Map.of(Draft.Field.ID, candidate.id(), Draft.Field.ANNOTATOR, annotator, Draft.Field.SPLIT, Remembered.get(Draft.Field.SPLIT
			.key(), "train")));
	}

	private static List<NewStudy.Region> regions(final StudyItem item, final Consumer<String> complain) {
		final List<NewStudy.Region> regions = new ArrayList<>();
		for (final StudyItem.Region region : item.regions())
			try {
				regions.add(new NewStudy.Region(region.disease(), region.image(), Files.readAllBytes(region.file())));
			}
			catch (final IOException e) {
				complain.accept(Texts.get("annotate.error.region", region.file()));
			}
		return regions;
	}

	/** Keeps a draft soon. */
	void keep(final Draft draft) {
		autosave.put(draft);
	}

	/** Keeps that a study was added, in place of its draft. */
	void keepAdded(final Candidate candidate, final String id) {
		autosave.put(Draft.of(candidate.source(), Map.of()).withAdded(id));
	}

	/** Whether the data set holds a study of this id now. */
	boolean holds(final String id) {
		return Dataset.isThere(folder()) && Dataset.open(folder()).studies().anyMatch(item -> item.id().equals(id));
	}

	/** @throws TrrgException as {@link DatasetWriter#add}, or if the data set was there and is no more: a new one in its place would hide it */
	void add(final NewStudy study, final boolean replace) {
		if (autosave.drafts().isGone()) throw new TrrgException(Texts.get("annotate.error.gone", folder()));
		flush(); // a draft that outlives this process is no older than what it added
		DatasetWriter.add(folder(), List.of(study), replace);
		read(complaint -> {});
	}

	/** Writes what is pending now. @return whether everything is on the disk */
	boolean flush() {
		return autosave.flush();
	}

	boolean isSaved() {
		return autosave.isSaved();
	}

	@Override
	public void close() {
		autosave.close();
	}
}
