package io.github.trrg.ui;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.scijava.log.LogService;

import io.github.trrg.Perceived;
import io.github.trrg.common.TrrgException;
import io.github.trrg.decode.TokenListener;
import io.github.trrg.ij.ModelCache;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.model.ModelStore;
import io.github.trrg.study.Study;

/** What the current model does for the annotator: looks at the study at hand, writes its report, and meanwhile looks at others. */
final class ModelWork implements AutoCloseable {

	private final TrrgSession session;
	private final Workers workers;
	private Work seeing;
	private Work writing;

	/** @param owner as {@link Workers} @param changed the same @param complaints the same */
	ModelWork(final TrrgSession session, final Executor owner, final Runnable changed, final Consumer<String> complaints) {
		this.session = session;
		workers = new Workers("TRRG annotate: model", owner, changed, complaints, session.context().service(LogService.class));
	}

	boolean isSeeing() {
		return seeing != null;
	}

	boolean isWriting() {
		return writing != null;
	}

	/** @param use hears, unless {@linkplain #stop stopped}, what is perceived and by which model */
	void see(final Supplier<Study> study, final BiConsumer<Perceived, Object> use) {
		final Work work = new Work();
		seeing = work;
		workers.see(() -> {
			if (work.isCanceled()) return;
			try (ModelCache.Lease lease = lease()) {
				final Perceived seen = lease.trrg().perceive(study.get()).withoutPixels();
				final Object by = lease.key();
				workers.back(() -> {
					if (!work.isCanceled()) use.accept(seen, by);
				});
			}
		}, () -> {
			if (seeing == work) seeing = null;
		});
	}

	/**
	 * @param model that perceived
	 * @param use hears the report unless {@linkplain #stop stopped}
	 */
	void write(final Perceived asked, final Object model, final Consumer<String> use) {
		final Work work = new Work();
		writing = work;
		workers.write(() -> {
			try (ModelCache.Lease lease = lease()) {
				if (!lease.key().equals(model)) throw new TrrgException(Texts.get("annotate.error.switched"));
				final String text = lease.trrg().generate(asked, lease.trrg().model().generation(), TokenListener.NONE, work).text();
				workers.back(() -> {
					if (!work.isCanceled()) use.accept(text);
				});
			}
			catch (final CancellationException e) {
				// The user wants to write himself, or has gone on.
			}
		}, complaint -> {
			if (writing == work) writing = null;
		});
	}

	/**
	 * Looks at a study after what is under way.
	 *
	 * @param study null ends it
	 * @param use hears what is perceived
	 * @param end runs afterwards in any case
	 */
	void seeAside(final Supplier<Study> study, final Consumer<Perceived> use, final Runnable end) {
		workers.see(() -> {
			final Study read = study.get();
			if (read == null) return;
			try (ModelCache.Lease lease = lease()) {
				final Perceived seen = lease.trrg().perceive(read).withoutPixels();
				workers.back(() -> use.accept(seen));
			}
		}, end);
	}

	private ModelCache.Lease lease() {
		return session.models().lease(ModelStore.standard().find(""), "auto");
	}

	void stopWriting() {
		if (writing != null) writing.cancel();
		writing = null;
	}

	/** Stops what concerns the study at hand; nobody hears of it. */
	void stop() {
		stopWriting();
		if (seeing != null) seeing.cancel();
		seeing = null;
	}

	@Override
	public void close() {
		stop();
		workers.close();
	}
}
