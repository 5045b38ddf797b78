package io.github.trrg.model;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.trrg.model.PromptTemplate.Slot;
import io.github.trrg.model.PromptTemplate.Text;

class PromptTemplateTest {

	@TempDir
	private Path folder;

	@Test
	void textAndSlotsInTheirOrder() throws IOException {
		final Path file = Files.writeString(folder.resolve("prompt.txt"),
			"Human: <Img>{visual}</Img> <Clue>{clues}</Clue> Possible findings: {findings}. {indication} Describe {\"it\"}. \r\nAssistant:\r\n");
		assertEquals(List.of(new Text("Human: <Img>"), Slot.VISUAL, new Text("</Img> <Clue>"), Slot.CLUES, new Text("</Clue> Possible findings: "), Slot.FINDINGS,
			new Text(". "), Slot.INDICATION, new Text(" Describe {\"it\"}. \nAssistant:")), PromptTemplate.read(file).parts());
	}

	@Test
	void slotsMayStandSideBySideAndInAnyOrder() {
		assertEquals(List.of(Slot.INDICATION, Slot.FINDINGS, Slot.CLUES, Slot.VISUAL), PromptTemplate.parse("{indication}{findings}{clues}{visual}", "test").parts());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"{visual} {clues} {findings} | lacks {indication}", //
		"Report: | lacks {visual}, {clues}, {findings}, {indication}", //
		"{visual} {clues} {findings} {indication} {age} | no slot {age}; known are {visual}, {clues}, {findings}, {indication}", //
		"{Visual} {clues} {findings} {indication} | no slot {Visual}", //
		"{visual} {clues} {findings} {indication} {clues} | the slot {clues} stands twice", //
	})
	void wrongSlotsAreNamed(final String template, final String message) {
		assertMessage(() -> PromptTemplate.parse(template, "prompt.txt"), "prompt.txt", message);
	}

	@Test
	void missingOrUnreadableFilesAreNamed() throws IOException {
		assertMessage(() -> PromptTemplate.read(folder.resolve("prompt.txt")), "no prompt.txt in " + folder);
		Files.write(folder.resolve("prompt.txt"), new byte[] { (byte) 0xff });
		assertMessage(() -> PromptTemplate.read(folder.resolve("prompt.txt")), "must be UTF-8");
	}
}
