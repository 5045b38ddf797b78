package io.github.trrg.engine;

import java.util.Locale;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;

import io.github.trrg.common.TrrgException;

/**
 * Starts PyTorch through DJL, once per process, without network access. Every use of DJL in this project comes after a
 * call of {@link #start()}: DJL looks for its engines by the context class loader at its first touch and never again,
 * so that a first touch from a foreign thread would hide the engine until restart.
 */
public final class Torch {

	private static final String ENGINE = "PyTorch";

	private Torch() {}

	/** Set in the initialiser, which the JVM runs once however many threads arrive. */
	private static final class Holder {

		private static final Engine STARTED = start();

		private static Engine start() {
			LargeArrays.useHugePages();
			return EngineChoice.standard().load(() -> firstTouch(() -> Engine.getEngine(ENGINE)));
		}
	}

	/** A touch of DJL. */
	@FunctionalInterface
	public interface Touch<T, E extends Exception> {

		T apply() throws E;
	}

	/** Does what may touch DJL first in this process: nothing is downloaded, and its natives are found by this project's class loader. */
	public static <T, E extends Exception> T firstTouch(final Touch<T, E> touch) throws E {
		System.setProperty("ai.djl.offline", "true");
		System.setProperty("OPT_OUT_TRACKING", "true");
		final Thread thread = Thread.currentThread();
		final ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(Torch.class.getClassLoader());
		try {
			return touch.apply();
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	/**
	 * @throws TrrgException if PyTorch cannot start, with the reason
	 */
	public static Engine start() {
		try {
			return Holder.STARTED;
		}
		catch (final ExceptionInInitializerError | NoClassDefFoundError | UnsatisfiedLinkError e) {
			final Throwable cause = e.getCause() == null ? e : e.getCause();
			throw new TrrgException("PyTorch could not start: " + cause.getMessage() +
				". Run \"TRRG > Engine...\" or \"trrg doctor\" for details.", e);
		}
	}

	/** A manager whose closing frees every array created in it. */
	public static NDManager newManager(final Device device) {
		start();
		// Per thread; the graph optimiser costs warm-up and breaks kernels that mix precisions under autograd.
		JniUtils.setGraphExecutorOptimize(false);
		return NDManager.newBaseManager(device, ENGINE);
	}

	/**
	 * @param name {@code auto}, {@code cpu}, {@code gpu}, or {@code gpu0}, {@code gpu1}, …
	 * @throws TrrgException if the name is unknown or the device absent
	 */
	public static Device device(final String name) {
		final Engine engine = start();
		final String wanted = name == null ? "auto" : name.strip().toLowerCase(Locale.ROOT);
		if (wanted.equals("cpu")) return Device.cpu();
		if (wanted.isEmpty() || wanted.equals("auto")) return engine.getGpuCount() > 0 ? Device.gpu(0) : Device.cpu();
		if (!wanted.matches("gpu\\d{0,3}")) throw new TrrgException("Unknown device \"" + name + "\": use auto, cpu, gpu0, gpu1, …");
		final int index = wanted.length() == 3 ? 0 : Integer.parseInt(wanted.substring(3));
		if (index >= engine.getGpuCount())
			throw new TrrgException("Device \"" + name + "\" is not available: PyTorch sees " + engine.getGpuCount() +
				" GPUs. Use device \"cpu\", or run \"trrg doctor\" to see why.");
		return Device.gpu(index);
	}

	/** Whether a GPU computes in bfloat16: NVIDIA's do since compute capability 8. */
	public static boolean hasBfloat16(final Device device) {
		return device.isGpu() && Integer.parseInt(CudaUtils.getComputeCapability(device.getDeviceId())) >= 80;
	}

	/** Name of a device as users write it: {@code cpu} or {@code gpu0}. */
	public static String name(final Device device) {
		return device.isGpu() ? "gpu" + device.getDeviceId() : "cpu";
	}

	/** Threads PyTorch uses inside one operation, from now on. */
	public static void setThreads(final int threads) {
		start();
		JniUtils.setNumThreads(threads);
	}

	/** Seeds PyTorch's random numbers (dropout). */
	public static void setSeed(final long seed) {
		start();
		JniUtils.setSeed(seed);
	}

	/** Whether operations on this thread are recorded for gradients from now on. */
	public static void setGradients(final boolean recorded) {
		start();
		JniUtils.setGradMode(recorded);
	}

	/** Computes the gradients of a scalar and adds them to those its parameters hold. */
	public static void backward(final NDArray loss) {
		backward(loss, loss.onesLike(), false);
	}

	/** Likewise, of an array whose own gradient is known. @param again whether gradients will pass through what it was made of once more */
	public static void backward(final NDArray array, final NDArray gradient, final boolean again) {
		JniUtils.backward((PtNDArray) array, (PtNDArray) gradient, again, false);
	}

	/** Whether operations on this thread are recorded for gradients. */
	public static boolean recordsGradients() {
		start();
		return JniUtils.isGradMode();
	}

	/** Sets the gradient a parameter holds to zero. */
	public static void clearGradient(final NDArray parameter) {
		if (parameter.hasGradient()) JniUtils.zeroGrad((PtNDArray) parameter);
	}

	/**
	 * x · factor where gradients are wanted. DJL's own product with a number wraps the number in memory that is freed before the backward
	 * pass reads it again: now and then, depending on garbage collection, gradients would be nonsense.
	 *
	 * @return belongs to x's manager, as does the factor
	 */
	public static NDArray times(final NDArray x, final double factor) {
		return x.mul(constant(x, factor));
	}

	/** A number on an array's device. @return belongs to that array's manager */
	public static NDArray constant(final NDArray like, final double value) {
		return like.getManager().create((float) value);
	}
}
