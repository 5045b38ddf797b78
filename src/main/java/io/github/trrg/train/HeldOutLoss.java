package io.github.trrg.train;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.github.trrg.common.Progress;
import io.github.trrg.engine.Torch;
import io.github.trrg.nn.Parameters;

/** How well what was held out is predicted. */
final class HeldOutLoss {

	private HeldOutLoss() {}

	/**
	 * @param loss of a batch; what it creates belongs to the manager
	 * @return scored by the mean loss per batch
	 */
	static <T> HeldOutScores score(final Parameters parameters, final List<T> heldOut, final int batch, final BiFunction<NDManager, List<T>, NDArray> loss,
		final Progress progress)
	{
		Torch.setGradients(false);
		try {
			double sum = 0;
			int batches = 0;
			for (int from = 0; from < heldOut.size(); from += batch) {
				progress.checkCanceled();
				try (NDManager step = Torch.newManager(parameters.device())) {
					sum += loss.apply(step, heldOut.subList(from, Math.min(heldOut.size(), from + batch))).getFloat();
					batches++;
				}
			}
			final double mean = sum / Math.max(1, batches);
			return new HeldOutScores(-mean, Map.of(HeldOutScores.LOSS, mean), List.of());
		}
		finally {
			Torch.setGradients(true);
		}
	}
}
