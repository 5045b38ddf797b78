package io.github.trrg.engine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import io.github.trrg.common.TrrgException;

/** Which PyTorch is chosen, and which others could be. Starts nothing. */
public final class EngineStatus {

	private EngineStatus() {}

	/** Where the PyTorch in use comes from. */
	static String origin() {
		if (System.getenv("PYTORCH_LIBRARY_PATH") != null && EngineChoice.named().isPresent()) return "the environment variable PYTORCH_LIBRARY_PATH";
		// The property is set when the chosen one was loaded in this process.
		return EngineChoice.named().isPresent() ? "chosen by the user" : "came with the plugin";
	}

	/** Why the engine that was chosen is not in use, if it failed. */
	static Optional<String> problem() {
		return EngineChoice.standard().remembered().map(EngineChoice.Remembered::failure).filter(failure -> !failure.isEmpty()).map(failure ->
			"The engine for GPUs is switched off, and the CPU engine that comes with the plugin is used. " + failure +
				" Try it again with \"TRRG > Engine...\" or \"trrg engine use gpu\", or remove it.");
	}

	/** Keys stay the same from version to version, more may come. */
	public static JsonObject json() {
		final EngineChoice choice = EngineChoice.standard();
		final Optional<EngineChoice.Remembered> other = choice.remembered();
		final JsonObject json = new JsonObject();
		json.addProperty("chosen", other.filter(EngineChoice.Remembered::used).isPresent() ? "other" : "bundled");
		json.addProperty("other", other.map(remembered -> remembered.torch().toString()).orElse(null));
		json.addProperty("failure", other.map(EngineChoice.Remembered::failure).filter(failure -> !failure.isEmpty()).orElse(null));
		json.addProperty("folder", choice.folder().toString());
		final JsonArray found = new JsonArray();
		installed().forEach(found::add);
		json.add("installed", found);
		return json;
	}

	/** PyTorch in the usual places of Python, and whether each would serve. */
	private static List<String> installed() {
		final Path home = Path.of(System.getProperty("user.home"));
		final List<Path> places = new ArrayList<>(Stream.of("VIRTUAL_ENV", "CONDA_PREFIX").map(System::getenv).filter(Objects::nonNull).map(Path::of).toList());
		places.addAll(List.of(home.resolve(".local"), home.resolve("miniconda3"), home.resolve("anaconda3"), home.resolve("miniforge3"), Path.of("/usr"), Path.of(
			"/usr/local"), Path.of("/opt/conda")));
		final String windows = System.getenv("LOCALAPPDATA");
		if (windows != null) try (DirectoryStream<Path> pythons = Files.newDirectoryStream(Path.of(windows, "Programs", "Python"), "Python3*")) {
			pythons.forEach(places::add);
		}
		catch (final IOException e) {
			// No Python there.
		}
		final List<String> found = new ArrayList<>();
		for (final Path place : places)
			try {
				if (TorchFolder.isIn(place)) found.add(TorchFolder.in(place) + ": fits");
			}
			catch (final TrrgException e) {
				found.add(e.getMessage());
			}
		return found;
	}
}
