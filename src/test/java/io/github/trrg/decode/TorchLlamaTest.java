package io.github.trrg.decode;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

import ai.djl.Device;

import io.github.trrg.engine.Torch;
import io.github.trrg.nn.Llama;
import io.github.trrg.nn.Parameters;
import io.github.trrg.nn.Precision;

class TorchLlamaTest extends LanguageModelContract {

	private final List<Parameters> opened = new ArrayList<>();

	@Override
	LanguageModel open(final Fixture fixture) {
		final Parameters parameters = new Parameters(device(), Precision.FLOAT32, fixture.weights(), 0);
		opened.add(parameters);
		return new TorchLlama(new Llama(parameters.root(), fixture.config(), null), parameters.device());
	}

	Device device() {
		return Device.cpu();
	}

	@BeforeAll
	static void takeOneThread() {
		Torch.setThreads(1); // on matrices so small, threads only wait for one another
	}

	@AfterEach
	void closeParameters() {
		opened.forEach(Parameters::close);
	}
}
