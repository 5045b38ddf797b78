package io.github.trrg.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Masks added to attention scores. */
public final class Masks {

	/** Added to the score of a key that must not be seen; finite, so that a row without any key stays a number. */
	static final float HIDDEN = -1e9f;

	private Masks() {}

	/** @param keep (B, S), 1 for keys to see, 0 for others @return (B, 1, 1, S) to add to scores */
	static NDArray keys(final NDArray keep) {
		return keep.sub(1).mul(-HIDDEN).expandDims(1).expandDims(1);
	}

	/**
	 * @param keep (B, S) 1 for real positions, 0 for padding, of past and new positions together
	 * @param length number T of new positions, the last of S
	 * @return (B, 1, T, S): each new position sees itself and the real positions before it
	 */
	public static NDArray causal(final NDArray keep, final int length) {
		final NDManager manager = keep.getManager();
		final int total = (int) keep.getShape().get(1);
		final float[] values = new float[length * total];
		for (int row = 0; row < length; row++)
			for (int column = total - length + row + 1; column < total; column++)
				values[row * total + column] = HIDDEN;
		return keys(keep).add(manager.create(values, new Shape(1, 1, length, total)));
	}
}
