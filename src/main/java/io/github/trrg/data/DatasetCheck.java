package io.github.trrg.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonElement;

import io.github.trrg.clue.Disease;
import io.github.trrg.common.Progress;
import io.github.trrg.common.Sha256;
import io.github.trrg.common.TrrgException;
import io.github.trrg.report.Finding;
import io.github.trrg.report.FindingLabeler;
import io.github.trrg.report.Label;
import io.github.trrg.report.Mention;
import io.github.trrg.study.GreyImageReader;
import io.github.trrg.study.View;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Looks for everything that is wrong with a data set, and changes nothing. */
public final class DatasetCheck {

	/** An image of a study. */
	private record Shot(StudyItem study, Path image) {}

	private final Path folder;
	private final AnnotationFile annotations;
	private final Map<String, Map<Finding, Label>> reference;
	private final FindingLabeler labeler = new FindingLabeler();
	private final List<Problem> problems = new ArrayList<>();
	private final List<StudyItem> studies = new ArrayList<>();

	private DatasetCheck(final Path folder) {
		this.folder = folder;
		annotations = AnnotationFile.read(folder);
		reference = ReferenceLabels.read(folder.resolve(Dataset.LABELS));
	}

	/** @throws TrrgException if the folder is no data set, or its annotation file is no JSON object of lists */
	public static CheckedDataset of(final Path folder, final Progress progress) {
		final Path absolute = folder.toAbsolutePath().normalize();
		Dataset.checkVersion(absolute);
		if (!Files.isRegularFile(absolute.resolve(Dataset.ANNOTATION))) throw new TrrgException(folder + " is no data set: it holds no " + Dataset.ANNOTATION +
			". Choose a folder in R2Gen form.");
		return new DatasetCheck(absolute).run(progress);
	}

	private CheckedDataset run(final Progress progress) {
		readItems();
		checkFiles(progress);
		checkPatients();
		final Map<StudyItem, Map<String, Label>> labels = new LinkedHashMap<>();
		for (final StudyItem study : studies) {
			compareWithReport(study);
			labels.put(study, labels(study));
		}
		findUnused();
		return new CheckedDataset(folder, List.copyOf(annotations.splits()), labels, List.copyOf(problems));
	}

	private void report(final Problem.Kind kind, final StudyItem study, final String message) {
		problems.add(new Problem(kind, study.id(), study.split(), message));
	}

	private void readItems() {
		final Map<String, String> splitOf = new HashMap<>();
		for (final String split : annotations.splits()) {
			int number = 0;
			for (final JsonElement item : annotations.items(split))
				try {
					final StudyItem study = new ItemReader(folder, split, ++number, item).read();
					final String other = splitOf.putIfAbsent(study.id(), split);
					if (other == null) studies.add(study);
					else report(Problem.Kind.DUPLICATE_ID, study, "The id is also that of a study in split \"" + other + "\". Give every study its own.");
				}
				catch (final TrrgException e) {
					problems.add(new Problem(Problem.Kind.BAD_ITEM, "", split, e.getMessage()));
				}
		}
	}

	private void checkFiles(final Progress progress) {
		final Map<String, Shot> seen = new HashMap<>();
		for (int i = 0; i < studies.size(); i++) {
			final StudyItem study = studies.get(i);
			progress.checkCanceled();
			progress.update((double) i / studies.size(), "Checking study " + (i + 1) + " of " + studies.size());
			for (final Path image : study.images()) {
				if (isMissing(study, image)) continue;
				try {
					final Shot other = seen.putIfAbsent(digest(GreyImageReader.read(image)), new Shot(study, image));
					if (other != null) reportSamePixels(study, image, other.study, other.image);
				}
				catch (final TrrgException e) {
					report(Problem.Kind.UNREADABLE_IMAGE, study, e.getMessage());
				}
			}
			study.regions().forEach(region -> isMissing(study, region.file()));
		}
	}

	private boolean isMissing(final StudyItem study, final Path file) {
		if (Files.isRegularFile(file)) return false;
		report(Problem.Kind.MISSING_FILE, study, "There is no " + folder.relativize(file) + ".");
		return true;
	}

	private void reportSamePixels(final StudyItem study, final Path image, final StudyItem other, final Path same) {
		report(Problem.Kind.DUPLICATE_PIXELS, study, folder.relativize(image) + " has the same pixels as " + folder.relativize(same) + " of study " + other.id() +
			".");
		if (!study.split().equals(other.split())) report(Problem.Kind.PATIENT_LEAKAGE, study, folder.relativize(image) + " is also in split \"" + other.split() +
			"\", in study " + other.id() + ".");
	}

	/** Of size and grey values, whatever the kind of file. */
	private static String digest(final View view) {
		final MessageDigest digest = Sha256.digest();
		final ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * view.width());
		digest.update(bytes.putInt(0, view.width()).array(), 0, Integer.BYTES);
		for (final FloatType value : Views.flatIterable(view.pixels())) {
			bytes.putFloat(value.get());
			if (bytes.hasRemaining()) continue;
			digest.update(bytes.flip());
			bytes.clear();
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	private void checkPatients() {
		final Map<String, Set<String>> splits = new LinkedHashMap<>();
		studies.stream().filter(study -> !study.patient().isEmpty()).forEach(study -> splits.computeIfAbsent(study.patient(), key -> new TreeSet<>())
			.add(study.split()));
		splits.forEach((patient, in) -> {
			if (in.size() > 1) problems.add(new Problem(Problem.Kind.PATIENT_LEAKAGE, "", "", "Patient " + patient + " has studies in the splits " +
				String.join(", ", in) + "."));
		});
	}

	/** Every disease with a label, and every finding that the report speaks of. Nothing to compare where there are no labels or no report. */
	private void compareWithReport(final StudyItem study) {
		final String text = (study.report() + "\n" + study.impression()).strip();
		if (text.isEmpty() || study.labels().isEmpty()) return;
		final Set<String> diseases = new LinkedHashSet<>(study.labels().keySet());
		labeler.label(text).forEach((finding, label) -> {
			if (finding != Finding.NO_FINDING && label != Label.BLANK) diseases.add(finding.diseaseName());
		});
		for (final String disease : diseases) {
			final Label label = study.labels().getOrDefault(disease, Label.BLANK);
			final Mention mention = Mention.of(new Disease(disease, List.of(), List.of(), 0.5, false), text);
			if (!mention.agrees(label)) report(Problem.Kind.DISAGREEMENT, study, "\"" + disease + "\" is labeled " + label.word() + ", and the report " + (mention ==
				Mention.NO ? "does not speak of it." : "says " + mention.word() + "."));
		}
	}

	/** The annotator's labels, else the reference ones, else what the report says. */
	private Map<String, Label> labels(final StudyItem study) {
		if (!study.labels().isEmpty()) return study.labels();
		final Map<Finding, Label> found = reference.containsKey(study.id()) ? reference.get(study.id()) : labeler.label(study.report());
		return found.entrySet().stream().collect(Collectors.toMap(entry -> entry.getKey().diseaseName(), Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
	}

	private void findUnused() {
		final Set<Path> used = new HashSet<>(annotations.files());
		final List<Path> unused = new ArrayList<>();
		for (final String kind : List.of(Dataset.IMAGES, Dataset.ROIS)) {
			if (!Files.isDirectory(folder.resolve(kind))) continue;
			try (Stream<Path> files = Files.walk(folder.resolve(kind))) {
				files.filter(file -> Files.isRegularFile(file) && !used.contains(file)).sorted().forEach(unused::add);
			}
			catch (final IOException | UncheckedIOException e) {
				throw new TrrgException("Cannot read " + folder.resolve(kind) + ": " + e.getMessage() + ". Check that its drive is there and readable.", e);
			}
		}
		if (!unused.isEmpty()) problems.add(new Problem(Problem.Kind.UNUSED_FILES, "", "", unused.size() + " file(s) belong to no study, the first is " + folder
			.relativize(unused.get(0)) + "."));
	}
}
