package io.github.trrg.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

import ai.djl.util.Platform;

import io.github.trrg.common.AtomicFolder;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;

/**
 * Changes which PyTorch is used, on a user's explicit wish: each one is tried in a process of its own before it is chosen. All take effect
 * when the program starts next, and say so.
 */
public final class EngineInstaller {

	private static final String NEXT = " It is used from the next start of the program on.";

	private final EngineChoice choice;
	private final EngineDownload download;

	/** @param site to download from; ends with a slash */
	EngineInstaller(final EngineChoice choice, final URI site, final String platform) {
		this.choice = choice;
		download = new EngineDownload(site, choice.folder(), platform);
	}

	/** Of this user and computer, and of DJL's site. */
	public static EngineInstaller standard() {
		return new EngineInstaller(EngineChoice.standard(), EngineDownload.SITE, Torch.firstTouch(() -> Platform.fromSystem("pytorch").getClassifier()));
	}

	/** Asks the site how large the engine for GPUs is. This and {@link #install} are all that ever uses the network. */
	public EngineDownload.Plan plan() {
		return download.plan();
	}

	/** Downloads the engine for GPUs, tries and chooses it. */
	public String install(final EngineDownload.Plan plan, final Progress progress) {
		return use(download.fetch(plan, progress), progress);
	}

	/**
	 * Tries and chooses what lies in a folder; nothing is copied.
	 *
	 * @param folder as {@link TorchFolder#in} takes it
	 * @return what was found, for people
	 * @throws TrrgException if it does not fit or does not work; the former choice then stays
	 */
	public String use(final Path folder, final Progress progress) {
		final TorchFolder torch = TorchFolder.in(folder);
		final String found = Trial.run(torch, progress);
		choice.choose(torch);
		return "Works: " + found + "." + NEXT + (System.getenv("PYTORCH_LIBRARY_PATH") == null ? ""
			: " Remove PYTORCH_LIBRARY_PATH from the environment first: it has precedence.");
	}

	/** Uses the chosen engine again, after it was switched off or had crashed; it is tried first. */
	public String useGpu(final Progress progress) {
		return use(choice.remembered().orElseThrow(() -> new TrrgException("No engine for GPUs is installed. Install one, or choose the folder of a PyTorch " +
			TorchFolder.FITS + ".")).torch().libraries(), progress);
	}

	/** Uses the engine that comes with the plugin; the other one stays where it is. */
	public String useCpu() {
		choice.useBundled("");
		return "The CPU engine that comes with the plugin is chosen." + NEXT;
	}

	/** Forgets the other engine, and deletes what was downloaded. An installed PyTorch stays. */
	public String remove() {
		choice.forget();
		try {
			AtomicFolder.delete(choice.folder());
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot delete all of " + choice.folder() + ": " + e.getMessage() + ". Close other programs that use it, and try again.", e);
		}
		return "The engine for GPUs was removed. The CPU engine that comes with the plugin is used.";
	}
}
