package io.github.trrg.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import com.google.gson.JsonObject;
import com.sun.jna.Native;

import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;

/**
 * Whether NVIDIA GPUs can be used, and if not, at which link the chain breaks: driver, JNA, CUDA runtime, CUDA build of PyTorch.
 *
 * @param count GPUs the CUDA runtime sees
 * @param runtime its version such as "12.8", empty without GPUs
 * @param jna version of JNA, by which DJL talks to the runtime, empty if it does not work
 * @param usable whether PyTorch runs on them
 * @param reason why they are used or not, and what would change that
 */
record Gpus(int count, String runtime, String jna, boolean usable, String reason) {

	/** @param engine PyTorch, null if it does not start */
	static Gpus find(final Engine engine) {
		final String jna;
		try {
			jna = Native.POINTER_SIZE == 0 ? "" : Native.VERSION;
		}
		catch (final LinkageError e) {
			return new Gpus(0, "", "", false, "JNA does not work, and without it no GPU can be found: " + e.getMessage() +
				". Only one version of the jna jar may be installed.");
		}
		final String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
		if (system.contains("mac")) return none(jna, "There is no CUDA on macOS.");
		final boolean windows = system.contains("windows");
		final boolean driver = Files.exists(windows ? Path.of(System.getenv().getOrDefault("SystemRoot", "C:\\Windows"), "System32", "nvcuda.dll") : Path.of(
			"/proc/driver/nvidia/version"));
		if (!driver) return none(jna, "No NVIDIA driver was found.");
		final int count = CudaUtils.getGpuCount();
		if (count == 0) return none(jna, "There is an NVIDIA driver, but the CUDA runtime " + (windows ? "(cudart64_*.dll) was not found on PATH" :
			"(libcudart.so) was not found on LD_LIBRARY_PATH") + " or sees no GPU. Install the CUDA 12.8 runtime and add its folder there.");
		final String runtime = CudaUtils.getCudaVersionString();
		if (engine != null && engine.hasCapability("CUDA")) return new Gpus(count, runtime, jna, true, "PyTorch is a CUDA build and the runtime sees the GPU.");
		return new Gpus(count, runtime, jna, false, "The PyTorch in use is built for the CPU only. To use a CUDA build of PyTorch " + Diagnosis.PYTORCH +
			", set PYTORCH_LIBRARY_PATH to the folder of its libraries, PYTORCH_VERSION=" + Diagnosis.PYTORCH + " and PYTORCH_FLAVOR=cu128.");
	}

	private static Gpus none(final String jna, final String reason) {
		return new Gpus(0, "", jna, false, reason);
	}

	JsonObject json() {
		final JsonObject json = new JsonObject();
		json.addProperty("found", count);
		json.addProperty("cuda_runtime", runtime.isEmpty() ? null : runtime);
		json.addProperty("jna", jna.isEmpty() ? null : jna);
		json.addProperty("usable", usable);
		json.addProperty("reason", reason);
		return json;
	}
}
