package io.github.trrg.cli;

import java.nio.file.Path;

import io.github.trrg.common.TrrgException;
import io.github.trrg.engine.EngineDownload;
import io.github.trrg.engine.EngineInstaller;
import io.github.trrg.engine.EngineStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trrg engine} */
@Command(name = "engine", description = "Installs and chooses the engine for GPUs. All takes effect at the next start.",
	subcommands = { EngineCommand.Install.class, EngineCommand.Use.class, EngineCommand.Remove.class, EngineCommand.Status.class })
final class EngineCommand {

	private static final String FAREWELL = "Stopping. Call again to go on with the files that are complete.";

	/** {@code trrg engine install} */
	@Command(name = "install", description = { "Tries an engine for GPUs in a process of its own, and uses it from then on.",
		"Without --from and --yes it only says what would be downloaded from where." })
	static final class Install extends Subcommand {

		@Option(names = "--from", paramLabel = "DIR",
			description = "Download nothing, use the PyTorch 2.7.1 in this folder (libraries, torch, site-packages or environment of a Python).")
		private Path from;

		@Option(names = "--yes", description = "Download.")
		private boolean yes;

		@Override
		public Integer call() {
			final EngineInstaller installer = EngineInstaller.standard();
			try (ConsoleProgress progress = new ConsoleProgress(this::tell, FAREWELL)) {
				if (from != null) out().println(installer.use(from, progress));
				else {
					final EngineDownload.Plan plan = installer.plan();
					tell(plan.toString());
					if (!yes) throw new TrrgException("Nothing was downloaded. Call again with --yes to download this, or with --from to use a folder.");
					out().println(installer.install(plan, progress));
				}
			}
			return Main.DONE;
		}
	}

	/** Engines to choose from. */
	enum Kind {
		CPU, GPU
	}

	/** {@code trrg engine use} */
	@Command(name = "use", description = "Uses the CPU engine that comes with TRRG, or again the one for GPUs that was installed.")
	static final class Use extends Subcommand {

		@Parameters(paramLabel = "cpu|gpu")
		private Kind kind;

		@Override
		public Integer call() {
			try (ConsoleProgress progress = new ConsoleProgress(this::tell, "Stopping; nothing was changed.")) {
				out().println(kind == Kind.CPU ? EngineInstaller.standard().useCpu() : EngineInstaller.standard().useGpu(progress));
			}
			return Main.DONE;
		}
	}

	/** {@code trrg engine remove} */
	@Command(name = "remove", description = "Forgets the engine for GPUs, and deletes it if it was downloaded.")
	static final class Remove extends Subcommand {

		@Override
		public Integer call() {
			out().println(EngineInstaller.standard().remove());
			return Main.DONE;
		}
	}

	/** {@code trrg engine status} */
	@Command(name = "status", description = "Prints as JSON which engine is chosen; starts none. See also: trrg doctor.")
	static final class Status extends Subcommand {

		@Override
		public Integer call() {
			print(EngineStatus.json());
			return Main.DONE;
		}
	}
}
