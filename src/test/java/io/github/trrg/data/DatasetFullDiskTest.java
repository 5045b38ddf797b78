package io.github.trrg.data;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;

import io.github.trrg.common.TrrgException;

/** Wherever the disk becomes full while a study is added, the data set stays as it was. */
class DatasetFullDiskTest {

	private static final int SIZE = 64 << 10, BLOCK = 64;

	@ParameterizedTest
	@ValueSource(strings = { "new", "old" })
	void theDataSetStays(final String id) throws IOException {
		try (FileSystem disk = Jimfs.newFileSystem(Configuration.unix().toBuilder().setBlockSize(BLOCK).setMaxSize(SIZE).build())) {
			final Path folder = disk.getPath("/my data"), filler = disk.getPath("/filler");
			DatasetWriter.add(folder, List.of(TinyStudies.of("old")), false);
			final Map<String, String> before = content(folder);
			int failures = 0;
			for (int free = 0;; free += BLOCK) {
				fill(filler, free);
				try {
					DatasetWriter.add(folder, List.of(TinyStudies.of(id)), true);
					break;
				}
				catch (final TrrgException e) {
					assertMessage(() -> {
						throw e;
					}, "Cannot write", "space");
					assertEquals(before, content(folder));
					failures++;
				}
			}
			assertTrue(failures > 20, "the study takes more than 2 KB");
			assertEquals(id.equals("new") ? 2 : 1, Dataset.open(folder).split("train").size());
		}
	}

	/** Fills the disk but for some bytes. */
	private static void fill(final Path filler, final int free) throws IOException {
		Files.deleteIfExists(filler);
		try (FileChannel channel = FileChannel.open(filler, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
			try {
				while (true)
					channel.write(ByteBuffer.allocate(BLOCK));
			}
			catch (final IOException e) {
				channel.truncate(channel.size() - free);
			}
		}
	}

	private static Map<String, String> content(final Path folder) throws IOException {
		final Map<String, String> content = new TreeMap<>();
		try (Stream<Path> files = Files.walk(folder)) {
			for (final Path file : (Iterable<Path>) files::iterator)
				content.put(file.toString(), Files.isDirectory(file) ? "folder" : Arrays.toString(Files.readAllBytes(file)));
		}
		return content;
	}
}
