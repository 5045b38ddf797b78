package io.github.trrg.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** What was measured, and where. */
public final class BenchResult {

	private final JsonObject machine;
	private final String shape;
	private final boolean complete;
	private final Map<Integer, Double> bandwidths;
	private final List<BenchRow> rows;
	private final List<String> problems;

	/**
	 * @param machine what the numbers depend on
	 * @param complete whether all was tried; else it was canceled
	 * @param bandwidths bytes per second by number of threads
	 */
	BenchResult(final JsonObject machine, final String shape, final boolean complete, final Map<Integer, Double> bandwidths, final List<BenchRow> rows,
		final List<String> problems) {
		this.machine = machine;
		this.shape = shape;
		this.complete = complete;
		this.bandwidths = bandwidths;
		this.rows = List.copyOf(rows);
		this.problems = List.copyOf(problems);
	}

	/** Whether all was tried, and nothing failed. */
	public boolean isWhole() {
		return complete && problems.isEmpty();
	}

	/** What could not be measured, and why. */
	public List<String> problems() {
		return problems;
	}

	public JsonObject json() {
		final JsonObject json = new JsonObject();
		json.add("machine", machine);
		json.addProperty("shape", shape);
		json.addProperty("complete", complete);
		final JsonObject speeds = new JsonObject();
		bandwidths.forEach((threads, bytes) -> speeds.addProperty(threads.toString(), bytes / 1e9));
		json.add("read_gb_per_second", speeds);
		final JsonArray all = new JsonArray();
		rows.forEach(row -> all.add(row.json()));
		json.add("rows", all);
		json.add("problems", new Gson().toJsonTree(problems));
		return json;
	}

	/** A line per row, with median and ratio of each peer. */
	public String csv() {
		final Set<String> peers = peers();
		final StringBuilder text = new StringBuilder();
		try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.DEFAULT)) {
			for (final String title : List.of("what", "precision", "threads", "unit", "per_second", "bandwidth_share"))
				csv.print(title);
			for (final String peer : peers) {
				csv.print(peer);
				csv.print("ratio to " + peer);
			}
			csv.println();
			for (final BenchRow row : rows) {
				for (final Object value : List.of(row.what(), row.precision(), row.threads(), row.unit(), row.median(), Double.isNaN(row.bandwidthShare()) ? "" : row
					.bandwidthShare()))
					csv.print(value);
				for (final String peer : peers) {
					csv.print(row.peers().containsKey(peer) ? BenchRow.median(row.peers().get(peer)) : "");
					csv.print(row.peers().containsKey(peer) ? row.ratio(peer) : "");
				}
				csv.println();
			}
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		return text.toString();
	}

	/** A table for people, in Markdown. */
	public String table() {
		final Set<String> peers = peers();
		final StringBuilder text = new StringBuilder();
		bandwidths.forEach((threads, bytes) -> text.append(String.format(Locale.ROOT, "Memory is read at %.1f GB/s with threads: %d%n", bytes / 1e9, threads)));
		text.append("\n| Shape ").append(shape).append(" | Precision | Threads | Per second | Share of the bandwidth |");
		peers.forEach(peer -> text.append(' ').append(peer).append(" | Ratio |"));
		text.append("\n|").append("---|".repeat(5 + 2 * peers.size())).append('\n');
		for (final BenchRow row : rows) {
			text.append(String.format(Locale.ROOT, "| %s | %s | %d | %.2f %s | %s |", row.what(), row.precision(), row.threads(), row.median(), row.unit(),
				Double.isNaN(row.bandwidthShare()) ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * row.bandwidthShare())));
			for (final String peer : peers)
				text.append(row.peers().containsKey(peer) ? String.format(Locale.ROOT, " %.2f | %.2f |", BenchRow.median(row.peers().get(peer)), row.ratio(peer)) : " | |");
			text.append('\n');
		}
		return text.append(complete ? "" : "\nThis is not complete: it was canceled.\n").toString();
	}

	private Set<String> peers() {
		final Set<String> names = new LinkedHashSet<>();
		rows.forEach(row -> names.addAll(row.peers().keySet()));
		return names;
	}
}
