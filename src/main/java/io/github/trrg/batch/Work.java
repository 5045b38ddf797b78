package io.github.trrg.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import io.github.trrg.Perceived;
import io.github.trrg.common.TrrgException;
import io.github.trrg.dicom.DicomTags;
import io.github.trrg.report.Report;
import io.github.trrg.study.Study;
import io.github.trrg.study.View;

/** A study on its way from its files to its report. One thread at a time has it. */
final class Work {

	private final StudyFiles files;
	private final Map<Path, Map<DicomTags.Tag, String>> tags = new LinkedHashMap<>();
	private Study study;
	private Perceived perceived;
	private Report report;
	private String error = "";

	Work(final StudyFiles files) {
		this.files = files;
	}

	StudyFiles files() {
		return files;
	}

	/** By DICOM file. */
	Map<Path, Map<DicomTags.Tag, String>> tags() {
		return tags;
	}

	/** Null before it is read. */
	Study study() {
		return study;
	}

	Perceived perceived() {
		return perceived;
	}

	/** Null if it failed. */
	Report report() {
		return report;
	}

	/** Why it failed; empty if it did not. */
	String error() {
		return error;
	}

	void read(final ImageFiles images) {
		final List<View> views = new ArrayList<>();
		files.files().forEach(file -> {
			views.addAll(images.read(file));
			DicomTags.read(file).ifPresent(header -> {
				final Map<DicomTags.Tag, String> values = new LinkedHashMap<>();
				for (final DicomTags.Tag tag : DicomTags.Tag.values())
					header.value(tag).ifPresent(value -> values.put(tag, value));
				tags.put(file, values);
			});
		});
		study = new Study(files.id(), views, "");
	}

	void setPerceived(final Perceived value) {
		perceived = value;
	}

	void setReport(final Report value) {
		report = value;
	}

	/** Pixels of all views, in thousands. */
	int kilopixels() {
		if (study == null) return 0;
		return (int) Math.min(Integer.MAX_VALUE, study.views().stream().mapToLong(view -> (long) view.width() * view.height()).sum() / 1000);
	}

	/**
	 * Several together; where that fails, one by one, so that only those at fault fail.
	 *
	 * @param works those that failed before are left out
	 */
	static void together(final List<Work> works, final Consumer<List<Work>> step) {
		final List<Work> good = works.stream().filter(work -> work.error.isEmpty()).toList();
		if (good.isEmpty()) return;
		try {
			step.accept(good);
		}
		catch (final CancellationException e) {
			throw e;
		}
		catch (final RuntimeException | VirtualMachineError e) {
			if (good.size() == 1) good.get(0).fail(e);
			else good.forEach(work -> together(List.of(work), step));
		}
	}

	void fail(final Throwable e) {
		perceived = null;
		report = null;
		error = e instanceof TrrgException ? e.getMessage() : e instanceof OutOfMemoryError
			? "There is not enough memory for this study. Give Java more, or shrink its images." : "Internal error: " + e + ". Please report it.";
	}
}
