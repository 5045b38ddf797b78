package io.github.trrg.ui;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The studies there are, what became of each, and which comes next. */
final class Worklist {

	/** How far a study is. */
	enum Mark {
		NONE, DRAFT, ADDED
	}

	/**
	 * @param uncertainty 0 to 1; null while it is not known
	 * @param trouble why the study cannot be read; empty if it can
	 */
	record Entry(Candidate candidate, Double uncertainty, Mark mark, String trouble) {

		boolean isOpen() {
			return mark != Mark.ADDED && trouble.isEmpty();
		}
	}

	/** What is still to do, the least certain first; then what nobody knows yet; then the others, each as they came. */
	private static final Comparator<Entry> ORDER = Comparator.comparing((final Entry entry) -> !entry.isOpen()).thenComparing(Entry::uncertainty, Comparator.nullsLast(
		Comparator.reverseOrder()));

	private final Map<Candidate, Entry> entries = new LinkedHashMap<>();
	private final Set<Candidate> visited = new HashSet<>();
	/** As they were looked at; {@link #at} is the one now. */
	private final List<Candidate> trail = new ArrayList<>();
	private int at = -1;
	private boolean leastCertainFirst = true;

	Worklist(final List<Candidate> candidates) {
		candidates.forEach(candidate -> entries.put(candidate, new Entry(candidate, null, Mark.NONE, "")));
	}

	/** In the order in which they are offered. */
	List<Entry> entries() {
		final List<Entry> list = new ArrayList<>(entries.values());
		if (leastCertainFirst) list.sort(ORDER);
		return list;
	}

	/** The study that this slice is, or null. */
	Candidate ofSlice(final int slice) {
		return entries.keySet().stream().filter(candidate -> candidate.slices().equals(List.of(slice))).findFirst().orElse(null);
	}

	int size() {
		return entries.size();
	}

	long added() {
		return entries.values().stream().filter(entry -> entry.mark == Mark.ADDED).count();
	}

	Entry entry(final Candidate candidate) {
		return entries.get(candidate);
	}

	boolean isLeastCertainFirst() {
		return leastCertainFirst;
	}

	void setLeastCertainFirst(final boolean first) {
		leastCertainFirst = first;
	}

	void setUncertainty(final Candidate candidate, final double uncertainty) {
		update(candidate, entry -> new Entry(candidate, uncertainty, entry.mark, ""));
	}

	void setMark(final Candidate candidate, final Mark mark) {
		update(candidate, entry -> new Entry(candidate, entry.uncertainty, mark, entry.trouble));
	}

	void setTrouble(final Candidate candidate, final String trouble) {
		update(candidate, entry -> new Entry(candidate, entry.uncertainty, entry.mark, trouble));
	}

	private void update(final Candidate candidate, final UnaryOperator<Entry> change) {
		entries.computeIfPresent(candidate, (key, entry) -> change.apply(entry));
	}

	/** The first study whose uncertainty is still to be computed, but for the one looked at now. */
	Optional<Candidate> unknown() {
		return entries.values().stream().filter(entry -> entry.isOpen() && entry.uncertainty == null).map(Entry::candidate).filter(candidate -> at < 0 || !candidate
			.equals(trail.get(at))).findFirst();
	}

	/** Says which study is looked at now. */
	void visit(final Candidate candidate) {
		visited.add(candidate);
		if (at + 1 < trail.size() && trail.get(at + 1).equals(candidate)) at++;
		else if (at > 0 && trail.get(at - 1).equals(candidate)) at--;
		else if (at < 0 || !trail.get(at).equals(candidate)) {
			trail.subList(at + 1, trail.size()).clear();
			trail.add(candidate);
			at++;
		}
	}

	/** The study looked at before. */
	Optional<Candidate> previous() {
		return at > 0 ? Optional.of(trail.get(at - 1)) : Optional.empty();
	}

	/** After going back: where one came from. Else the first that is still to do and was not looked at yet; else the first that was but is still to do. */
	Optional<Candidate> next() {
		if (at + 1 < trail.size()) return Optional.of(trail.get(at + 1));
		final Candidate now = at < 0 ? null : trail.get(at);
		final List<Entry> list = entries();
		if (!leastCertainFirst) Collections.rotate(list, -1 - list.indexOf(entries.get(now)));
		final List<Candidate> open = list.stream().filter(Entry::isOpen).map(Entry::candidate).filter(candidate -> !candidate.equals(now)).toList();
		return open.stream().filter(candidate -> !visited.contains(candidate)).findFirst().or(() -> open.stream().findFirst());
	}
}
