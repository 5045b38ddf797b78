package io.github.trrg.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import ai.djl.pytorch.jni.LibUtils;

/** The libraries that come with the plugin, laid out as a PyTorch a user installed or took along on a disk. */
final class BundledTorch {

	private BundledTorch() {}

	/**
	 * @param folder to make, with {@code torch/lib} and {@code torch/version.py}
	 * @param version of the package
	 * @return the folder
	 */
	static Path installAs(final Path folder, final String version) throws IOException {
		Torch.start();
		final Path libraries = Files.createDirectories(folder.resolve("torch/lib"));
		Files.writeString(folder.resolve("torch/version.py"), "from typing import Optional\n__version__ = '" + version + "'\ndebug = False\n");
		try (Stream<Path> files = Files.list(Path.of(LibUtils.getLibtorchPath()))) {
			for (final Path file : (Iterable<Path>) files.filter(file -> !file.getFileName().toString().contains("djl_"))::iterator)
				Files.createSymbolicLink(libraries.resolve(file.getFileName()), file.toAbsolutePath());
		}
		return folder;
	}

	/** Files of those names and nothing in them: enough to be recognised, not to be loaded. */
	static Path fake(final Path libraries, final String... names) throws IOException {
		Files.createDirectories(libraries);
		for (final String name : names)
			Files.writeString(libraries.resolve(System.mapLibraryName(name)), "no library");
		return libraries;
	}
}
