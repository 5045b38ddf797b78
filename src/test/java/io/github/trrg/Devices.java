package io.github.trrg;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.djl.Device;

import io.github.trrg.engine.Torch;

/** Where training and generation are tested: {@code @MethodSource("io.github.trrg.Devices#all")} runs a test on the CPU and, where PyTorch sees GPUs, on each. */
public final class Devices {

	private Devices() {}

	public static List<Device> all() {
		final int gpus = Torch.start().getGpuCount();
		return Stream.concat(Stream.of(Device.cpu()), IntStream.range(0, gpus).mapToObj(Device::gpu)).toList();
	}
}
