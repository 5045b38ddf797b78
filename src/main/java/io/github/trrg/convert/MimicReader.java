package io.github.trrg.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Annotation;
import io.github.trrg.dicom.DicomTags;
import io.github.trrg.study.View;

/**
 * MIMIC-CXR: a tree {@code files/p10/p10000032/s50414267/} of images, JPEG or DICOM, a tree of the same form with reports
 * {@code s50414267.txt}, and tables.
 */
final class MimicReader implements SourceForm.Reader {

	static final String FILES = "files";

	private static final String GROUP = "p\\d\\d", PATIENT = "p\\d{3,}", STUDY = "s\\d+", REPORT = "s\\d+\\.txt";
	/** Of an image that lies there twice the first is taken. */
	private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", ".dcm");

	private final Path root;
	private final List<Path> reportRoots;
	private final MimicTables tables;

	MimicReader(final ConversionSettings settings) {
		root = settings.images();
		if (Tree.list(root).stream().noneMatch(folder -> isNamed(folder, GROUP))) throw new TrrgException(root +
			" has no folders files/p10 … files/p19. Name the folder of MIMIC-CXR or MIMIC-CXR-JPG, or with --images that of the images.");
		reportRoots = Stream.of("", FILES, "mimic-cxr-reports", "mimic-cxr-reports/files").map(settings.reports()::resolve).filter(folder -> Tree.list(folder)
			.stream().anyMatch(each -> isNamed(each, GROUP))).toList();
		tables = new MimicTables(settings);
	}

	@Override
	public void read(final Intake intake) {
		final Set<String> groups = new TreeSet<>();
		Stream.concat(Stream.of(root), reportRoots.stream()).forEach(folder -> addNames(folder, GROUP, groups));
		for (final String group : groups) {
			final Set<String> patients = new TreeSet<>();
			Stream.concat(Stream.of(root), reportRoots.stream()).forEach(folder -> addNames(folder.resolve(group), PATIENT, patients));
			patients.forEach(patient -> readPatient(group + "/" + patient, intake));
		}
		tables.left().forEach((id, study) -> study.images().forEach(image -> intake.skipImage("p" + study.patient() + "/s" + id + "/" + image.id(), null, id,
			Reason.MISSING_IMAGE, "There is neither an image nor a report of the study.")));
	}

	private void readPatient(final String patient, final Intake intake) {
		final Set<String> studies = new TreeSet<>();
		addNames(root.resolve(patient), STUDY, studies);
		reportRoots.forEach(folder -> addNames(folder.resolve(patient), REPORT, studies));
		for (final String study : studies)
			intake.study(patient + "/" + study, study.substring(1), () -> study(patient, study, intake));
	}

	private SourceStudy study(final String patient, final String name, final Intake intake) {
		final String id = name.substring(1);
		final MimicTables.Study listed = tables.take(id);
		if (listed == null) throw new Skipped(Reason.NOT_IN_SPLIT, "The table of splits has no study " + id + ".");
		final List<SourceStudy.Image> images = images(root.resolve(patient).resolve(name), id, listed, intake);
		final ReportSections report = ReportSections.parse(report(patient, name));
		final byte[] labels = tables.labels(id);
		return new SourceStudy(new Annotation(id, listed.patient(), listed.split(), report.findings(), report.impression(), report.indication(), labels == null
			? Map.of() : ChexpertLabels.unpack(labels), ""), report.comparison(), images);
	}

	private List<SourceStudy.Image> images(final Path folder, final String study, final MimicTables.Study listed, final Intake intake) {
		final List<SourceStudy.Image> images = new ArrayList<>();
		final Set<String> there = new HashSet<>();
		final List<Path> files = Tree.list(folder);
		for (final String ending : ENDINGS)
			for (final Path file : files) {
				final String name = file.getFileName().toString();
				if (!name.endsWith(ending)) continue;
				final String image = name.substring(0, name.length() - ending.length());
				final View.Position view = listed.view(image);
				if (view == null) intake.skipImage(folder.resolve(name).toString(), file, study, Reason.NOT_IN_SPLIT, "The table of splits has no image " + image + ".");
				else if (there.add(image)) images.add(new SourceStudy.Image(name, file, view == View.Position.UNKNOWN && ending.equals(".dcm") ? view(file) : view));
			}
		listed.images().stream().filter(image -> !there.contains(image.id())).forEach(image -> images.add(new SourceStudy.Image(study + "/" + image.id(), null, image
			.view())));
		return images;
	}

	private static View.Position view(final Path dicom) {
		return View.Position.of(DicomTags.read(dicom).flatMap(tags -> tags.value(DicomTags.Tag.VIEW_POSITION)).orElse(""));
	}

	private String report(final String patient, final String study) {
		for (final Path folder : reportRoots) {
			final Path file = folder.resolve(patient).resolve(study + ".txt");
			if (Files.isRegularFile(file)) try {
				return Files.readString(file);
			}
			catch (final IOException e) {
				throw new Skipped(Reason.UNREADABLE_REPORT, "Cannot read " + file + ": " + e + ".");
			}
		}
		throw new Skipped(Reason.MISSING_REPORT, "There is no " + patient + "/" + study + ".txt in " + (reportRoots.isEmpty() ? "the source" : reportRoots.get(0)) +
			". Reports come with MIMIC-CXR; name their folder with --reports.");
	}

	/** Adds the names without endings of what lies in a folder. */
	private static void addNames(final Path folder, final String pattern, final Set<String> names) {
		Tree.list(folder).stream().filter(each -> isNamed(each, pattern)).forEach(each -> names.add(each.getFileName().toString().replaceFirst("\\.txt$", "")));
	}

	private static boolean isNamed(final Path path, final String pattern) {
		return path.getFileName().toString().matches(pattern);
	}
}
