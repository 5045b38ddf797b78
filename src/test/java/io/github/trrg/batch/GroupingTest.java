package io.github.trrg.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.trrg.common.TrrgException;
import io.github.trrg.ij.Dicom;

/** Which files are found, and how they become studies. */
class GroupingTest {

	@TempDir
	Path folder;

	@BeforeEach
	void makeFolder() throws Exception {
		for (final String name : List.of("b 1_pa.png", "b 1_lat.PNG", "a2.jpg", "notes.txt", "table.csv", ".hidden.png", "x.png/inner_pa.tif", "x.png/inner_lat.tif",
			"x.png/.git/c.png", "out/thumbnails/a.jpg", "DICOMDIR", "Größe Ärztin.tif"))
			Files.writeString(Files.createDirectories(folder.resolve(name).getParent()).resolve(folder.resolve(name).getFileName()), "");
		for (final String name : List.of("IM0001", "1.2.840.5", "z.dcm"))
			dicom(name, name.equals("z.dcm") ? "1.2.3.5 " : "1.2.3.4 ");
	}

	private void dicom(final String name, final String study) throws IOException {
		new Dicom(1, 1).text(0x20, 0xd, "UI", study).write(folder.resolve(name), 7);
	}

	private FolderSearch search(final boolean recursive, final String filter) {
		return new FolderSearch(folder, recursive, NameFilter.of(filter), folder.resolve("out"));
	}

	private List<String> found(final boolean recursive, final String filter) {
		final FolderSearch search = search(recursive, filter);
		return search.files().stream().map(search::name).toList();
	}

	private String studies(final boolean recursive, final String group) {
		final FolderSearch search = search(recursive, "");
		return new Grouping(search.folder(), group).group(search.files()).stream().map(study -> study.id() + "=" + study.files().stream().map(search::name).collect(Collectors.joining(
			","))).collect(Collectors.joining("\n"));
	}

	@Test
	void imagesAreFoundByExtensionAndDicomByContent() {
		assertEquals(List.of("1.2.840.5", "Größe Ärztin.tif", "IM0001", "a2.jpg", "b 1_lat.PNG", "b 1_pa.png", "z.dcm"), found(false, ""));
		assertEquals(9, found(true, "").size());
		assertTrue(found(true, "").containsAll(List.of("x.png/inner_lat.tif", "x.png/inner_pa.tif")));
	}

	@Test
	void filtersAreWildcardsOrExpressions() {
		assertEquals(List.of("b 1_lat.PNG", "b 1_pa.png"), found(false, "*.png"));
		assertEquals(List.of("notes.txt", "table.csv"), found(false, "*.{txt,csv}"));
		assertEquals(List.of("x.png/inner_pa.tif"), found(true, "regex:^inner.*pa"));
		assertThrows(TrrgException.class, () -> NameFilter.of("regex:("));
		assertThrows(TrrgException.class, () -> NameFilter.of("*.{png"));
	}

	@Test
	void oneFileIsOneStudyByDefault() {
		assertTrue(studies(false, "file").startsWith("1.2.840.5=1.2.840.5\nGröße Ärztin.tif=Größe Ärztin.tif\n"), studies(false, "file"));
	}

	@Test
	void aFolderCanBeAStudy() {
		assertTrue(studies(true, "folder").endsWith("\nx.png=x.png/inner_lat.tif,x.png/inner_pa.tif"), studies(true, "folder"));
		assertTrue(studies(true, "folder").startsWith(folder.getFileName() + "=1.2.840.5,"), studies(true, "folder"));
	}

	@Test
	void aFolderInAFolderOfTheSameNameIsAnotherStudy() throws Exception {
		Files.writeString(Files.createDirectory(folder.resolve(folder.getFileName())).resolve("c.png"), "");
		final String studies = studies(true, "folder");
		assertTrue(studies.startsWith(".=1.2.840.5,") && studies.contains("\n" + folder.getFileName() + "=" + folder.getFileName() + "/c.png"), studies);
	}

	@Test
	void whatAnExpressionFindsWithoutLengthIsNoMatch() {
		assertTrue(studies(false, "regex:x*").contains("a2.jpg=a2.jpg\n"), studies(false, "regex:x*"));
	}

	@Test
	void anExpressionFindsWhatAStudysFilesShare() {
		final String studies = studies(true, "regex:^(.*)_(pa|lat)");
		assertTrue(studies.contains("b 1=b 1_lat.PNG,b 1_pa.png\n"), studies);
		assertTrue(studies.contains("a2.jpg=a2.jpg\n"), "a file without a match stays alone: " + studies);
		assertTrue(studies.contains("x.png/inner=x.png/inner_lat.tif,x.png/inner_pa.tif"), "folders stay apart: " + studies);
	}

	@Test
	void dicomFilesAreGroupedByTheirStudyWithoutShowingIt() {
		final String studies = studies(false, "dicom");
		assertTrue(studies.contains("1.2.840.5=1.2.840.5,IM0001\n"), studies);
		assertTrue(studies.endsWith("\nz.dcm=z.dcm"), studies);
	}

	@Test
	void unknownGroupingsAreNamed() {
		for (final String group : List.of("patient", "regex:", "regex:(", ""))
			assertTrue(assertThrows(TrrgException.class, () -> new Grouping(folder, group)).getMessage().contains("\"" + group.replace("regex:", "") + "\""));
	}

	@Test
	void fileNamesOfStudiesAreSafeAndDiffer() {
		assertEquals("a2.jpg", StudyFiles.fileName("a2.jpg"));
		final List<String> names = List.of("a/b", "a b", "a_b", "../x", "ä".repeat(300), "ä".repeat(301)).stream().map(StudyFiles::fileName).toList();
		assertEquals(6, names.stream().distinct().count(), names::toString);
		final String longest = StudyFiles.fileName("胸".repeat(300)) + "-view12.tif";
		assertTrue(longest.getBytes(StandardCharsets.UTF_8).length < 235, "file systems end at 255 bytes, 20 are for writing it");
		names.forEach(name -> assertTrue(name.length() < 140 && !name.startsWith(".") && !name.contains("/"), name));
	}
}
