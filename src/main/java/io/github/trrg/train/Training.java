package io.github.trrg.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.trrg.clue.Disease;
import io.github.trrg.common.FolderLock;
import io.github.trrg.data.Dataset;
import io.github.trrg.model.Weights;

/**
 * A run of training as users start it, from what they ask to a finished model folder with its card. Until then the folder is marked as
 * unfinished, and is none of the models. What is impossible is refused with nothing left; whoever cancels is told what is kept.
 */
public final class Training {

	/** Labels of the commands that do the same. */
	public static final String FINE_TUNE = "Fine-Tune...", PRE_TRAIN = "Pre-Train...";

	private Training() {}

	/** Fine-tunes, or goes on where an interrupted run stopped. */
	public static void fineTune(final TrainingRequest request, final FineTuningPlan plan, final TrainingWatch watch) {
		final Map<String, String> settings = new LinkedHashMap<>();
		settings.put("train", plan.trains().title());
		settings.put("target", plan.target().title());
		settings.put("regions", String.valueOf(plan.regions() != null));
		settings.putAll(request.settings());
		settings.put("diseases", plan.diseases().stream().map(Disease::typed).collect(Collectors.joining(";")));
		run(request, settings, watch, data -> {
			final FineTuned done = FineTuning.run(request.dataset(), request.base(), plan, request.run(Set.of()), watch);
			TrainedCard.write(request, settings, data, done);
			watch.update(-1, "Before and after, on held-out studies: " + done);
			return true;
		});
	}

	/**
	 * Pre-trains, or goes on where an interrupted run stopped.
	 *
	 * @param stages to run, empty for all; a base without weights becomes a model when all of them have ended
	 */
	public static void pretrain(final TrainingRequest request, final Set<String> stages, final TrainingWatch watch) {
		final Map<String, String> settings = request.settings();
		run(request, settings, watch, data -> {
			Pretraining.run(request.dataset(), request.base(), request.run(stages), watch);
			if (!stages.isEmpty() && !Weights.exist(request.base()) && !hasLearntAll(request.run(stages))) return false;
			TrainedCard.write(request, settings, data, null);
			return true;
		});
	}

	private static boolean hasLearntAll(final TrainingRun run) {
		return Pretraining.STAGES.stream().filter(run::has).allMatch(stage -> Checkpoint.isFinished(run.out().resolve(TrainingRun.CHECKPOINTS), stage));
	}

	/** @param work trains, and tells whether the model is finished */
	private static void run(final TrainingRequest request, final Map<String, String> settings, final TrainingWatch watch, final Predicate<Fingerprint> work) {
		final Fingerprint data = Fingerprint.of(Dataset.open(request.dataset()));
		try (FolderLock lock = new FolderLock(request.out())) {
			runAlone(request, settings, data, watch, work);
		}
	}

	private static void runAlone(final TrainingRequest request, final Map<String, String> settings, final Fingerprint data, final TrainingWatch watch,
		final Predicate<Fingerprint> work)
	{
		final Unfinished folder = Unfinished.begin(request, settings, data);
		if (folder == null) {
			watch.update(1, "The training of " + request.out() + " has ended already.");
			return;
		}
		try {
			if (work.test(data)) folder.end();
			else watch.update(1, "This stage has ended. The model in " + request.out() + " is finished when the others have, too: go on with resume.");
		}
		catch (final CancellationException e) {
			throw new CancellationException(folder.discard() ? "Canceled before anything was learnt; nothing is kept." : "Canceled. What was learnt is kept in " +
				request.out() + ": start again with resume to go on.");
		}
		catch (final RuntimeException | Error e) {
			folder.discard();
			throw e;
		}
	}
}
