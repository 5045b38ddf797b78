package io.github.trrg.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

class RunTablesTest {

	private static final List<String> COLUMNS = List.of("id", "files", "report", "status");

	@TempDir
	private Path folder;

	/** A power failure may leave blocks of zeros, and a line that was cut off goes with the next one. */
	@Test
	void linesThatCannotBeReadGoWhenTheRunIsResumed() throws Exception {
		try (RunTables tables = open()) {
			add(tables, "a");
		}
		for (final String damage : List.of("\0\0\0\0\n", "{\"id\": \"b\", \"sta{\"id\": \"c\"}\n"))
			Files.writeString(folder.resolve("reports.jsonl"), damage, StandardOpenOption.APPEND);
		Files.writeString(folder.resolve("reports.csv"), "\0\0\n", StandardOpenOption.APPEND);
		try (RunTables tables = open()) {
			assertEquals(Set.of("a"), tables.done());
			add(tables, "b");
		}
		assertEquals(List.of("a", "b"), Files.readAllLines(folder.resolve("reports.jsonl")).stream().map(line -> JsonParser.parseString(line).getAsJsonObject().get("id")
			.getAsString()).toList());
		assertEquals(List.of("a,a.png,Clear.,done", "b,b.png,Clear.,done"), Files.readAllLines(folder.resolve("reports.csv")).stream().skip(1).toList());
	}

	private RunTables open() {
		return new RunTables(folder, COLUMNS, (id, files) -> true);
	}

	private static void add(final RunTables tables, final String id) {
		final JsonObject object = JsonParser.parseString("{\"id\": \"" + id + "\", \"status\": \"done\", \"files\": [\"" + id + ".png\"]}").getAsJsonObject();
		tables.add(List.of(id, id + ".png", "Clear.", "done"), object);
	}
}
