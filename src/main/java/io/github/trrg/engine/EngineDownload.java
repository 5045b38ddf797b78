package io.github.trrg.engine;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;

/**
 * The CUDA build of PyTorch from DJL's own site: a list {@code files.txt}, and the libraries, each compressed by gzip, whose checksum
 * tells damage. They are gathered in a folder beside the final one, in which a later try goes on, and moved there when all are complete.
 */
public final class EngineDownload {

	/** What DJL itself would download without asking. */
	static final URI SITE = URI.create("https://publish.djl.ai/pytorch/" + TorchFolder.FITS + "/");

	private static final int PATIENCE_MILLIS = 60_000;
	private static final int UNPACKED = 2; // times as large, as a rule
	private static final String PART = ".part";

	/**
	 * What a download would fetch.
	 *
	 * @param files paths below the site
	 * @param sizes of each, bytes, compressed
	 * @param folder they end up in
	 */
	public record Plan(URI site, List<String> files, List<Long> sizes, Path folder) {

		public long bytes() {
			return sizes.stream().mapToLong(Long::longValue).sum();
		}

		/** For people, before they agree. */
		@Override
		public String toString() {
			return String.format(Locale.ROOT, "PyTorch %s for CUDA 12.8: %d files, %.0f MB,\nfrom %s\nto %s", TorchFolder.FITS, files.size(), bytes() / 1e6, site,
				folder);
		}
	}

	private final URI site;
	private final Path engines;
	private final String platform;

	/**
	 * @param site ends with a slash
	 * @param engines folder for the folder of the engine
	 * @param platform as DJL calls it, {@code linux-x86_64}
	 */
	EngineDownload(final URI site, final Path engines, final String platform) {
		this.site = site;
		this.engines = engines;
		this.platform = platform;
	}

	/** Asks the site what there is and how much; fetches nothing else. */
	Plan plan() {
		if (platform.startsWith("osx")) throw new TrrgException("There is no CUDA, and so no PyTorch for GPUs, on macOS.");
		final String below = TorchFolder.CUDA + "/" + platform + "/native/lib/";
		final List<String> files = list().lines().map(String::strip).filter(line -> line.startsWith(below) && line.endsWith(
			".gz") && !line.contains("..")).toList();
		if (files.isEmpty()) throw new TrrgException("There is no PyTorch for GPUs on " + platform + " at " + site + ". On this system only the CPU can be used.");
		final List<Long> sizes = new ArrayList<>();
		for (final String file : files)
			sizes.add(Math.max(0, ask("HEAD", file).getContentLengthLong()));
		return new Plan(site, files, sizes, engines.resolve(TorchFolder.FITS + "-" + TorchFolder.CUDA + "-" + platform));
	}

	private String list() {
		try (InputStream in = ask("GET", "files.txt").getInputStream()) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (final IOException e) {
			throw unreachable(e);
		}
	}

	/**
	 * Fetches what was planned.
	 *
	 * @return the complete folder
	 * @throws TrrgException if the site, the disk or a file fails
	 * @throws CancellationException if canceled; a later call goes on with the files that were complete
	 */
	Path fetch(final Plan plan, final Progress progress) {
		if (Files.isDirectory(plan.folder)) return plan.folder;
		final Path gathered = plan.folder.resolveSibling(plan.folder.getFileName() + PART);
		try {
			Files.createDirectories(gathered);
			final long free = Files.getFileStore(gathered).getUsableSpace();
			if (free < UNPACKED * plan.bytes()) throw new TrrgException(String.format(Locale.ROOT,
				"The disk of %s has %.1f GB free, and about %.1f GB are needed. Free some.", engines, free / 1e9, UNPACKED * plan.bytes() / 1e9));
			try (FileChannel channel = FileChannel.open(engines.resolve("download.lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE); FileLock lock = lock(channel)) {
				long done = 0;
				for (int i = 0; i < plan.files.size(); i++) {
					fetch(plan, i, gathered, done, progress);
					done += plan.sizes.get(i);
				}
				AtomicFile.writeText(gathered.resolve(TorchFolder.BUILD_VERSION), TorchFolder.FITS + "+" + TorchFolder.CUDA + "\n");
				Files.move(gathered, plan.folder, StandardCopyOption.ATOMIC_MOVE);
			}
			return plan.folder;
		}
		catch (final IOException e) {
			throw new TrrgException("The download into " + gathered + " failed: " + e + ". Try again; it goes on with the file that failed.", e);
		}
	}

	private static FileLock lock(final FileChannel channel) throws IOException {
		try {
			final FileLock lock = channel.tryLock();
			if (lock != null) return lock;
		}
		catch (final OverlappingFileLockException e) {
			// As below, within this process.
		}
		throw new TrrgException("The engine is being downloaded already. Wait for that, or cancel it.");
	}

	/** A file is under its own name when it is complete and its checksum was right. */
	private void fetch(final Plan plan, final int index, final Path gathered, final long before, final Progress progress) throws IOException {
		final String file = plan.files.get(index);
		final String name = URLDecoder.decode(file.substring(file.lastIndexOf('/') + 1, file.length() - ".gz".length()), StandardCharsets.UTF_8);
		final Path target = gathered.resolve(Path.of(name).getFileName());
		if (Files.exists(target)) return;
		final Path partial = gathered.resolve(target.getFileName() + PART);
		try (Counted counted = new Counted(ask("GET", file).getInputStream()); InputStream unpacked = new GZIPInputStream(counted, 1 << 16)) {
			try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
				final byte[] buffer = new byte[1 << 20];
				for (int read = unpacked.read(buffer); read >= 0; read = unpacked.read(buffer)) {
					final ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
					while (bytes.hasRemaining())
						channel.write(bytes);
					progress.update((before + counted.count) / (double) Math.max(1, plan.bytes()), String.format(Locale.ROOT, "Downloading %s: %.0f of %.0f MB", name,
						(before + counted.count) / 1e6, plan.bytes() / 1e6));
					progress.checkCanceled();
				}
				channel.force(true);
			}
			Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (final ZipException | EOFException e) {
			throw new IOException(name + " arrived damaged (" + e.getMessage() + ")", e);
		}
		finally {
			Files.deleteIfExists(partial);
		}
	}

	private static final class Counted extends FilterInputStream {

		private long count;

		Counted(final InputStream in) {
			super(in);
		}

		@Override
		public int read() throws IOException {
			final int read = super.read();
			if (read >= 0) count++;
			return read;
		}

		@Override
		public int read(final byte[] buffer, final int offset, final int length) throws IOException {
			final int read = super.read(buffer, offset, length);
			if (read > 0) count += read;
			return read;
		}
	}

	/** Java's older client, as it heeds the proxies that Fiji sets, and gives up on a site that falls silent. */
	private HttpURLConnection ask(final String method, final String file) {
		try {
			final HttpURLConnection connection = (HttpURLConnection) site.resolve(file.replace("+", "%2B").replace(" ", "%20")).toURL().openConnection();
			connection.setRequestMethod(method);
			connection.setConnectTimeout(PATIENCE_MILLIS);
			connection.setReadTimeout(PATIENCE_MILLIS);
			if (connection.getResponseCode() == HttpURLConnection.HTTP_OK) return connection;
			throw new TrrgException("The site " + site + " answers " + connection.getResponseCode() + " for " + file +
				". Try later, or use the folder of a PyTorch that is installed.");
		}
		catch (final IOException e) {
			throw unreachable(e);
		}
	}

	private TrrgException unreachable(final IOException e) {
		return new TrrgException("The site " + site + " cannot be reached: " + e + ". Check the network, or use the folder of a PyTorch that is installed.", e);
	}
}
