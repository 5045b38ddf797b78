package io.github.trrg.engine;

import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.jna.Native;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;

/**
 * Whether NVIDIA GPUs can be used, and if not, at which link the chain breaks: driver, JNA, CUDA runtime, CUDA build of PyTorch.
 *
 * @param count GPUs the CUDA runtime sees
 * @param runtime its version such as "12.8", empty without GPUs
 * @param jna version of JNA, by which DJL talks to the runtime, empty if it does not work
 * @param usable whether PyTorch runs on them
 * @param devices what each is like, if they are usable
 * @param reason why they are used or not, and what would change that
 */
record Gpus(int count, String runtime, String jna, boolean usable, List<String> devices, String reason) {

	/** @param engine PyTorch, null if it does not start */
	static Gpus find(final Engine engine) {
		final String jna;
		try {
			jna = Native.POINTER_SIZE == 0 ? "" : Native.VERSION;
		}
		catch (final LinkageError e) {
			return new Gpus(0, "", "", false, List.of(), "JNA does not work, and without it no GPU can be found: " + e.getMessage() +
				". Only one version of the jna jar may be installed.");
		}
		final String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
		if (system.contains("mac")) return none(jna, "There is no CUDA on macOS.");
		final boolean windows = system.contains("windows");
		final List<Path> signs = windows ? List.of(Path.of(System.getenv().getOrDefault("SystemRoot", "C:\\Windows"), "System32", "nvcuda.dll")) : List.of(Path.of(
			"/proc/driver/nvidia/version"), Path.of("/dev/nvidiactl"), Path.of("/usr/lib/wsl/lib/libcuda.so.1"));
		if (signs.stream().noneMatch(Files::exists)) return none(jna, "No NVIDIA driver was found.");
		final int count = CudaUtils.getGpuCount();
		if (count == 0) return none(jna, "There is an NVIDIA driver, but the CUDA runtime " + (windows ?
			"(cudart64_12.dll) was not found on PATH, or sees no GPU. Add the folder of CUDA 12, or that of the engine, to PATH." :
			"(libcudart.so) was not found, or sees no GPU. The engine for GPUs brings it; else add the folder of CUDA 12 to LD_LIBRARY_PATH."));
		final String runtime = CudaUtils.getCudaVersionString();
		if (engine != null && engine.hasCapability("CUDA")) return new Gpus(count, runtime, jna, true, IntStream.range(0, count).mapToObj(Gpus::describe).toList(),
			"PyTorch is a CUDA build and the runtime sees the GPU.");
		return new Gpus(count, runtime, jna, false, List.of(),
			"The PyTorch in use is built for the CPU only. Install the engine for GPUs: \"TRRG > Engine...\" or \"trrg engine install\".");
	}

	private static Gpus none(final String jna, final String reason) {
		return new Gpus(0, "", jna, false, List.of(), reason);
	}

	private static String describe(final int index) {
		final Device device = Device.gpu(index);
		final MemoryUsage memory = CudaUtils.getGpuMemory(device);
		return String.format(Locale.ROOT, "%s: %d MiB, %d free, compute capability %s, %s", Torch.name(device), memory.getMax() >> 20, memory.getMax() - memory
			.getUsed() >> 20, CudaUtils.getComputeCapability(index).replaceFirst("(.)$", ".$1"), Torch.hasBfloat16(device) ? "bfloat16" : "no bfloat16");
	}

	JsonObject json() {
		final JsonObject json = new JsonObject();
		json.addProperty("found", count);
		json.addProperty("cuda_runtime", runtime.isEmpty() ? null : runtime);
		json.addProperty("jna", jna.isEmpty() ? null : jna);
		json.addProperty("usable", usable);
		final JsonArray each = new JsonArray();
		devices.forEach(each::add);
		json.add("devices", each);
		json.addProperty("reason", reason);
		return json;
	}
}
