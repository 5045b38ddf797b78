package io.github.trrg.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.trrg.common.TrrgException;
import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;

/**
 * What a check found.
 *
 * @param folder of the data set, absolute
 * @param splits in the file's order
 * @param labels of every usable study by disease name: the annotator's, else those of {@code labels.csv}, else what the report says
 * @param problems in the order they were found
 */
public record CheckedDataset(Path folder, List<String> splits, Map<StudyItem, Map<String, Label>> labels, List<Problem> problems) {

	/** In the order in which counts are shown. */
	public static final List<Label> LABELS = List.of(Label.POSITIVE, Label.NEGATIVE, Label.UNCERTAIN, Label.BLANK);

	public Set<StudyItem> studies() {
		return labels.keySet();
	}

	public boolean hasErrors() {
		return problems.stream().anyMatch(problem -> problem.kind().isError());
	}

	/** Studies that do not say whose they are. */
	public long withoutPatient() {
		return studies().stream().filter(study -> study.patient().isEmpty()).count();
	}

	/** Names of all diseases: the 14 findings, then others by name. */
	public List<String> diseases() {
		final Set<String> names = new LinkedHashSet<>(Stream.of(Finding.values()).map(Finding::diseaseName).toList());
		names.addAll(labels.values().stream().flatMap(map -> map.keySet().stream()).collect(Collectors.toCollection(TreeSet::new)));
		return new ArrayList<>(names);
	}

	/** How many studies of a split have this label of a disease. */
	public long count(final String split, final String disease, final Label label) {
		return labels.entrySet().stream().filter(entry -> entry.getKey().split().equals(split) && entry.getValue().getOrDefault(disease, Label.BLANK) == label)
			.count();
	}

	/** Proposes splits of 70, 10 and 20 % in which every disease is as frequent and no patient is in two. @return "train", "val" or "test" by id */
	public Map<String, String> proposal() {
		final Map<StudyItem, List<String>> classes = new LinkedHashMap<>();
		labels.forEach((study, of) -> classes.put(study, of.entrySet().stream().filter(entry -> entry.getValue() == Label.POSITIVE).map(Map.Entry::getKey).toList()));
		return SplitProposal.of(classes);
	}

	/**
	 * Writes the proposed splits as a new annotation file; the data set stays as it is.
	 *
	 * @throws TrrgException if ids are not unique, or the file exists or cannot be written
	 */
	public void writeProposal(final Path file) {
		problems.stream().filter(problem -> problem.kind() == Problem.Kind.BAD_ITEM || problem.kind() == Problem.Kind.DUPLICATE_ID).findFirst().ifPresent(problem -> {
			throw new TrrgException("No split was written, as the data set has unusable studies: " + problem.message());
		});
		DatasetWriter.writeSplits(folder, proposal(), file);
	}
}
