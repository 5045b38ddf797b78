package io.github.trrg.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Operations that NDArray lacks or does slowly: stateless TorchScript functions of a few lines, kept as text in
 * {@code kernels.py} of this package and loaded from memory. Gradients flow through them. Since their code comes from
 * this jar alone, no model folder can ever run code.
 */
public final class Kernels {

	private static final Pattern FUNCTION = Pattern.compile("(?m)^def (\\w+)\\((.*?)\\)(.*(?:\\n(?:[ \\t].*)?)*)");

	private static final Map<String, String> SOURCES = readSources();
	private static final Map<String, PtSymbolBlock> LOADED = new ConcurrentHashMap<>();

	private Kernels() {}

	/** Runs a kernel of one result; arguments and result as its definition in {@code kernels.py} says. */
	public static NDArray run(final String kernel, final NDArray... arguments) {
		return runAll(kernel, arguments).get(0);
	}

	/** Runs a kernel of several results. They belong to the first argument's manager. */
	public static NDList runAll(final String kernel, final NDArray... arguments) {
		assert ofOneDevice(arguments) : kernel + " was given arrays of several devices";
		final PtSymbolBlock block = LOADED.computeIfAbsent(kernel, Kernels::load);
		return IValueUtils.forward(block, new NDList(arguments), true);
	}

	private static boolean ofOneDevice(final NDArray... arrays) {
		return Arrays.stream(arrays).allMatch(array -> array.getManager().getDevice().equals(arrays[0].getManager().getDevice()));
	}

	private static PtSymbolBlock load(final String kernel) {
		final String source = SOURCES.get(kernel);
		if (source == null) throw new IllegalArgumentException("No kernel " + kernel + " in kernels.py");
		Torch.start();
		final NDManager manager = NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch");
		try {
			return JniUtils.loadModule((PtNDManager) manager, new ByteArrayInputStream(archive(source)), false, false);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** A TorchScript archive around one method: the pickled module without attributes, its code, no constants. */
	private static byte[] archive(final String source) throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			entry(zip, "data.pkl", "\u0080\u0002c__torch__\nKernel\n)\u0081}b.");
			entry(zip, "code/__torch__.py", "class Kernel(Module):\n  __parameters__ = []\n  __buffers__ = []\n" + source);
			entry(zip, "constants.pkl", "\u0080\u0002).");
			entry(zip, "version", "3\n");
		}
		return bytes.toByteArray();
	}

	private static void entry(final ZipOutputStream zip, final String name, final String content) throws IOException {
		zip.putNextEntry(new ZipEntry("kernel/" + name));
		zip.write(content.getBytes(StandardCharsets.ISO_8859_1));
		zip.closeEntry();
	}

	/** Functions of {@code kernels.py} as methods of the class they are loaded in. */
	private static Map<String, String> readSources() {
		try (InputStream in = Kernels.class.getResourceAsStream("kernels.py")) {
			final String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
			final Map<String, String> sources = new ConcurrentHashMap<>();
			final Matcher function = FUNCTION.matcher(text);
			while (function.find()) {
				final String method = "def forward(self: __torch__.Kernel, " + function.group(2) + ")" + function.group(3).stripTrailing();
				sources.put(function.group(1), "  " + method.replace("\n", "\n  ") + "\n");
			}
			return sources;
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
