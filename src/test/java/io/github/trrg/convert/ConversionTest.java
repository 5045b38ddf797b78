package io.github.trrg.convert;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.trrg.common.Progress;
import io.github.trrg.data.Annotation;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.DatasetCheck;
import io.github.trrg.data.DatasetStream.Kept;
import io.github.trrg.data.DatasetWriter;
import io.github.trrg.data.NewStudy;
import io.github.trrg.data.Problem;
import io.github.trrg.data.StudyItem;

/** What holds for every form of source. */
class ConversionTest {

	@TempDir
	private Path temporary;
	private Source source;

	@BeforeEach
	void makeSource() {
		source = new Source(temporary);
		source.images("a/1 ü.png", "2.png").text("annotation.json", """
			{"extra": [{"id": "x", "report": "Clear.", "image_path": ["2.png"]}], "train": [{"id": "y", "report": "Edema.", "image_path": ["a/1 ü.png"]}]}
			""");
	}

	private ConversionSettings settings(final boolean link) {
		return new ConversionSettings(SourceForm.R2GEN, source.folder, null, null, null, null, link, false);
	}

	/** What lies beside the source. */
	private Set<String> others() throws IOException {
		try (Stream<Path> files = Files.list(temporary)) {
			return files.filter(file -> !file.equals(source.folder)).map(file -> file.getFileName().toString()).collect(Collectors.toSet());
		}
	}

	@Test
	void imagesAreCopiedOrLinked() throws IOException {
		assertEquals(Map.of(Kept.COPIED, 2L), source.convert(settings(false)).images());
		final Path copy = source.split("train").get(0).images().get(0), original = source.folder.resolve("a/1 ü.png");
		assertFalse(Files.isSameFile(original, copy));
		assertEquals(-1, Files.mismatch(original, copy));
		final Path linked = temporary.resolve("linked");
		final ConversionResult result = Conversion.run(settings(true), linked, file -> null, Progress.NONE);
		assumeTrue(result.images().containsKey(Kept.HARD_LINK), "Skipped: the file system has no hard links");
		assertTrue(Files.isSameFile(original, Dataset.open(linked).split("train").get(0).images().get(0)));
		assertEquals(List.of("train", "extra"), Dataset.open(linked).splits(), "the usual splits come first");
	}

	@Test
	void whatIsConvertedIsSoundAndCanBeExtended() throws IOException {
		source.convert(settings(false));
		// The two images are the same.
		assertEquals(Set.of(Problem.Kind.DUPLICATE_PIXELS, Problem.Kind.PATIENT_LEAKAGE), DatasetCheck.of(source.out, Progress.NONE).problems().stream()
			.map(Problem::kind).collect(Collectors.toSet()));
		DatasetWriter.add(source.out, List.of(new NewStudy(new Annotation("z", "", "train", "Clear.", "", "", Map.of(), ""), List.of(new NewStudy.Image(
			new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), "frontal")), List.of())), false);
		assertEquals(List.of("y", "z"), source.split("train").stream().map(StudyItem::id).toList());
	}

	@Test
	void anExistingFolderIsRefusedUnlessItIsEmpty() throws IOException {
		Files.createDirectories(source.out);
		source.convert(settings(false));
		final byte[] before = Files.readAllBytes(source.out.resolve("annotation.json"));
		assertMessage(() -> source.convert(settings(false)), "exists already");
		assertEquals(new String(before, StandardCharsets.UTF_8), Files.readString(source.out.resolve("annotation.json")));
	}

	@Test
	void nothingStaysOfWhatFailsOrIsCanceled() throws IOException {
		source.text("annotation.json", "{\"train\": [{\"id\": \"x\", \"report\": \"Clear.\", \"image_path\": [\"2.png\"]}, {\"id\"");
		assertMessage(() -> source.convert(settings(false)), "annotation.json", "Expected");
		source.text("annotation.json", "{\"train\": [{\"id\": \"x\", \"report\": \"Clear.\", \"image_path\": [\"3.png\"]}]}");
		assertMessage(() -> source.convert(settings(false)), "No study", "There is no 3.png");
		makeSource();
		assertThrows(CancellationException.class, () -> Conversion.run(settings(false), source.out, file -> null, new Progress() {

			private int studies;

			@Override
			public void update(final double fraction, final String message) {
				studies++;
			}

			@Override
			public boolean isCanceled() {
				return studies > 0;
			}
		}));
		assertEquals(Set.of(), others());
	}

	@Test
	void theSourceStaysAsItIs() {
		assertMessage(() -> Conversion.run(settings(false), source.folder.resolve("converted"), file -> null, Progress.NONE), "in the folder of the source");
	}

	@Test
	void whatAFormHasNoUseForIsRefused() {
		assertMessage(() -> new ConversionSettings(SourceForm.R2GEN, source.folder, null, null, source.folder.resolve("2.png"), null, false, false), "--split");
		assertMessage(() -> new ConversionSettings(SourceForm.NIH, source.folder, null, null, null, source.folder.resolve("2.png"), false, false), "--labels");
		assertMessage(() -> new ConversionSettings(SourceForm.NIH, source.folder.resolve("no"), null, null, null, null, false, false), "There is no");
		for (final SourceForm form : SourceForm.values())
			if (form != SourceForm.R2GEN) assertMessage(() -> source.convert(form), source.folder.toString());
	}

	/** A process that dies leaves a hidden folder, and that is no data set. */
	@Test
	void aKilledProcessLeavesNothingThatLooksComplete() throws IOException, InterruptedException {
		final StringBuilder items = new StringBuilder();
		for (int i = 0; i < 20_000; i++)
			items.append(i == 0 ? "" : ",").append("{\"id\": \"").append(i).append("\", \"report\": \"Clear.\", \"image_path\": [\"link").append(i).append(".png\"]}");
		source.text("annotation.json", "{\"train\": [" + items + "]}");
		for (int i = 0; i < 20_000; i++)
			Files.createLink(source.folder.resolve("link" + i + ".png"), source.folder.resolve("a/1 ü.png"));
		final Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
			Killed.class.getName(), source.folder.toString(), source.out.toString()).redirectErrorStream(true).redirectOutput(temporary.resolve("log").toFile()).start();
		final Path half = temporary.resolve("." + source.out.getFileName() + "." + process.pid() + ".tmp");
		while (process.isAlive() && !Files.exists(half.resolve("images/link500.png")))
			Thread.sleep(5);
		process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
		assertTrue(Files.exists(half), () -> "it was faster than the test: " + half);
		assertFalse(Files.exists(source.out));
		assertMessage(() -> Dataset.open(half), "holds no annotation.json");
	}

	/** Converts until it is killed. */
	static final class Killed {

		public static void main(final String... arguments) {
			Conversion.run(new ConversionSettings(SourceForm.R2GEN, Path.of(arguments[0]), null, null, null, null, false, false), Path.of(arguments[1]), file -> null,
				Progress.NONE);
		}
	}
}
