package io.github.trrg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import ai.djl.Device;
import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;

import io.github.trrg.engine.Torch;

/** What this process holds, for benchmarks and tests of leaks. */
public final class Memory {

	private Memory() {}

	/** Arrays and managers of DJL, counted from its root manager down. */
	public static int live(final Device device) {
		try (NDManager one = Torch.newManager(device)) {
			NDManager root = one;
			while (root.getParentManager() != null && root.getParentManager() != root && root.getParentManager() instanceof BaseNDManager)
				root = root.getParentManager();
			return count(root) - 1; // without the one
		}
		catch (final ReflectiveOperationException e) {
			throw new IllegalStateException(e);
		}
	}

	private static int count(final Object resource) throws ReflectiveOperationException {
		if (!(resource instanceof BaseNDManager)) return 1;
		final Field resources = BaseNDManager.class.getDeclaredField("resources");
		resources.setAccessible(true);
		int sum = 1;
		for (final Object child : ((Map<?, ?>) resources.get(resource)).values())
			sum += count(child);
		return sum;
	}

	/** What the process takes of the computer's memory now; −1 where that is not told. */
	public static long residentMegabytes() {
		return status("VmRSS:");
	}

	/** The most it took so far; −1 where that is not told. */
	public static long peakMegabytes() {
		return status("VmHWM:");
	}

	private static long status(final String field) {
		final Path status = Path.of("/proc/self/status");
		if (!Files.exists(status)) return -1;
		try (Stream<String> lines = Files.lines(status)) {
			return lines.filter(line -> line.startsWith(field)).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(-1);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
