package io.github.trrg.ij;

import java.util.Collections;
import java.util.Optional;

import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;

import ij.ImagePlus;
import io.github.trrg.common.TrrgException;
import io.github.trrg.report.Report;
import io.github.trrg.study.Preprocessing;

/** What the commands of one application share: open models, and the last report for macros to read. */
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
			throw new TrrgException("The last report is of " + study.study().id() + ", which is not " + (image == null ? "open" : "on " + image.getTitle()) +
				". Run Generate Report... on this image first.");
		}
	}

	private final ModelCache models = new ModelCache();
	private volatile Written last;

	public ModelCache models() {
		return models;
	}

	public void remember(final Written written) {
		last = written;
	}

	/** @throws TrrgException if no report was written yet */
	public Written requireLast() {
		return last().orElseThrow(() -> new TrrgException("No report was written yet. Run Generate Report... first."));
	}

	/** The report written last, empty before the first. */
	public Optional<Written> last() {
		return Optional.ofNullable(last);
	}

	@Override
	public void dispose() {
		models.close();
	}
}
