package io.github.trrg.train;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;

import ai.djl.Device;

import io.github.trrg.TinyModel;
import io.github.trrg.common.AtomicFile;
import io.github.trrg.model.BpeTrainer;
import io.github.trrg.model.DiseaseFile;
import io.github.trrg.model.ModelStore;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.study.Preprocessing;

/** On a full disk what was there stays, nothing half-written is left, and the user is told what to do. */
class FullDiskTest {

	@TempDir
	private static Path temporary;
	private static TrrgModel model;

	private FileSystem disk;
	private Path folder;

	/** Every kind of file the program writes. */
	enum Kind {
		WEIGHTS("model.safetensors", file -> model.saveWeights(file.getParent())),
		CHECKPOINT("clues.checkpoint", file -> Checkpoint.save(file, new Checkpoint.State("clues", 0, 0, 0, 0, 0, false, 1), model.parameters().arrays())),
		TOKENIZER("tokenizer.json", file -> BpeTrainer.train(List.of("The lungs are clear."), 300, List.of("<s>"), file)),
		DISEASES("diseases.json", file -> DiseaseFile.write(file, model.diseases())),
		PREPROCESSING("preprocessing.json", file -> Preprocessing.standard(64).write(file)),
		CHOICE("current-model.txt", file -> new ModelStore(file.getParent(), List.of()).choose(model.folder().toString())),
		TEXT("metrics.json", file -> AtomicFile.writeText(file, "{}")),
		MAPS("maps.tif", file -> AtomicFile.writeBytes(file, new byte[1000])),
		COPY("config.json", file -> AtomicFile.copy(model.folder().resolve("config.json"), file));

		private final String file;
		private final Consumer<Path> writer;

		Kind(final String file, final Consumer<Path> writer) {
			this.file = file;
			this.writer = writer;
		}
	}

	@BeforeAll
	static void openModel() {
		model = TrrgModel.open(TinyModel.make(temporary.resolve("model")), Device.cpu());
	}

	@AfterAll
	static void closeModel() {
		model.close();
	}

	@BeforeEach
	void insertDisk() throws IOException {
		disk = Jimfs.newFileSystem(Configuration.unix().toBuilder().setBlockSize(64).setMaxSize(2 << 20).build());
		folder = Files.createDirectory(disk.getPath("/my model"));
	}

	@AfterEach
	void ejectDisk() throws IOException {
		disk.close();
	}

	@ParameterizedTest
	@EnumSource
	void theOldFileStays(final Kind kind) throws IOException {
		final Path file = folder.resolve(kind.file);
		kind.writer.accept(file);
		final byte[] before = Files.readAllBytes(file);
		fillDisk();
		assertMessage(() -> kind.writer.accept(file), "Cannot write " + file, "free space");
		assertArrayEquals(before, Files.readAllBytes(file));
		assertEquals(List.of(file), content());
	}

	@ParameterizedTest
	@EnumSource
	void noPartOfANewFileIsLeft(final Kind kind) throws IOException {
		fillDisk();
		assertMessage(() -> kind.writer.accept(folder.resolve(kind.file)), "Cannot write", "free space");
		assertEquals(List.of(), content());
	}

	@Test
	void aRunStoppedWhileItCopiedItsBaseGoesOnWhenThereIsSpace() throws IOException {
		final TrainingRun run = new TrainingRun(Device.cpu(), folder, 1, Long.MAX_VALUE, true, Set.of());
		fillDisk(); // but for a small file or two
		Files.write(disk.getPath("/filler"), new byte[(2 << 20) - 4096]);
		assertMessage(() -> run.prepareFolder(model.folder()), "Cannot write", "free space");
		for (final Path file : content())
			assertArrayEquals(Files.readAllBytes(model.folder().resolve(file.getFileName().toString())), Files.readAllBytes(file));
		Files.delete(disk.getPath("/filler"));
		run.prepareFolder(model.folder());
		try (Stream<Path> files = Files.list(model.folder())) {
			assertEquals(files.count(), content().size());
		}
	}

	private void fillDisk() throws IOException {
		try (OutputStream filler = Files.newOutputStream(disk.getPath("/filler"))) {
			while (true)
				filler.write(new byte[64]);
		}
		catch (final IOException e) {
			assertEquals("out of disk space", e.getMessage());
		}
	}

	private List<Path> content() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.toList();
		}
	}
}
