package io.github.trrg.engine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.jna.NativeLibrary;

import io.github.trrg.common.TrrgException;

/**
 * A folder of PyTorch's native libraries, of the one version that DJL's bridge to it is built for: on any other it starts and then crashes.
 *
 * @param libraries the folder
 * @param version as its build says it: {@code 2.7.1+cu128}
 */
public record TorchFolder(Path libraries, String version) {

	/** The version of PyTorch that DJL's native code fits. */
	static final String FITS = "2.7.1";
	/** DJL's only CUDA bridge. It asks PyTorch's libraries alone, not CUDA's, so that every CUDA 12 build of PyTorch serves. */
	static final String CUDA = "cu128";
	/** Says the version in a folder of libraries, as in PyTorch's own archives. */
	static final String BUILD_VERSION = "build-version";

	private static final Pattern PYTHON = Pattern.compile("(?m)^__version__ = '([^']+)'");
	private static final Pattern CACHE = Pattern.compile("(\\d+\\.\\d+\\.\\d+)(?:-\\d+)?-(cpu|cu\\d+)-.+");
	/** Where libraries lie below what users choose: themselves, a torch package, an archive's folder, site-packages, an environment. */
	private static final List<String> BELOW = List.of("", "lib", "torch/lib", "Lib/site-packages/torch/lib", "lib/python3*/site-packages/torch/lib",
		"lib64/python3*/site-packages/torch/lib", "lib/python3*/dist-packages/torch/lib");

	/**
	 * @param folder that of the libraries, or of a PyTorch that is installed: {@code torch}, {@code site-packages} or an environment of Python
	 * @throws TrrgException if there is no PyTorch in it, or one that does not fit
	 */
	public static TorchFolder in(final Path folder) {
		final Path libraries = find(folder).orElseThrow(() -> new TrrgException("There is no PyTorch for this computer in " + folder + ": no " + library("torch") +
			" was found. Choose the folder of its libraries, or the torch, site-packages or environment folder of a Python."));
		final String version = version(libraries).orElseThrow(() -> new TrrgException("Nothing in " + libraries +
			" tells the version of PyTorch. Choose the folder as it was installed or unpacked, with its version.py or build-version."));
		final TorchFolder found = new TorchFolder(libraries.toAbsolutePath().normalize(), version);
		if (!found.number().equals(FITS)) throw new TrrgException("The PyTorch in " + libraries + " is version " + version + ", and only " + FITS +
			" can be used: others would crash. Install that version (pip install torch==" + FITS + ") and choose its folder.");
		if (!version.matches("[^+]+(\\+(cpu|cu12\\d))?")) throw new TrrgException("The PyTorch in " + libraries + " is the build " + version +
			", and only builds for CUDA 12 or the CPU can be used.");
		for (final String part : found.cuda() ? List.of("c10", "torch_cpu", "c10_cuda") : List.of("c10", "torch_cpu"))
			if (!Files.isRegularFile(libraries.resolve(library(part)))) throw new TrrgException("The PyTorch in " + libraries + " is incomplete: it has no " + library(
				part) + ". Install it again.");
		return found;
	}

	/** Whether there is a PyTorch for this computer, of whatever version. */
	static boolean isIn(final Path folder) {
		return find(folder).isPresent();
	}

	private static Optional<Path> find(final Path folder) {
		return BELOW.stream().flatMap(below -> matches(folder, below).stream()).filter(candidate -> Files.isRegularFile(candidate.resolve(library("torch"))))
			.findFirst();
	}

	/** Folders at a relative path, in which one step may have a star. */
	private static List<Path> matches(final Path folder, final String below) {
		List<Path> found = List.of(folder);
		for (final String step : below.isEmpty() ? new String[0] : below.split("/")) {
			final List<Path> next = new ArrayList<>();
			for (final Path parent : found)
				if (Files.isDirectory(parent)) try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, step)) {
					entries.forEach(next::add);
				}
				catch (final IOException e) {
					// What cannot be read holds no PyTorch for this user.
				}
			found = next;
		}
		return found;
	}

	private static Optional<String> version(final Path libraries) {
		final Path real = libraries.toAbsolutePath().normalize();
		final Path parent = real.getParent();
		for (final Path file : List.of(real.resolve(BUILD_VERSION), parent.resolve(BUILD_VERSION), parent.resolve("version.py")))
			try {
				if (!Files.isRegularFile(file)) continue;
				final String text = Files.readString(file);
				final Matcher python = PYTHON.matcher(text);
				if (!file.endsWith("version.py")) return Optional.of(text.strip());
				if (python.find()) return Optional.of(python.group(1));
			}
			catch (final IOException e) {
				throw new TrrgException("Cannot read " + file + ": " + e.getMessage() + ".", e);
			}
		final Matcher cache = CACHE.matcher(real.getFileName().toString()); // as DJL names what it unpacks
		return cache.matches() ? Optional.of(cache.group(1) + "+" + cache.group(2)) : Optional.empty();
	}

	static String library(final String name) {
		return System.mapLibraryName(name);
	}

	private String number() {
		return version.replaceFirst("\\+.*", "");
	}

	/** Whether it can compute on NVIDIA GPUs. */
	public boolean cuda() {
		return Files.isRegularFile(libraries.resolve(library("torch_cuda")));
	}

	/** Which of DJL's bridges fits; must always be said, as DJL's own guess exists nowhere. */
	String flavour() {
		return cuda() ? CUDA : "cpu";
	}

	/** Tells DJL to load this one. To be called before PyTorch starts in this process; environment variables of the same names would win. */
	void announce(final Path cudart) {
		System.setProperty("PYTORCH_LIBRARY_PATH", libraries.toString());
		System.setProperty("PYTORCH_VERSION", number());
		System.setProperty("PYTORCH_FLAVOR", flavour());
		if (!cuda() || !library("x").endsWith(".so")) return; // elsewhere DJL looks along PATH only
		try {
			runtime(cudart).ifPresent(folder -> NativeLibrary.addSearchPath("cudart", folder.toString()));
		}
		catch (final LinkageError e) {
			// Gpus says that JNA does not work.
		}
	}

	/**
	 * The CUDA runtime that came with PyTorch, under a name that JNA finds.
	 *
	 * @param copies folder for a copy, where it has another name
	 * @return the folder of libcudart.so*, if PyTorch brought one
	 */
	private Optional<Path> runtime(final Path copies) {
		final Path packages = libraries.resolve("../../nvidia/cuda_runtime/lib").normalize(); // where pip puts it
		try {
			for (final Path folder : List.of(packages, libraries))
				if (Files.isDirectory(folder)) try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "libcudart*.so*")) {
					for (final Path library : found) {
						if (library.getFileName().toString().startsWith("libcudart.so")) return Optional.of(folder);
						Files.createDirectories(copies);
						Files.copy(library, copies.resolve("libcudart.so"), StandardCopyOption.REPLACE_EXISTING);
						return Optional.of(copies);
					}
				}
		}
		catch (final IOException e) {
			// Then the one of the system must do.
		}
		return Optional.empty();
	}

	@Override
	public String toString() {
		return "PyTorch " + version + " in " + libraries;
	}
}
