package io.github.trrg.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Deals patients out to splits so that each split gets its share of the studies of every class: iterative stratification (Sechidis et al.,
 * ECML PKDD 2011), with patients in place of examples. The same studies give the same splits, in whatever order they come.
 */
final class SplitProposal {

	/** R2Gen's shares. */
	private static final Map<String, Double> SHARES = shares();
	/** The class that every study has. */
	private static final String ALL = "";

	/** A patient with the number of studies of each class. */
	private record Patient(String name, List<String> ids, Map<String, Integer> counts) {}

	private final List<Patient> waiting;
	private final Map<String, Map<String, Double>> wanted = new LinkedHashMap<>();
	private final Map<String, String> splitOf = new LinkedHashMap<>();

	private SplitProposal(final Collection<Patient> patients) {
		waiting = new ArrayList<>(patients);
		waiting.sort(Comparator.comparing((final Patient patient) -> -patient.ids.size()).thenComparing(patient -> patient.name.hashCode() * 0x9E3779B1)
			.thenComparing(Patient::name));
		final Map<String, Integer> totals = remaining();
		SHARES.forEach((split, share) -> {
			final Map<String, Double> wishes = new HashMap<>();
			totals.forEach((name, total) -> wishes.put(name, share * total));
			wanted.put(split, wishes);
		});
	}

	private static Map<String, Double> shares() {
		final Map<String, Double> shares = new LinkedHashMap<>();
		shares.put("train", 0.7);
		shares.put("val", 0.1);
		shares.put("test", 0.2);
		return shares;
	}

	/**
	 * @param classes what each study shows
	 * @return split by id; a study without a patient counts as a patient of its own
	 */
	static Map<String, String> of(final Map<StudyItem, ? extends Collection<String>> classes) {
		final Map<String, Patient> patients = new LinkedHashMap<>();
		classes.forEach((study, names) -> {
			// Ids and patients may be the same word: they are told apart by what stands before them.
			final String name = study.patient().isEmpty() ? "study " + study.id() : "patient " + study.patient();
			final Patient patient = patients.computeIfAbsent(name, key -> new Patient(key, new ArrayList<>(), new HashMap<>()));
			patient.ids.add(study.id());
			patient.counts.merge(ALL, 1, Integer::sum);
			names.forEach(label -> patient.counts.merge(label, 1, Integer::sum));
		});
		final SplitProposal proposal = new SplitProposal(patients.values());
		while (!proposal.waiting.isEmpty())
			proposal.dealOut(proposal.rarest());
		return proposal.splitOf;
	}

	private Map<String, Integer> remaining() {
		final Map<String, Integer> counts = new HashMap<>();
		waiting.forEach(patient -> patient.counts.forEach((name, count) -> counts.merge(name, count, Integer::sum)));
		return counts;
	}

	/** The class that the fewest of the waiting studies have: it is the hardest to share out later. */
	private String rarest() {
		return remaining().entrySet().stream().min(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
			.orElseThrow().getKey();
	}

	private void dealOut(final String name) {
		final List<Patient> dealt = waiting.stream().filter(patient -> patient.counts.containsKey(name)).toList();
		waiting.removeIf(patient -> patient.counts.containsKey(name));
		for (final Patient patient : dealt) {
			final String split = wanted.keySet().stream().max(Comparator.comparing((final String key) -> wanted.get(key).get(name))
				.thenComparing(key -> wanted.get(key).get(ALL))).orElseThrow();
			patient.counts.forEach((label, count) -> wanted.get(split).merge(label, (double) -count, Double::sum));
			patient.ids.forEach(id -> splitOf.put(id, split));
		}
	}
}
