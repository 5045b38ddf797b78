package io.github.trrg.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.github.trrg.common.Progress;

/**
 * What a stage of training minimises. Everything random in it follows from the seeds it is given, so that a stage resumed
 * from a checkpoint takes the same path.
 *
 * @param <B> a batch, prepared on another thread while the network works on the one before
 */
interface Objective<B> {

	/** Short name, for progress and checkpoints. */
	String name();

	/** Number of training items. */
	int size();

	/** Whether this parameter is trained. */
	boolean trains(String parameter);

	/**
	 * Reads and augments; touches no network.
	 *
	 * @param done part of the stage's epochs done, 0 to 1
	 */
	B prepare(int[] items, double done, long seed);

	/** @return the scalar loss of a batch; everything it creates belongs to {@code step} */
	NDArray loss(NDManager step, B batch);

	/** How well the network does on held-out studies as it is now. */
	HeldOutScores validate(Progress progress);
}
