package io.github.trrg.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.trrg.common.TrrgException;

/** Which folders hold a PyTorch that fits. Laid out as pip, conda, PyTorch's archives and DJL's cache do. */
class TorchFolderTest {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "", "lib", "torch/lib", "lib/python3.12/site-packages/torch/lib", "Lib/site-packages/torch/lib" })
	void findsLibrariesWhereTheyAreInstalled(final String below) throws IOException {
		final Path libraries = BundledTorch.fake(folder.resolve("with space é/torch").resolve(below), "torch", "torch_cpu", "c10", "torch_cuda", "c10_cuda");
		Files.writeString(libraries.resolveSibling("version.py"), "__version__ = '2.7.1+cu126'\n");
		final TorchFolder found = TorchFolder.in(folder.resolve("with space é/torch"));
		assertEquals(libraries, found.libraries());
		assertEquals("2.7.1+cu126", found.version());
		assertTrue(found.cuda());
		assertEquals("cu128", found.flavour()); // of the bridge, which only CUDA has
	}

	@ParameterizedTest
	@CsvSource({ "2.7.1-20250812-cpu-linux-x86_64, 2.7.1+cpu", "2.7.1-cu128-win-x86_64, 2.7.1+cu128" })
	void knowsDjlsCache(final String name, final String version) throws IOException {
		assertEquals(version, TorchFolder.in(BundledTorch.fake(folder.resolve(name), "torch", "torch_cpu", "c10")).version());
	}

	@Test
	void knowsPyTorchsArchives() throws IOException {
		BundledTorch.fake(folder.resolve("libtorch/lib"), "torch", "torch_cpu", "c10");
		Files.writeString(folder.resolve("libtorch/build-version"), "2.7.1+cpu\n");
		final TorchFolder found = TorchFolder.in(folder.resolve("libtorch"));
		assertFalse(found.cuda());
		assertEquals("cpu", found.flavour());
	}

	@ParameterizedTest
	@ValueSource(strings = { "2.7.0", "2.7.10", "2.8.0+cu128", "1.13.1", "2.7.1a0+git1234", "2.7.1+cu118", "2.7.1+rocm6.3", "2.7.1+xpu" })
	void refusesOtherBuilds(final String version) throws IOException {
		final Path libraries = BundledTorch.fake(folder.resolve("torch/lib"), "torch", "torch_cpu", "c10");
		Files.writeString(libraries.resolveSibling("version.py"), "__version__ = '" + version + "'\n");
		final TrrgException e = assertThrows(TrrgException.class, () -> TorchFolder.in(folder));
		assertTrue(e.getMessage().contains(version) && e.getMessage().contains(libraries.toString()), e.getMessage());
	}

	@Test
	void saysWhatIsMissing() throws IOException {
		assertTrue(assertThrows(TrrgException.class, () -> TorchFolder.in(folder)).getMessage().contains(System.mapLibraryName("torch")));
		final Path libraries = BundledTorch.fake(folder.resolve("lib"), "torch", "torch_cpu", "torch_cuda", "c10");
		assertTrue(assertThrows(TrrgException.class, () -> TorchFolder.in(folder)).getMessage().contains("version"));
		Files.writeString(folder.resolve("build-version"), "2.7.1+cu128\n");
		final TrrgException e = assertThrows(TrrgException.class, () -> TorchFolder.in(libraries));
		assertTrue(e.getMessage().contains(System.mapLibraryName("c10_cuda")), e.getMessage());
	}
}
