package io.github.trrg.convert;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {

	@TempDir
	private Path temporary;
	private Source source;

	@BeforeEach
	void nameAFolder() {
		source = new Source(temporary);
	}

	private List<String> cells(final String file, final String... columns) {
		final List<String> cells = new ArrayList<>();
		new CsvTable(source.folder.resolve(file), columns).forEach(row -> {
			for (final String column : columns)
				cells.add(row.get(column));
		});
		return cells;
	}

	@Test
	void readsRowsPackedOrNotWithAMarkOrNot() throws IOException {
		final String text = "Image Index,View_Position,\r\n\"a\nb\",\"x, \"\"y\"\"\"\r\nü\r\n";
		final List<String> expected = List.of("a\nb", "x, \"y\"", "ü", "");
		source.text("plain.csv", text).text("mark.csv", "\ufeff" + text).packed("packed.csv.gz", text);
		for (final String file : List.of("plain.csv", "mark.csv", "packed.csv.gz"))
			assertEquals(expected, cells(file, "imageindex", "View Position"));
		assertEquals(source.folder.resolve("packed.csv.gz"), CsvTable.require(source.folder, "packed.csv"));
	}

	@Test
	void saysWhatIsWrong() {
		source.text("a.csv", "x,y\n1,2\n").text("quote.csv", "x\n1\n\"2\n").bytes("latin.csv", "x\nü\n".getBytes(StandardCharsets.ISO_8859_1)).bytes("cut.csv.gz",
			new byte[] { 0x1f, (byte) 0x8b, 8, 0 }).text("empty.csv", "");
		assertMessage(() -> cells("a.csv", "x", "z"), "a.csv", "no column \"z\"");
		assertMessage(() -> cells("quote.csv", "x"), "quote.csv");
		assertMessage(() -> cells("latin.csv", "x"), "latin.csv", "UTF-8");
		assertMessage(() -> cells("cut.csv.gz", "x"), "cut.csv.gz");
		assertMessage(() -> cells("empty.csv", "x"), "no column");
		assertMessage(() -> CsvTable.require(source.folder, "b.csv"), "has no b.csv");
	}
}
