package io.github.trrg.engine;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.common.AtomicFolder;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;

/** Starts a PyTorch in a process of its own, where a crash of native code hurts nobody, and lets it compute. */
final class Trial {

	private static final Duration LIMIT = Duration.ofMinutes(5); // a first start reads gigabytes
	private static final String WORKS = "works: ";
	private static final int TOLD = 12; // lines of output in a complaint

	private Trial() {}

	/**
	 * @return what was found, for people
	 * @throws TrrgException if it crashes, does not start, computes wrongly, or is for GPUs and sees none
	 */
	static String run(final TorchFolder torch, final Progress progress) {
		final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
			"-XX:-CreateCoredumpOnCrash", "-Djava.awt.headless=true", "-Dslf4j.internal.verbosity=ERROR", "-cp", classPath(), "-DPYTORCH_LIBRARY_PATH=" +
			torch.libraries()));
		for (final String property : List.of("trrg.home", "DJL_CACHE_DIR", "ENGINE_CACHE_DIR", "user.home"))
			if (System.getProperty(property) != null) command.add("-D" + property + "=" + System.getProperty(property));
		command.add(Trial.class.getName());
		final ProcessBuilder process = new ProcessBuilder(command);
		process.environment().keySet().removeIf(name -> name.startsWith("PYTORCH_") || name.equals("JAVA_TOOL_OPTIONS"));
		return watch(process, LIMIT, progress);
	}

	/** Waits for a trial. @throws TrrgException saying how it ended, if not well */
	static String watch(final ProcessBuilder builder, final Duration limit, final Progress progress) {
		Path output = null;
		Process process = null;
		try {
			final Path folder = Files.createTempDirectory("trrg-trial");
			output = folder.resolve("output");
			process = builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile()).start(); // a crash leaves its log there
			final long end = System.nanoTime() + limit.toNanos();
			while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
				progress.update(-1, "Trying the engine in a process of its own");
				progress.checkCanceled();
				if (System.nanoTime() > end) throw new TrrgException("The engine did not start within " + limit.toSeconds() + " s. It is not used.");
			}
			final List<String> lines = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
			if (process.exitValue() == 0 && !lines.isEmpty() && lines.get(lines.size() - 1).startsWith(WORKS)) return lines.get(lines.size() - 1)
				.substring(WORKS.length());
			// Of what Java writes about a crash, the place is enough.
			final List<String> said = lines.stream().filter(line -> line.matches("[^#].*|# [a-zA-Z]  .*")).toList();
			throw new TrrgException("The engine " + ending(process.exitValue(), lines) + " when it was tried. It is not used. It said:\n  " +
				String.join("\n  ", said.subList(Math.max(0, said.size() - TOLD), said.size())));
		}
		catch (final IOException e) {
			throw new TrrgException("The engine could not be tried: " + e.getMessage() + ". It is not used.", e);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("Interrupted");
		}
		finally {
			if (process != null) process.destroyForcibly();
			if (output != null) delete(output.getParent());
		}
	}

	/** Java says what hit it; killed from outside, it ends with 128 + the signal's number. */
	private static String ending(final int code, final List<String> lines) {
		return lines.stream().filter(line -> line.matches("#\\s+(SIG|EXCEPTION_|Internal Error).*")).findFirst().map(line -> "crashed (" +
			line.replaceFirst("#\\s+", "") + ")").orElse(code > 128 && code < 160 ? "was killed (signal " + (code - 128) + ")" : "failed (exit code " + code + ")");
	}

	private static void delete(final Path folder) {
		try {
			AtomicFolder.delete(folder);
		}
		catch (final IOException e) {
			// A few kilobytes in the folder of temporary files.
		}
	}

	/** Within Fiji, Java's own class path has none of the libraries. */
	private static String classPath() {
		final Set<String> places = new LinkedHashSet<>();
		for (final String name : List.of("io/github/trrg/engine/Trial.class", "io/github/trrg/engine/kernels.py", "ai/djl/engine/Engine.class",
			"ai/djl/pytorch/jni/LibUtils.class", "jnilib/pytorch.properties", "native/lib/pytorch.properties", "com/google/gson/Gson.class", "com/sun/jna/Native.class",
			"org/slf4j/Logger.class", "org/apache/commons/compress/archivers/ArchiveEntry.class")) Places.of(name).forEach(places::add);
		return String.join(File.pathSeparator, places);
	}

	/** The trial itself. */
	public static void main(final String... arguments) {
		try {
			System.out.println(WORKS + compute());
		}
		catch (final TrrgException e) {
			System.out.println(e.getCause() == null ? e.getMessage() : Diagnosis.reasons(e.getCause()));
			System.exit(1);
		}
	}

	private static String compute() {
		final Engine engine = Torch.start();
		final Device device = Torch.device("auto");
		final Gpus gpus = Gpus.find(engine);
		final boolean forGpus = engine.hasCapability("CUDA");
		if (forGpus && !gpus.usable()) throw new TrrgException("It starts, but no GPU can be used. " + gpus.reason());
		try (NDManager manager = Torch.newManager(device)) {
			Torch.setGradients(true);
			final NDArray ones = manager.ones(new Shape(2, 3));
			final NDArray weight = manager.ones(new Shape(3, 4));
			weight.setRequiresGradient(true);
			Torch.backward((Torch.hasBfloat16(device) ? Kernels.run("matmul_bfloat16", ones, weight) : ones.matMul(weight)).sum());
			if (weight.getGradient().sum().getFloat() != 24) throw new TrrgException("It computes wrongly.");
		}
		return "PyTorch " + engine.getVersion() + " on " + Torch.name(device) + (forGpus ? ", " + String.join("; ", gpus.devices()) : "");
	}
}
