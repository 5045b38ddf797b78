package io.github.trrg.data;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;

import io.github.trrg.data.Draft.Field;
import io.github.trrg.report.Label;

class DraftsTest {

	@TempDir
	private Path temporary;
	private Path dataset;
	private Path home;

	@BeforeEach
	void nameFolders() {
		dataset = temporary.resolve("Röntgen 胸部");
		home = temporary.resolve("home");
	}

	private Drafts drafts() {
		return new Drafts(dataset, home);
	}

	private static Draft draft(final String source, final String report) {
		return Draft.of(source, Map.of(Field.ID, " a ")).withText(Field.REPORT, report).withLabel("edema", Label.UNCERTAIN);
	}

	private static void assertSame(final Draft expected, final Draft found) {
		assertEquals(expected.toJson(), found.toJson());
	}

	@Test
	void whatIsTypedComesBackAsTyped() {
		final Draft typed = draft("/x/Zoë 1.png", " No [edema].\n\t\"Sic\" ").withRegion(new NewStudy.Region("lung lesion", 1, new byte[] { 0, -1, 127 }));
		assertTrue(drafts().write(typed));
		final Draft found = drafts().read("/x/Zoë 1.png").orElseThrow();
		assertSame(typed, found);
		assertEquals(" No [edema].\n\t\"Sic\" ", found.text(Field.REPORT));
		assertEquals(Map.of("edema", Label.UNCERTAIN, "lung lesion", Label.POSITIVE), found.labels());
		assertArrayEquals(new byte[] { 0, -1, 127 }, found.regions().get(0).roi());
		assertEquals(Optional.empty(), drafts().read("/y/Zoë 1.png"), "another file of the same name");
	}

	/** The writer takes a folder that holds nothing but drafts for an empty one, and the check does not mind them. */
	@Test
	void draftsDoNotDisturbTheDataSet() {
		drafts().write(draft("s", "x"));
		DatasetWriter.add(dataset, List.of(TinyStudies.of("a")), false);
		assertEquals(List.of(), DatasetCheck.of(dataset, io.github.trrg.common.Progress.NONE).problems());
	}

	@Test
	void whereTheDataSetCannotBeWrittenDraftsGoHome() throws IOException {
		Files.createDirectories(dataset);
		final Drafts drafts = drafts();
		final Path gone = Files.move(dataset, temporary.resolve("unplugged"));
		assertTrue(drafts.isGone());
		assertFalse(drafts.write(draft("s", "at home")));
		assertFalse(Files.exists(dataset), "nothing takes its place");
		assertEquals("at home", drafts().read("s").orElseThrow().text(Field.REPORT), "also after a restart");
		Files.move(gone, dataset);
		assertFalse(drafts.isGone());
		assertTrue(drafts.write(draft("s", "back")));
		assertEquals("back", drafts().read("s").orElseThrow().text(Field.REPORT));
		try (Stream<Path> files = Files.walk(home)) {
			assertEquals(0, files.filter(Files::isRegularFile).count(), "no second copy");
		}
	}

	@Test
	void aDamagedDraftIsSetAside() throws IOException {
		drafts().write(draft("s", "x"));
		final Path file;
		try (Stream<Path> files = Files.list(dataset.resolve(".drafts"))) {
			file = files.findFirst().orElseThrow();
		}
		Files.writeString(file, "{\"trrg_draft_version\": 1, \"source\"");
		assertMessage(() -> drafts().read("s"), "was kept as", ".damaged");
		assertEquals("{\"trrg_draft_version\": 1, \"source\"", Files.readString(Path.of(file + ".damaged")));
		assertEquals(Optional.empty(), drafts().read("s"));
	}

	@Test
	void onAFullDiskWhatIsTypedIsKeptAndWrittenLater() throws Exception {
		try (FileSystem disk = Jimfs.newFileSystem(Configuration.unix().toBuilder().setBlockSize(64).setMaxSize(64 << 10).build())) {
			final Path folder = disk.getPath("/data"), filler = disk.getPath("/filler");
			Files.createDirectories(folder);
			final LinkedBlockingQueue<String> troubles = new LinkedBlockingQueue<>();
			try (Autosave autosave = new Autosave(new Drafts(folder, disk.getPath("/home")), troubles::add)) {
				autosave.put(draft("s", "before"));
				assertTrue(autosave.flush());
				try (FileChannel channel = FileChannel.open(filler, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
					while (true)
						channel.write(ByteBuffer.allocate(64));
				}
				catch (final IOException e) {
					// full
				}
				autosave.put(draft("s", "typed on a full disk"));
				final String trouble = troubles.poll(60, TimeUnit.SECONDS);
				assertTrue(trouble.contains("free space") && trouble.contains("not saved"), trouble);
				assertFalse(autosave.flush());
				assertEquals("typed on a full disk", autosave.read("s").orElseThrow().text(Field.REPORT));
				assertEquals("before", new Drafts(folder, disk.getPath("/home")).read("s").orElseThrow().text(Field.REPORT), "the old draft is whole");
				Files.delete(filler);
				assertEquals("", troubles.poll(60, TimeUnit.SECONDS), "it tries again by itself");
				assertTrue(autosave.flush());
				assertEquals("typed on a full disk", new Drafts(folder, disk.getPath("/home")).read("s").orElseThrow().text(Field.REPORT));
			}
		}
	}

	@Test
	void aDiseaseTakesNoFindingBack() {
		final Draft normal = Draft.of("s", Map.of()).withLabel("no finding", Label.POSITIVE);
		assertEquals(Label.POSITIVE, normal.withLabel("support devices", Label.POSITIVE).label("no finding"));
		assertEquals(Label.POSITIVE, normal.withLabel("edema", Label.NEGATIVE).label("no finding"));
		assertEquals(Label.BLANK, normal.withLabel("edema", Label.UNCERTAIN).label("no finding"));
	}
}
