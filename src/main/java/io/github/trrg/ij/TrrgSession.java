package io.github.trrg.ij;

import java.util.Optional;

import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;

import io.github.trrg.report.Report;

/** What the commands of one application share: open models, and the last report for macros to read. */
@Plugin(type = Service.class)
public final class TrrgSession extends AbstractService implements SciJavaService {

	/** A report and what it is about. */
	public record Written(String study, Report report) {}

	private final ModelCache models = new ModelCache();
	private volatile Written last;

	public ModelCache models() {
		return models;
	}

	public void remember(final Written written) {
		last = written;
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
