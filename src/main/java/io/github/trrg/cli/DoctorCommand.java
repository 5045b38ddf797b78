package io.github.trrg.cli;

import io.github.trrg.engine.Diagnosis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trrg doctor} */
@Command(name = "doctor", description = "Says what this computer offers, what is used of it and why.")
final class DoctorCommand extends Subcommand {

	@Option(names = "--json", description = "Print JSON.")
	private boolean json;

	/** @return {@link Main#NOT_STARTED} if no network can run here */
	@Override
	public Integer call() {
		final Diagnosis diagnosis = Diagnosis.now();
		if (json) print(diagnosis.json());
		else out().print(diagnosis.text());
		return diagnosis.works() ? Main.DONE : Main.NOT_STARTED;
	}
}
