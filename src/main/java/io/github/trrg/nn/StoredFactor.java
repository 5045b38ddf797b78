package io.github.trrg.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.engine.Torch;

/** A matrix that nobody trains, in the precision it is stored in. Numbers to compute with are made for each product, and go with it. */
final class StoredFactor implements Factor {

	private final TorchWeight stored;
	private final Precision precision;
	private final NDArray rowScales; // (out), where each row has one scale; else null

	StoredFactor(final TorchWeight stored, final Precision precision) {
		this.stored = stored;
		this.precision = precision;
		rowScales = stored.isScaledByRow() ? stored.scales().reshape(-1) : null;
	}

	@Override
	public NDArray linear(final NDArray x, final NDArray bias) {
		if (rowScales == null) return product(x, bias);
		// A row's scale does the same to what the row yields: whole numbers of 8 bits are factors as they are, in either precision.
		final NDArray y = product(x, null).mul(rowScales);
		return bias == null ? y : y.add(bias);
	}

	private NDArray product(final NDArray x, final NDArray bias) {
		if (precision == Precision.BFLOAT16 && (rowScales != null || !stored.isRounded())) return precision.linear(x, stored.numbers(), bias);
		final NDArray like = Torch.constant(x, 0);
		final NDArray values = rowScales == null ? stored.values(like) : stored.unscaled(like);
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
