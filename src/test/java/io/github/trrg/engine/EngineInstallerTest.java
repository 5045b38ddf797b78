package io.github.trrg.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;

/** Against a site on this computer, laid out as DJL's is, and with processes that work and that crash. */
class EngineInstallerTest {

	private static final String BELOW = "cu128/linux-x86_64/native/lib/";

	@TempDir
	private Path folder;
	private EngineChoice choice;
	private HttpServer server;
	private final Map<String, byte[]> files = new LinkedHashMap<>();
	private final List<String> asked = new ArrayList<>();

	@BeforeEach
	void startSite() throws IOException {
		choice = new EngineChoice(folder.resolve("home é/engine"));
		server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/pytorch/2.7.1/", this::answer);
		server.start();
		for (final String name : List.of("torch", "torch_cpu", "c10", "torch_cuda", "c10_cuda"))
			files.put(BELOW + System.mapLibraryName(name) + ".gz", zipped("library " + name + " ".repeat(100_000)));
		files.put(BELOW + "libstdc%2B%2B.so.6.gz", zipped("a name with a plus"));
		files.put("cpu/linux-x86_64/native/lib/libtorch.so.gz", zipped("another build"));
	}

	@AfterEach
	void stopSite() {
		server.stop(0);
	}

	private void answer(final HttpExchange exchange) throws IOException {
		try (exchange) {
			final String path = exchange.getRequestURI().getRawPath().substring("/pytorch/2.7.1/".length());
			asked.add(exchange.getRequestMethod() + " " + path);
			final byte[] content = path.equals("files.txt") ? String.join("\n", files.keySet()).getBytes(StandardCharsets.UTF_8) : files.get(path);
			if (content == null) exchange.sendResponseHeaders(404, -1);
			else if (exchange.getRequestMethod().equals("HEAD")) {
				exchange.getResponseHeaders().set("Content-Length", "" + content.length);
				exchange.sendResponseHeaders(200, -1);
			}
			else {
				exchange.sendResponseHeaders(200, content.length);
				exchange.getResponseBody().write(content);
			}
		}
	}

	private static byte[] zipped(final String text) throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
			zip.write(text.getBytes(StandardCharsets.UTF_8));
		}
		return bytes.toByteArray();
	}

	private EngineDownload download() {
		return new EngineDownload(site(), choice.folder(), "linux-x86_64");
	}

	private URI site() {
		return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/pytorch/2.7.1/");
	}

	@Test
	void saysSizeAndFolderBeforeItFetches() {
		final EngineDownload.Plan plan = download().plan();
		assertEquals(6, plan.files().size());
		assertEquals(files.entrySet().stream().filter(file -> file.getKey().startsWith(BELOW)).mapToLong(file -> file.getValue().length).sum(), plan.bytes());
		assertTrue(plan.toString().contains(choice.folder().toString()), plan::toString);
		assertFalse(Files.exists(choice.folder()));
		assertEquals(List.of("GET files.txt"), asked.stream().filter(request -> request.startsWith("GET")).toList());
	}

	@Test
	void fetchesAndUnpacks() throws IOException {
		final Path fetched = download().fetch(download().plan(), Progress.NONE);
		assertEquals("library c10" + " ".repeat(100_000), Files.readString(fetched.resolve(System.mapLibraryName("c10"))));
		assertTrue(Files.exists(fetched.resolve("libstdc++.so.6")));
		final TorchFolder found = TorchFolder.in(fetched);
		assertEquals("2.7.1+cu128", found.version());
		assertTrue(found.cuda());
		assertEquals(List.of(fetched.getFileName().toString(), "download.lock"), names(choice.folder()));
	}

	@Test
	void aDamagedFileIsNamedAndNothingUsed() throws IOException {
		final String broken = BELOW + System.mapLibraryName("torch_cuda") + ".gz";
		final byte[] good = files.get(broken);
		for (final byte[] bad : List.of(Arrays.copyOf(good, good.length / 2), flipped(good), "<html>error</html>".getBytes(StandardCharsets.UTF_8))) {
			files.put(broken, bad);
			final TrrgException e = assertThrows(TrrgException.class, () -> download().fetch(download().plan(), Progress.NONE));
			assertTrue(e.getMessage().contains(System.mapLibraryName("torch_cuda")), e.getMessage());
			assertFalse(Files.exists(choice.folder().resolve("2.7.1-cu128-linux-x86_64")));
			assertTrue(choice.remembered().isEmpty());
		}
		files.put(broken, good);
		asked.clear();
		download().fetch(download().plan(), Progress.NONE);
		assertFalse(asked.contains("GET " + BELOW + System.mapLibraryName("torch") + ".gz"), "goes on where it failed: " + asked);
	}

	/** The checksum stands in the last 8 bytes. */
	private static byte[] flipped(final byte[] good) {
		final byte[] bad = good.clone();
		bad[bad.length - 8] ^= 1;
		return bad;
	}

	@Test
	void canBeCanceledAndGoesOn() throws IOException {
		final Progress impatient = new Progress() {

			@Override
			public void update(final double fraction, final String message) {
				assertTrue(fraction >= 0 && fraction <= 1, message);
			}

			@Override
			public boolean isCanceled() {
				return asked.contains("GET " + BELOW + System.mapLibraryName("c10") + ".gz"); // the third file
			}
		};
		assertThrows(CancellationException.class, () -> download().fetch(download().plan(), impatient));
		assertEquals(List.of("2.7.1-cu128-linux-x86_64.part", "download.lock"), names(choice.folder()));
		assertEquals(List.of(System.mapLibraryName("torch"), System.mapLibraryName("torch_cpu")), names(choice.folder().resolve("2.7.1-cu128-linux-x86_64.part")));
		assertTrue(Files.isDirectory(download().fetch(download().plan(), Progress.NONE)));
		assertEquals(1, asked.stream().filter(("GET " + BELOW + System.mapLibraryName("torch") + ".gz")::equals).count());
	}

	@Test
	void aSiteWithoutTheEngineOrWithoutAnswerIsNamed() {
		assertTrue(assertThrows(TrrgException.class, () -> new EngineDownload(site(), choice.folder(), "osx-aarch64").plan()).getMessage().contains("macOS"));
		assertEquals(List.of(), asked);
		files.keySet().removeIf(name -> name.startsWith(BELOW));
		assertTrue(assertThrows(TrrgException.class, () -> download().plan()).getMessage().contains("linux-x86_64"));
		server.stop(0);
		assertTrue(assertThrows(TrrgException.class, () -> download().plan()).getMessage().contains(site().toString()));
	}

	@Test
	void whatDoesNotStartIsNotChosen() throws IOException {
		final TrrgException e = assertThrows(TrrgException.class, () -> new EngineInstaller(choice, site(), "linux-x86_64").install(download().plan(), Progress.NONE));
		assertTrue(e.getMessage().contains("not used") && e.getMessage().contains(System.mapLibraryName("c10")), e.getMessage()); // text is no library
		assertTrue(choice.remembered().isEmpty());
	}

	@Test
	void aFolderThatWorksIsTriedChosenSwitchedOffAndRemoved() throws IOException {
		final Path python = BundledTorch.installAs(folder.resolve("site packages é"), "2.7.1+cpu");
		final EngineInstaller installer = new EngineInstaller(choice, site(), "linux-x86_64");
		assertTrue(installer.use(python, Progress.NONE).startsWith("Works: PyTorch 2.7.1 on cpu"));
		final EngineChoice.Remembered chosen = choice.remembered().orElseThrow();
		assertTrue(chosen.used());
		assertEquals(python.resolve("torch/lib"), chosen.torch().libraries());
		installer.useCpu();
		assertFalse(choice.remembered().orElseThrow().used());
		installer.useGpu(Progress.NONE);
		assertTrue(choice.remembered().orElseThrow().used());
		installer.remove();
		assertTrue(choice.remembered().isEmpty());
		assertFalse(Files.exists(choice.folder()));
		assertTrue(Files.exists(python.resolve("torch/lib").resolve(System.mapLibraryName("torch"))), "what the user installed stays");
		assertEquals(List.of(), asked, "no network but for a download");
	}

	@Test
	void aCrashIsToldFromAFailure() {
		final TrrgException crash = assertThrows(TrrgException.class, () -> Trial.watch(java(Crash.class), Duration.ofMinutes(1), Progress.NONE));
		assertTrue(crash.getMessage().contains("crashed (SIGSEGV") || crash.getMessage().contains("crashed (EXCEPTION_ACCESS_VIOLATION"), crash.getMessage());
		final TrrgException slow = assertThrows(TrrgException.class, () -> Trial.watch(java(Sleep.class), Duration.ZERO, Progress.NONE));
		assertTrue(slow.getMessage().contains("within 0 s"), slow.getMessage());
	}

	/** Does nothing, for long. */
	public static final class Sleep {

		private Sleep() {}

		public static void main(final String... arguments) throws InterruptedException {
			TimeUnit.MINUTES.sleep(5);
		}
	}

	@Test
	void afterACrashThePluginsOwnStarts() throws Exception {
		final Path python = BundledTorch.installAs(folder.resolve("python"), "2.7.1+cpu");
		choice.choose(TorchFolder.in(python));
		final Process process = java(Crash.class, choice.folder().toString()).directory(folder.toFile()).start();
		process.waitFor();
		assertEquals(1, names(choice.folder()).stream().filter(name -> name.startsWith("starting-")).count());
		assertEquals("loaded", choice.load(() -> System.getProperty("PYTORCH_LIBRARY_PATH") == null ? "loaded" : "announced"));
		final EngineChoice.Remembered remembered = choice.remembered().orElseThrow();
		assertFalse(remembered.used());
		assertTrue(remembered.failure().contains("crashed"), remembered::failure);
		assertEquals(List.of("engine.json"), names(choice.folder()));
	}

	/** Two programs may start at once. */
	@Test
	void aGuardOfAProcessThatLivesIsNoCrash() throws IOException {
		choice.choose(TorchFolder.in(BundledTorch.installAs(folder.resolve("python"), "2.7.1+cpu")));
		Files.writeString(choice.folder().resolve("starting-" + ProcessHandle.current().pid()), ProcessHandle.current().info().startInstant().orElseThrow().toString());
		try {
			choice.load(() -> "loaded");
			assertTrue(choice.remembered().orElseThrow().used());
		}
		finally {
			List.of("PYTORCH_LIBRARY_PATH", "PYTORCH_VERSION", "PYTORCH_FLAVOR").forEach(System::clearProperty);
		}
	}

	@Test
	void whatFailsOrVanishesIsSwitchedOff() throws IOException {
		final Path python = BundledTorch.installAs(folder.resolve("python"), "2.7.1+cpu");
		choice.choose(TorchFolder.in(python));
		try {
			assertThrows(UnsatisfiedLinkError.class, () -> choice.load(() -> {
				throw new UnsatisfiedLinkError("libcublas.so.12: cannot open");
			}));
			assertTrue(choice.remembered().orElseThrow().failure().contains("libcublas"));
		}
		finally {
			List.of("PYTORCH_LIBRARY_PATH", "PYTORCH_VERSION", "PYTORCH_FLAVOR").forEach(System::clearProperty);
		}
		choice.choose(TorchFolder.in(python));
		Files.writeString(python.resolve("torch/version.py"), "__version__ = '2.9.0'\n"); // updated meanwhile
		assertEquals("loaded", choice.load(() -> System.getProperty("PYTORCH_LIBRARY_PATH") == null ? "loaded" : "announced"));
		assertTrue(choice.remembered().orElseThrow().failure().contains("2.9.0"));
	}

	@Test
	void aDamagedChoiceDoesNotKeepPyTorchFromStarting() throws IOException {
		Files.createDirectories(choice.folder());
		Files.writeString(choice.folder().resolve("engine.json"), "{\"libraries\": ");
		assertEquals("loaded", choice.load(() -> "loaded"));
	}

	private static ProcessBuilder java(final Class<?> main, final String... arguments) {
		final String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(place -> Path.of(place).toAbsolutePath().toString())
			.collect(Collectors.joining(File.pathSeparator)); // the process has a folder of its own
		final List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:-CreateCoredumpOnCrash", "-cp", classPath, main.getName()));
		line.addAll(List.of(arguments));
		final ProcessBuilder process = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
		process.environment().keySet().removeIf(name -> name.startsWith("PYTORCH_"));
		return process;
	}

	private static List<String> names(final Path folder) throws IOException {
		try (Stream<Path> entries = Files.list(folder)) {
			return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
		}
	}
}
