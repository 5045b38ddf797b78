package io.github.trrg.command;

import java.util.List;
import java.util.function.BiConsumer;

import org.scijava.app.StatusService;
import org.scijava.plugin.Parameter;
import org.scijava.task.TaskService;

import io.github.trrg.common.Progress;
import io.github.trrg.ij.ImageJProgress;
import io.github.trrg.ij.ImageStudy;
import io.github.trrg.ij.ModelCache;
import io.github.trrg.ij.TrrgSession;
import io.github.trrg.model.ModelStore;

/** A command that reads images with a model. */
abstract class ModelCommand extends TrrgCommand {

	/** Label and explanation of the input that names the model. */
	static final String MODEL = "Model (blank: the current one)", WHICH_MODEL = "name or folder of a model; blank for the one chosen in Models...";

	@Parameter
	private TrrgSession session;

	@Parameter
	private TaskService tasks;

	@Parameter
	private StatusService status;

	TrrgSession session() {
		return session;
	}

	/** @param name of the work */
	ImageJProgress progress(final String name) {
		return new ImageJProgress(name, tasks, status);
	}

	/** @param model name or folder, blank for the current one */
	ModelCache.Lease open(final String model, final String device, final ImageJProgress progress) {
		progress.update(0, "Opening the model");
		return session.models().lease(ModelStore.standard().find(model), device);
	}

	/** Reads studies one after the other, each as an equal piece of the work. */
	static void each(final List<ImageStudy> studies, final ImageJProgress progress, final BiConsumer<ImageStudy, Progress> reader) {
		for (int i = 0; i < studies.size(); i++) {
			final Progress part = progress.part(i, studies.size());
			part.checkCanceled();
			final ImageStudy study = studies.get(i);
			part.update(0, "Reading " + study.study().id());
			reader.accept(study, part);
		}
	}
}
