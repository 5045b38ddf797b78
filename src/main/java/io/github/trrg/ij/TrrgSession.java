package io.github.trrg.ij;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;

import ij.ImagePlus;
import io.github.trrg.common.TrrgException;
import io.github.trrg.model.ModelStore;
import io.github.trrg.report.Report;
import io.github.trrg.study.Preprocessing;

/** What the commands of one application share: open models, and the last report of each study. Safe for concurrent use. */
@Plugin(type = Service.class)
public final class TrrgSession extends AbstractService implements SciJavaService {

	/**
	 * A report and what it is about.
	 *
	 * @param study without pixels
	 * @param preprocessing of the model that wrote it, for placing maps
	 */
	public record Written(ImageStudy study, Report report, Preprocessing preprocessing) {

		/**
		 * The study with its pixels.
		 *
		 * @param image it was read from
		 * @throws TrrgException if it was read from another one
		 */
		public ImageStudy in(final ImagePlus image) {
			if (image != null && image.getStackSize() >= Collections.max(study.slices())) {
				final ImageStudy again = ImagePlusStudies.ofSlices(image, study.slices(), study.study().indication());
				if (again.study().id().equals(study.study().id())) return again;
			}
			throw new TrrgException("The report is of " + study.study().id() + ", which is not " + (image == null ? "open" : "on " + image.getTitle()) +
				". Run Generate Report... on this image first.");
		}
	}

	/** Reports remembered; the oldest are forgotten first. */
	private static final int MEMORY = 2000;

	private final ModelCache models = new ModelCache();
	/** By the study's id, the last one written last. */
	private final Map<String, Written> written = new LinkedHashMap<>();
	private Written last;

	public ModelCache models() {
		return models;
	}

	/** The model that was chosen in Models..., on the best device. */
	public ModelCache.Lease lease() {
		return models.lease(ModelStore.standard().find(""), "auto");
	}

	public synchronized void remember(final Written report) {
		last = report;
		final String id = report.study().study().id();
		written.remove(id);
		written.put(id, report);
		if (written.size() > MEMORY) written.remove(written.keySet().iterator().next());
	}

	/** @throws TrrgException if no report was written yet */
	public Written requireLast() {
		return last().orElseThrow(() -> new TrrgException("No report was written yet. Run Generate Report... first."));
	}

	/** The report written last, empty before the first. */
	public synchronized Optional<Written> last() {
		return Optional.ofNullable(last);
	}

	/**
	 * The report written last of what an image shows: of the slice on display, by itself or as one of several views.
	 *
	 * @throws TrrgException if there is none
	 */
	public Written requireOf(final ImagePlus image) {
		ImagePlusStudies.checkPixels(image);
		return of(image).orElseThrow(() -> new TrrgException("No report of " + ImagePlusStudies.name(image, image.getCurrentSlice()) +
			" was written yet. Run Generate Report... on it first."));
	}

	/** The same, empty if there is none. */
	public synchronized Optional<Written> of(final ImagePlus image) {
		final List<String> shown = List.of(ImagePlusStudies.name(image, image.getCurrentSlice()), image.getTitle());
		return written.values().stream().filter(report -> shown.contains(report.study().study().id()) && report.study().slices().contains(image.getCurrentSlice()))
			.reduce((earlier, later) -> later);
	}

	@Override
	public void dispose() {
		models.close();
	}
}
