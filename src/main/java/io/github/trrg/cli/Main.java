package io.github.trrg.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;

import io.github.trrg.common.TrrgException;
import io.github.trrg.common.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** Entry of the command line. */
@Command(name = "trrg", mixinStandardHelpOptions = true, versionProvider = Main.VersionLine.class, scope = ScopeType.INHERIT, description = {
	"Writes reports of chest radiographs and shows the disease clues behind them.", "Research use only, not for clinical use." },
	subcommands = { ReportCommand.class, CluesCommand.class, BatchCommand.class, PretrainCommand.class, FinetuneCommand.class, EvaluateCommand.class,
	ConvertCommand.class, ImportCommand.class, QuantizeCommand.class, DatasetCommand.class, DoctorCommand.class, BenchCommand.class, EngineCommand.class },
	exitCodeListHeading = "Exit codes:%n", exitCodeList = {
			"0:all done", "1:some input failed; each is named on standard error, the rest is done", "2:wrong usage, or nothing could start" })
public final class Main {

	static final int DONE = 0, SOME_FAILED = 1, NOT_STARTED = 2;

	@Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show where in the program an error arose.")
	private boolean verbose;

	/** The version of the jar this runs from. */
	static final class VersionLine implements IVersionProvider {

		@Override
		public String[] getVersion() {
			return new String[] { "trrg " + Version.text() };
		}
	}

	/** Ends the JVM with the exit code. */
	public static void main(final String... arguments) {
		System.setProperty("java.awt.headless", "true");
		System.setProperty("slf4j.internal.verbosity", "ERROR"); // DJL logs by slf4j; that nobody listens is no news
		final PrintStream result = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
		// Whatever a library prints must not mix with the result.
		System.setOut(System.err);
		System.exit(run(new PrintWriter(result, false, StandardCharsets.UTF_8), new PrintWriter(System.err, true), arguments));
	}

	/**
	 * Runs one command.
	 *
	 * @param out gets the result only
	 * @param err gets progress, warnings and errors
	 * @return the exit code
	 */
	static int run(final PrintWriter out, final PrintWriter err, final String... arguments) {
		final CommandLine line = new CommandLine(new Main()).setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true);
		line.setParameterExceptionHandler(Main::wrongUsage);
		line.setExecutionExceptionHandler(Main::failed);
		int code = line.execute(arguments);
		if (out.checkError()) {
			err.println("Cannot write the result: standard output is closed, or its disk is full.");
			code = Math.max(code, SOME_FAILED);
		}
		err.flush();
		return code;
	}

	private static int wrongUsage(final ParameterException e, final String[] arguments) {
		final CommandLine line = e.getCommandLine();
		line.getErr().println(e.getMessage());
		line.getErr().println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
		return NOT_STARTED;
	}

	private static int failed(final Exception e, final CommandLine line, final ParseResult parsed) {
		complain(line, "", e);
		return NOT_STARTED;
	}

	/** Tells on standard error what went wrong; where in the program it did, only who asks for it. */
	static void complain(final CommandLine line, final String input, final Exception e) {
		final PrintWriter err = line.getErr();
		final boolean expected = e instanceof TrrgException || e instanceof CancellationException;
		err.println((input.isEmpty() ? "" : input + ": ") + (expected ? e.getMessage() : "Internal error: " + e +
			". Please report it with the output of --verbose."));
		final Main main = line.getCommandSpec().root().commandLine().getCommand();
		if (main.verbose) e.printStackTrace(err);
		err.flush();
	}
}
