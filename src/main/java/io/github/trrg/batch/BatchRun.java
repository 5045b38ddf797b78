package io.github.trrg.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.trrg.Perceived;
import io.github.trrg.Trrg;
import io.github.trrg.clue.Clue;
import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.FolderLock;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.decode.GenerationSettings;
import io.github.trrg.decode.TokenListener;
import io.github.trrg.engine.Torch;
import io.github.trrg.page.Html;
import io.github.trrg.page.StudyPage;
import io.github.trrg.report.Report;
import io.github.trrg.study.GreyPicture;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.View;

/**
 * Writes the reports of a folder. What is done is on the disk: a crash loses at most the studies in work, and a resumed run ends with the
 * tables of an uninterrupted one. A bad file fails alone.
 */
public final class BatchRun {

	private static final int THUMBNAIL_SIDE = 112;

	private final Trrg trrg;
	private final BatchSettings settings;
	private final GenerationSettings generation;
	private final ImageFiles images;
	private final Progress progress;
	private final FolderSearch search;
	private final StudyRow rows;
	private final Map<String, String> failed = new LinkedHashMap<>();
	private int done;

	private BatchRun(final Trrg trrg, final BatchSettings settings, final GenerationSettings generation, final ImageFiles images, final Progress progress) {
		this.trrg = trrg;
		this.settings = settings;
		this.generation = generation;
		this.images = images;
		this.progress = progress;
		search = new FolderSearch(settings.folder(), settings.recursive(), NameFilter.of(settings.filter()), settings.out());
		rows = new StudyRow(trrg.model().diseases(), trrg.model().name(), Torch.name(trrg.model().parameters().device()), settings.identifiers());
		search.unreadable().forEach((folder, reason) -> failed.put(search.name(folder), reason));
	}

	/**
	 * Runs until all studies are tried, the user cancels, or an output cannot be written; how it ended is in the result.
	 *
	 * @throws TrrgException if nothing could start: no images, an output folder in use, settings other than those of the run to resume
	 */
	public static BatchResult run(final Trrg trrg, final BatchSettings settings, final GenerationSettings generation, final ImageFiles images,
		final Progress progress) {
		return new BatchRun(trrg, settings, generation, images, progress).run();
	}

	private BatchResult run() {
		final List<StudyFiles> studies = new Grouping(search.folder(), settings.group()).group(search.files());
		if (studies.isEmpty()) throw new TrrgException("There is no image in " + settings.folder() + (settings.filter().isBlank() ? "" : " that matches \"" +
			settings.filter() + "\"") + ". Choose another folder or filter, or read the folders inside it too.");
		final Provenance provenance = new Provenance(settings, generation, trrg);
		try (FolderLock lock = new FolderLock(settings.out())) {
			prepare(provenance);
			return run(studies, provenance);
		}
	}

	private BatchResult run(final List<StudyFiles> studies, final Provenance provenance) {
		final List<String> order = studies.stream().map(StudyFiles::id).toList();
		try (RunTables tables = new RunTables(settings.out(), rows.columns(), isCurrent(studies))) {
			final List<StudyFiles> left = studies.stream().filter(study -> !tables.done().contains(study.id())).toList();
			final String stopped = process(left, tables);
			final BatchResult result = new BatchResult(done, studies.size() - left.size(), failed, stopped);
			try {
				tables.finish(order);
				SummaryPage.write(settings.out(), result);
				provenance.finish(result);
				return result;
			}
			catch (final TrrgException e) { // a disk that was full is still so
				return new BatchResult(done, result.skipped(), failed, stopped.isEmpty() ? e.getMessage() : stopped);
			}
		}
	}

	/** Whether a study has the files it had; of a study that is no more, whether its files are gone too: its line stays then. */
	private BiPredicate<String, List<String>> isCurrent(final List<StudyFiles> studies) {
		final Map<String, List<String>> files = studies.stream().collect(Collectors.toMap(StudyFiles::id, this::names));
		final Set<String> all = files.values().stream().flatMap(List::stream).collect(Collectors.toSet());
		return (id, before) -> files.containsKey(id) ? before.equals(files.get(id)) : Collections.disjoint(before, all);
	}

	private List<String> names(final StudyFiles study) {
		return study.files().stream().map(search::name).toList();
	}

	private void prepare(final Provenance provenance) {
		final Path out = settings.out();
		try {
			final boolean empty;
			try (Stream<Path> content = Files.list(out)) {
				empty = content.allMatch(file -> file.endsWith(FolderLock.FILE));
			}
			if (!empty && !settings.resume()) throw new TrrgException(out + " exists and is not empty. Choose a new folder, or resume the run in it.");
			if (!empty) provenance.requireSameAsBefore();
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot read " + out + ": " + e.getMessage() + ". Choose another folder for the outputs.", e);
		}
		provenance.write();
	}

	/** @return why it stopped, empty if all studies were tried */
	private String process(final List<StudyFiles> studies, final RunTables tables) {
		final long start = System.nanoTime();
		try (Pipeline pipeline = new Pipeline(trrg, images, studies.iterator())) {
			for (List<Work> works = pipeline.next(); !works.isEmpty(); works = pipeline.next()) {
				progress.checkCanceled();
				Work.together(works, this::generate);
				for (final Work work : works) {
					write(work, tables);
					pipeline.release(work);
				}
				tell(studies.size(), (System.nanoTime() - start) / 1e9);
			}
			return "";
		}
		catch (final CancellationException e) {
			return "Canceled; resume to go on.";
		}
		catch (final TrrgException e) {
			return e.getMessage(); // an output cannot be written
		}
	}

	private void generate(final List<Work> works) {
		final List<Perceived> perceived = works.stream().map(Work::perceived).toList();
		final List<Report> reports = trrg.generate(perceived, generation, TokenListener.NONE, new Progress() {

			@Override
			public void update(final double fraction, final String message) {
				// The run tells of studies, not of words.
			}

			@Override
			public boolean isCanceled() {
				return progress.isCanceled();
			}
		});
		for (int i = 0; i < reports.size(); i++)
			works.get(i).setReport(reports.get(i));
	}

	/** The row comes last: a study without one is read again. */
	private void write(final Work work, final RunTables tables) {
		if (work.error().isEmpty()) try {
			writePictures(work);
		}
		catch (final TrrgException e) {
			throw e;
		}
		catch (final RuntimeException | VirtualMachineError e) { // maps of large images take much memory
			work.fail(e);
		}
		final List<String> files = names(work.files());
		tables.add(rows.csv(work, files), rows.json(work, files));
		if (work.error().isEmpty()) done++;
		else failed.put(work.files().id(), work.error());
	}

	private void writePictures(final Work work) {
		final Preprocessing preprocessing = trrg.model().preprocessing();
		final String name = work.files().fileName();
		final List<View> views = work.study().views();
		final byte[] thumbnail = Html.encode(GreyPicture.of(views.get(0), preprocessing, THUMBNAIL_SIDE), "jpg");
		AtomicFile.writeBytes(settings.out().resolve(SummaryPage.THUMBNAILS).resolve(name + ".jpg"), thumbnail);
		if (settings.html()) AtomicFile.writeText(settings.out().resolve(SummaryPage.PAGES).resolve(name + ".html"),
			StudyPage.html(work.study(), work.report(), preprocessing));
		final List<Clue> selected = work.report().clues().stream().filter(Clue::selected).toList();
		if (settings.maps()) for (int v = 0; v < views.size(); v++)
			images.writeMaps(settings.out().resolve("maps").resolve(name + (views.size() == 1 ? "" : "-view" + (v + 1)) + ".tif"), views.get(v), v, selected,
				preprocessing);
	}

	private void tell(final int studies, final double seconds) {
		final int tried = done + failed.size() - search.unreadable().size();
		final long left = Math.round(seconds / tried * (studies - tried));
		progress.update((double) tried / studies, tried + " of " + studies + " studies" + (failed.isEmpty() ? "" : ", " + failed.size() + " failed") + ", about " +
			(left < 100 ? left + " s left" : left / 60 + " min left"));
	}
}
