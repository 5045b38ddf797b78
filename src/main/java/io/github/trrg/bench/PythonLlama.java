package io.github.trrg.bench;

import java.nio.file.Path;

import io.github.trrg.common.Progress;
import io.github.trrg.nn.LlamaConfig;
import io.github.trrg.nn.Storage;

/** The language model in {@link PythonTorch}. */
final class PythonLlama implements Peer {

	private final PythonTorch torch;
	private final BenchSettings settings;

	/** Whether the script has products of that storage. */
	static boolean has(final Storage storage) {
		return storage == Storage.F32 || storage == Storage.BF16 || storage == Storage.F16;
	}

	/** @param folder for the script */
	PythonLlama(final Path python, final LlamaConfig config, final Storage storage, final BenchSettings settings, final Path folder) {
		this.settings = settings;
		torch = new PythonTorch(python, "llama_peer.py", folder, config.toJson().toString(), storage.toString());
	}

	@Override
	public String name() {
		return PythonTorch.NAME;
	}

	@Override
	public Rates run(final int threads, final Progress progress) {
		final double[] rates = torch.measure(threads + " " + settings.prompt() + " " + settings.tokens(), 2, progress);
		return new Rates(rates[0], rates[1]);
	}

	@Override
	public void close() {
		torch.close();
	}
}
