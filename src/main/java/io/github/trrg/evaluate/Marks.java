package io.github.trrg.evaluate;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import io.github.trrg.common.TextFiles;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.StudyItem;
import io.github.trrg.report.Finding;
import io.github.trrg.report.FindingLabeler;
import io.github.trrg.report.Label;

/** Where diseases show, as people marked it: boxes of a CSV file and regions of the data set. What cannot be used is counted and named. */
final class Marks {

	/** One region of one disease on an image of a study. */
	record Mark(StudyItem study, int image, String disease, Region region, String source) {}

	/** Columns in the form of NIH's list of boxes ("Image Index, Finding Label, Bbox [x, y, w, h]") and under plain names. */
	private static final Map<String, Set<String>> COLUMNS = Map.of("file", Set.of("file", "image", "imageindex", "filename", "imagepath"), "disease",
		Set.of("disease", "findinglabel", "finding", "label"), "x", Set.of("x", "bboxx"), "y", Set.of("y"), "w", Set.of("w", "width"), "h", Set.of("h", "height"));

	private final List<StudyItem> studies;
	private final Set<String> diseases;
	private final List<Mark> marks = new ArrayList<>();
	private final List<String> problems = new ArrayList<>();

	/**
	 * @param studies whose images may be marked
	 * @param diseases that there are maps of
	 */
	Marks(final List<StudyItem> studies, final Set<String> diseases) {
		this.studies = studies;
		this.diseases = diseases;
	}

	List<Mark> marks() {
		return marks;
	}

	List<String> problems() {
		return problems;
	}

	/** Adds the regions of the data set. */
	void addRegions(final Region.Reader reader) {
		for (final StudyItem study : studies)
			for (final StudyItem.Region region : study.regions())
				try {
					final String source = "region " + region.file().getFileName() + " of study " + study.id();
					disease(region.disease(), source).ifPresent(disease -> marks.add(new Mark(study, region.image(), disease, reader.read(region.file()), source)));
				}
				catch (final TrrgException e) {
					problems.add(e.getMessage());
				}
	}

	/** @throws TrrgException if the file is no table of boxes */
	void addBoxes(final Path file) {
		try (Reader reader = TextFiles.reader(file); CSVParser rows = CSVParser.parse(reader, CSVFormat.DEFAULT)) {
			Map<String, Integer> columns = null;
			for (final CSVRecord row : rows)
				if (columns == null) columns = columns(row, file);
				else addBox(row, columns, file);
			if (columns == null) throw new TrrgException(file + " is empty. Expected columns file, disease, x, y, w, h.");
		}
		catch (final IOException | UncheckedIOException e) {
			throw new TrrgException("Cannot read boxes from " + file + ": " + e.getMessage() + ". Expected CSV with columns file, disease, x, y, w, h.", e);
		}
	}

	private static Map<String, Integer> columns(final CSVRecord header, final Path file) {
		final List<String> names = header.stream().map(name -> name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")).toList();
		final Map<String, Integer> columns = new TreeMap<>();
		COLUMNS.forEach((column, spellings) -> columns.put(column, IntStream.range(0, names.size()).filter(i -> spellings.contains(names.get(i))).findFirst()
			.orElseThrow(() -> new TrrgException(file + " has no column \"" + column + "\". Expected columns file, disease, x, y, w, h."))));
		return columns;
	}

	private void addBox(final CSVRecord row, final Map<String, Integer> columns, final Path file) {
		final String source = file.getFileName() + ", row " + row.getRecordNumber();
		try {
			final double[] box = List.of("x", "y", "w", "h").stream().mapToDouble(name -> Double.parseDouble(row.get(columns.get(name)))).toArray();
			if (!(box[2] > 0 && box[3] > 0) || !Double.isFinite(box[0] + box[1] + box[2] + box[3])) throw new NumberFormatException();
			final Optional<String> disease = disease(row.get(columns.get("disease")), source);
			if (disease.isPresent()) place(row.get(columns.get("file")), disease.get(), new Region.Box(box[0], box[1], box[2], box[3]), source);
		}
		catch (final IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
			problems.add(source + " is no box of file, disease, x, y, and w and h above 0.");
		}
	}

	private void place(final String name, final String disease, final Region box, final String source) {
		final List<Mark> found = new ArrayList<>();
		for (final StudyItem study : studies)
			for (int i = 0; i < study.images().size(); i++)
				if (study.images().get(i).endsWith(name.strip())) found.add(new Mark(study, i, disease, box, source));
		if (found.size() == 1) marks.addAll(found);
		else problems.add(source + ": " + (found.isEmpty() ? "no scored study has an image " : found.size() + " images are named ") + name + ".");
	}

	/** The model's disease of this name, or of the finding that the name means ("effusion", "infiltrate"). */
	private Optional<String> disease(final String name, final String source) {
		final String plain = name.strip().toLowerCase(Locale.ROOT);
		if (diseases.contains(plain)) return Optional.of(plain);
		final Map<Finding, Label> meant = new FindingLabeler().labelSentence(name);
		final Optional<String> finding = meant.keySet().stream().filter(key -> meant.get(key) == Label.POSITIVE && diseases.contains(key.diseaseName()))
			.map(Finding::diseaseName).findFirst();
		if (finding.isEmpty()) problems.add(source + ": there is no map of \"" + name + "\".");
		return finding;
	}
}
