package io.github.trrg.bench;

import io.github.trrg.common.Progress;

/** Another program that runs the same language model, as a process beside us that works only while it is asked. */
interface Peer extends AutoCloseable {

	/** Tokens per second. */
	record Rates(double prefill, double decode) {}

	/** As results name it. */
	String name();

	/** @throws io.github.trrg.common.TrrgException if the program does not run or gives no numbers, with what it said */
	Rates run(int threads, Progress progress);

	@Override
	default void close() {
		// one that does not stay
	}
}
