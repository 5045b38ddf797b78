package io.github.trrg.decode;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;

import ai.djl.Device;

import io.github.trrg.Devices;

class TorchLlamaGpuTest extends TorchLlamaTest {

	@BeforeAll
	static void requireGpu() {
		assumeTrue(Devices.all().size() > 1, "Skipped: PyTorch sees no GPU");
	}

	@Override
	Device device() {
		return Devices.all().get(1);
	}
}
