package io.github.trrg.batch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import io.github.trrg.common.AtomicFile;
import io.github.trrg.page.Html;

/** {@code summary.html}: counts, distribution of findings, failures, and a thumbnail per study; made of {@code reports.jsonl}, line by line. */
final class SummaryPage {

	static final String FILE = "summary.html", THUMBNAILS = "thumbnails", PAGES = "pages";

	/** Of one disease: how often told to the language model, how often present in the report. */
	private static final class Count {

		private int told;
		private int present;
	}

	private final Path out;
	private final Map<String, Count> findings = new LinkedHashMap<>();
	private final Map<String, String> failures = new LinkedHashMap<>();
	private int done;
	private int contradicted;
	private int warned;

	private SummaryPage(final Path out) {
		this.out = out;
	}

	static void write(final Path out, final BatchResult result) {
		final SummaryPage page = new SummaryPage(out);
		page.each(page::count);
		result.failed().forEach(page.failures::putIfAbsent);
		AtomicFile.write(out.resolve(FILE), channel -> page.write(channel, result));
	}

	private void each(final Consumer<JsonObject> action) {
		try (BufferedReader lines = Files.newBufferedReader(out.resolve(RunTables.JSON_FILE))) {
			for (String line = lines.readLine(); line != null; line = lines.readLine())
				action.accept(JsonParser.parseString(line).getAsJsonObject());
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private void count(final JsonObject study) {
		if (!isDone(study)) {
			failures.put(id(study), study.get("error").getAsString());
			return;
		}
		done++;
		if (!study.getAsJsonArray("contradictions").isEmpty()) contradicted++;
		if (!study.getAsJsonArray("warnings").isEmpty()) warned++;
		for (final JsonElement element : study.getAsJsonArray("clues")) {
			final JsonObject clue = element.getAsJsonObject();
			final Count count = findings.computeIfAbsent(clue.get("disease").getAsString(), absent -> new Count());
			if (clue.get("selected").getAsBoolean()) count.told++;
			if (clue.get("mentioned").getAsString().equals("present")) count.present++;
		}
	}

	private static boolean isDone(final JsonObject study) {
		return study.get("status").getAsString().equals(RunTables.DONE);
	}

	private static String id(final JsonObject study) {
		return study.get("id").getAsString();
	}

	private void write(final FileChannel channel, final BatchResult result) {
		put(channel, Html.head("Reports of " + out.toAbsolutePath().getFileName()));
		put(channel, "<h1>Reports in " + Html.escape(out.toAbsolutePath().normalize().toString()) + "</h1>\n<p>" + done + " studies reported, " + failures.size() +
			" failed. " + contradicted + " reports contradict their clues, " + warned + " have warnings." + (result.stopped().isEmpty() ? ""
			: " <b>The run is not complete: " + Html.escape(result.stopped()) + "</b>") +
			"</p>\n<h2>Findings</h2>\n<table class=\"findings\">\n<tr><th>disease<th class=\"number\">clue<th><th class=\"number\">in the report</tr>\n");
		findings.forEach((disease, count) -> put(channel,
			String.format(Locale.ROOT, "<tr><td>%s<td class=\"number\">%d<td class=\"bar\"><div class=\"gauge\"><i style=\"width:%.1f%%\"></i></div><td" +
			" class=\"number\">%d</tr>\n", Html.escape(disease), count.told, 100.0 * count.told / done, count.present)));
		put(channel, "</table>\n");
		if (!failures.isEmpty()) put(channel, "<h2>Failures</h2>\n<table>\n");
		failures.forEach((id, reason) -> put(channel, "<tr><td>" + Html.escape(id) + "<td class=\"warning\">" + Html.escape(reason) + "</tr>\n"));
		put(channel, (failures.isEmpty() ? "" : "</table>\n") + "<h2>Studies</h2>\n<div class=\"thumbnails\">\n");
		each(study -> put(channel, thumbnail(study)));
		put(channel, "</div>\n" + Html.foot());
	}

	private String thumbnail(final JsonObject study) {
		if (!isDone(study)) return "";
		final String name = StudyFiles.fileName(id(study)), page = PAGES + "/" + name + ".html";
		final String tag = Files.exists(out.resolve(page)) ? "a" : "span";
		return "<" + tag + (tag.equals("a") ? " href=\"" + Html.escape(page) + "\"" : "") + " title=\"" + Html.escape(study.get("report").getAsString()) +
			"\"><img loading=\"lazy\" src=\"" + Html.escape(THUMBNAILS + "/" + name + ".jpg") + "\" alt=\"\">" + Html.escape(id(study)) + "</" + tag + ">\n";
	}

	private static void put(final FileChannel channel, final String html) {
		try {
			AtomicFile.writeFully(channel, ByteBuffer.wrap(html.getBytes(StandardCharsets.UTF_8)));
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e); // AtomicFile tells the user
		}
	}
}
