package io.github.trrg.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import com.google.gson.JsonElement;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import io.github.trrg.common.JsonText;

/** What all sub-commands share: where results and messages go. */
abstract class Subcommand implements Callable<Integer> {

	@Spec
	private CommandSpec spec;

	/** Takes the result only. */
	PrintWriter out() {
		return spec.commandLine().getOut();
	}

	void print(final JsonElement json) {
		out().println(JsonText.of(json));
	}

	/** A line on standard error. */
	void tell(final String message) {
		spec.commandLine().getErr().println(message);
		spec.commandLine().getErr().flush();
	}

	/** Names an input that failed. */
	void complain(final String input, final Exception e) {
		Main.complain(spec.commandLine(), input, e);
	}
}
