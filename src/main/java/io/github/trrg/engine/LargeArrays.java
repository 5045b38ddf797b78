package io.github.trrg.engine;

import com.sun.jna.NativeLibrary;

/** How PyTorch takes memory for large arrays on the CPU. */
final class LargeArrays {

	/** PyTorch's own switch: large arrays lie in huge pages where Linux grants them. */
	private static final String SWITCH = "THP_MEM_ALLOC_ENABLE";

	private LargeArrays() {}

	/**
	 * Asks for huge pages: the first touch of an array of small ones takes longer than many an operation on it. To be called before PyTorch
	 * starts; whoever sets the environment variable decides.
	 */
	static void useHugePages() {
		if (!System.getProperty("os.name").equals("Linux") || System.getenv(SWITCH) != null) return;
		try {
			NativeLibrary.getProcess().getFunction("setenv").invokeInt(new Object[] { SWITCH, "1", 0 });
		}
		catch (final LinkageError e) {
			// Gpus says that JNA does not work; all works without.
		}
	}
}
