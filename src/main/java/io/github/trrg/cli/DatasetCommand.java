package io.github.trrg.cli;

import java.nio.file.Path;

import io.github.trrg.common.TrrgException;
import io.github.trrg.data.CheckSummary;
import io.github.trrg.data.CheckedDataset;
import io.github.trrg.data.DatasetCheck;
import io.github.trrg.data.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trrg dataset} */
@Command(name = "dataset", description = "Looks after data set folders.", subcommands = DatasetCommand.Check.class)
final class DatasetCommand {

	/** {@code trrg dataset check} */
	@Command(name = "check", description = { "Looks for missing files, unreadable images, duplicates, labels that disagree with reports, and patients in" +
		" several splits;", "counts classes, and proposes splits by patient. Changes nothing." })
	static final class Check extends Subcommand {

		@Parameters(paramLabel = "DIR", description = "Data set folder: annotation.json in R2Gen form, and images.")
		private Path folder;

		@Option(names = "--out", paramLabel = "FILE", description = "Write the annotations in the proposed splits to this new file.")
		private Path out;

		@Option(names = "--json", description = "Print JSON.")
		private boolean json;

		/** @return {@link Main#SOME_FAILED} if there are errors, or no splits can be written; disagreements and unused files are none */
		@Override
		public Integer call() {
			final CheckedDataset checked;
			try (ConsoleProgress progress = new ConsoleProgress(this::tell, "Stopping; nothing was written.")) {
				checked = DatasetCheck.of(folder, progress);
			}
			Path written = null;
			try {
				if (out != null) checked.writeProposal(out);
				written = out;
			}
			catch (final TrrgException e) { // what was found, perhaps in hours, is told anyway
				complain(out.toString(), e);
			}
			if (json) print(CheckSummary.json(checked, written));
			else out().print(CheckSummary.text(checked, written));
			checked.problems().stream().filter(problem -> problem.kind().isError()).map(Problem::message).forEach(this::tell);
			return checked.hasErrors() || written != out ? Main.SOME_FAILED : Main.DONE;
		}
	}
}
