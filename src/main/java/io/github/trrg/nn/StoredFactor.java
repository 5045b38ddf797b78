package io.github.trrg.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.engine.Torch;

/** A matrix that nobody trains, in the precision it is stored in. Numbers to compute with are made for each product, and go with it. */
final class StoredFactor implements Factor {

	private final TorchWeight stored;
	private final Precision precision;

	StoredFactor(final TorchWeight stored, final Precision precision) {
		this.stored = stored;
		this.precision = precision;
	}

	@Override
	public NDArray linear(final NDArray x, final NDArray bias) {
		// Numbers of 16 bits are factors already where those are rounded to as many; others are rounded once, on the way.
		if (precision == Precision.BFLOAT16 && !stored.isRounded()) return precision.linear(x, stored.numbers(), bias);
		final NDArray values = stored.values(Torch.constant(x, 0));
		final NDArray y = precision.linear(x, values, bias);
		// What gradients may need is seen among the arrays of their step.
		if (!Torch.recordsGradients()) values.close();
		return y;
	}

	@Override
	public NDArray rows(final NDArray indices) {
		final NDArray rows = stored.rows(indices.reshape(-1)).values(Torch.constant(indices, 0)); // (N, in)
		return rows.reshape(indices.getShape().addAll(new Shape(rows.getShape().get(1))));
	}
}
