package io.github.trrg.train;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.management.OperatingSystemMXBean;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.util.cuda.CudaUtils;

import io.github.trrg.engine.Torch;

/**
 * Memory of the computer or of a GPU, with all that other programs use of it.
 *
 * @param used bytes
 * @param total bytes
 */
public record DeviceMemory(long used, long total) {

	private static final Path LINUX = Path.of("/proc/meminfo");

	/** As it is now. @param device {@code auto}, {@code cpu}, {@code gpu0}, … */
	public static DeviceMemory of(final String device) {
		return of(Torch.device(device));
	}

	static DeviceMemory of(final Device device) {
		if (device.isGpu()) {
			final MemoryUsage usage = CudaUtils.getGpuMemory(device);
			return new DeviceMemory(usage.getCommitted(), usage.getMax());
		}
		final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		final long total = system.getTotalMemorySize();
		// Linux gives its caches back when memory is needed, Java counts them as used. A container has less than the computer.
		final boolean whole = linux("MemTotal").orElse(0) == total;
		return new DeviceMemory(total - (whole ? linux("MemAvailable") : OptionalLong.empty()).orElse(system.getFreeMemorySize()), total);
	}

	private static OptionalLong linux(final String field) {
		try {
			final Matcher matcher = Pattern.compile(field + ": *(\\d+) kB").matcher(Files.exists(LINUX) ? Files.readString(LINUX) : "");
			return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1)) << 10) : OptionalLong.empty();
		}
		catch (final IOException e) {
			return OptionalLong.empty();
		}
	}

	public long free() {
		return total - used;
	}

	/** Whether an operation failed for want of memory, of Java or of PyTorch on either device. */
	static boolean isExhausted(final Throwable failure) {
		if (failure instanceof OutOfMemoryError) return true;
		final String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
		return failure instanceof EngineException && (message.contains("out of memory") || message.contains("can't allocate memory"));
	}

	/** As people read it: "1.2 GB". */
	static String text(final long bytes) {
		return bytes < 1e9 ? Math.round(bytes / 1e6) + " MB" : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
	}

	@Override
	public String toString() {
		return text(used) + " of " + text(total);
	}
}
