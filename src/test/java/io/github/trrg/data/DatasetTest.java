package io.github.trrg.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.trrg.common.TrrgException;
import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;

class DatasetTest {

	@TempDir
	Path temporary;
	private Path folder;

	@BeforeEach
	void makeFolder() throws IOException {
		folder = Files.createDirectories(temporary.resolve("Röntgen data").resolve("images")).getParent();
	}

	@Test
	void readsStudiesSplitBySplit() throws IOException {
		Files.createFile(folder.resolve("images/a 1.png"));
		annotate("""
			{"train": [{"id": "a", "report": "No edema.", "impression": "Normal.", "indication": "Cough", "image_path": ["images/a 1.png", "images/a2.png"],
			            "views": ["frontal", "lateral"], "split": "train", "annotator": "someone"}],
			 "extra": [{"id": "b", "report": "", "image_path": "a 1.png"}]}
			""");
		final Dataset dataset = Dataset.open(folder);
		assertEquals(List.of("train", "extra"), dataset.splits());
		assertEquals(List.of(new StudyItem("a", "", "No edema.", "Normal.", "Cough", List.of(folder.resolve("images/a 1.png"), folder.resolve("images/a2.png")),
			List.of("frontal", "lateral"), Map.of(), List.of(), "train")), dataset.split("train"));
		assertEquals(List.of(new StudyItem("b", "", "", "", "", List.of(folder.resolve("images/a 1.png")), List.of(), Map.of(), List.of(), "extra")), dataset.split("extra"),
			"paths may count from the folder \"images\"");
		dataset.checkImages("extra");
		assertMessage("a2.png", () -> dataset.checkImages("train"));
		assertMessage("train, extra", () -> dataset.split("test"));
	}

	@Test
	void labelsComeFromTheFileOrElseFromTheLabeler() throws IOException {
		annotate("""
			{"val": [{"id": "a", "report": "There is edema.", "image_path": ["a.png"]}, {"id": "b", "report": "There is edema.", "image_path": ["b.png"]}]}
			""");
		Files.writeString(folder.resolve("labels.csv"), "\uFEFFid,mesh,chexpert_labels\na,\"x, y\",Edema=-1.0;Fracture=0.0;No Finding=1.0\nb,,\n");
		final Dataset dataset = Dataset.open(folder);
		final StudyItem a = dataset.split("val").get(0);
		final StudyItem b = dataset.split("val").get(1);
		assertEquals(Label.UNCERTAIN, dataset.labels(a).get(Finding.EDEMA));
		assertEquals(Label.NEGATIVE, dataset.labels(a).get(Finding.FRACTURE));
		assertEquals(Label.BLANK, dataset.labels(a).get(Finding.PNEUMONIA));
		assertEquals(Dataset.LabelSource.REFERENCE, dataset.labelSource(a));
		assertEquals(Optional.empty(), dataset.referenceLabels("b"));
		assertEquals(Label.POSITIVE, dataset.labels(b).get(Finding.EDEMA));
		assertEquals(Dataset.LabelSource.LABELER, dataset.labelSource(b));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
		{"train": [{"report": "x", "image_path": ["a.png"]}]}                               | item 1 of split "train" has no field "id"
		{"train": [{"id": "a", "report": "x"}]}                                             | (id a) has no field "image_path"
		{"train": [{"id": "a", "image_path": ["../../secret.png"]}]}                        | outside the data set folder
		{"train": [{"id": "a", "image_path": ["/etc/secret.png"]}]}                         | outside the data set folder
		{"train": [{"id": "a", "image_path": [1, {}]}]}                                     | "image_path" that is no list of texts
		{"train": [{"id": "a", "image_path": ["a.png"], "views": ["frontal", "lateral"]}]}  | 2 "views" for 1 images
		{"train": [{"id": "a", "image_path": ["a.png"], "report": ["x"]}]}                  | "report" that is no text
		{"train": [{"id": "a", "image_path": ["a.png"]}], "val": [{"id": "a", "image_path": ["a.png"]}]} | two studies of id a
		{"train": [3]}                                                                      | is not an object
		{"train": 3}                                                                        | Expected {"train"
		{"train": [{"id": "a"                                                               | Expected {"train"
		[]                                                                                  | Expected {"train"
		""")
	void namesWhatIsWrongWithTheFile(final String annotation, final String message) throws IOException {
		annotate(annotation);
		assertMessage(message, () -> Dataset.open(folder));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
		id,labels\\na,Edema=1                 | lacks a column
		id,chexpert_labels\\na,Oedema=1       | names none of the 14 findings
		id,chexpert_labels\\na,Edema=2        | no value 1, 0 or -1
		id,chexpert_labels\\na,Edema          | no value 1, 0 or -1
		""")
	void namesWhatIsWrongWithTheLabels(final String labels, final String message) throws IOException {
		annotate("{}");
		Files.writeString(folder.resolve("labels.csv"), labels.replace("\\n", "\n"));
		assertMessage(message, () -> Dataset.open(folder));
	}

	@Test
	void saysThatAFolderIsNoDataSet() {
		assertMessage("holds no annotation.json", () -> Dataset.open(folder));
	}

	private void annotate(final String json) throws IOException {
		Files.writeString(folder.resolve("annotation.json"), json);
	}

	private static void assertMessage(final String part, final org.junit.jupiter.api.function.Executable executable) {
		final String message = assertThrows(TrrgException.class, executable).getMessage();
		assertTrue(message.contains(part), message);
	}
}
