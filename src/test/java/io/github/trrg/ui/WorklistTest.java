package io.github.trrg.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class WorklistTest {

	private final Candidate a = candidate("a"), b = candidate("b"), c = candidate("c"), d = candidate("d");
	private final Worklist list = new Worklist(List.of(a, b, c, d));

	private static Candidate candidate(final String name) {
		return new Candidate(name, name, name, null, List.of());
	}

	private String order() {
		return String.join("", list.entries().stream().map(entry -> entry.candidate().name()).toList());
	}

	private String next() {
		final Optional<Candidate> next = list.next();
		next.ifPresent(list::visit);
		return next.map(Candidate::name).orElse("none");
	}

	@Test
	void theLeastCertainComesFirst() {
		list.setUncertainty(b, 0.2);
		list.setUncertainty(d, 0.9);
		assertEquals("dbac", order());
		list.setMark(d, Worklist.Mark.ADDED);
		list.setTrouble(a, "damaged");
		assertEquals("bcda", order());
		list.setLeastCertainFirst(false);
		assertEquals("abcd", order());
	}

	@Test
	void nextLeavesOutWhatIsDoneOrUnreadable() {
		list.setUncertainty(c, 0.5);
		list.setTrouble(b, "damaged");
		list.visit(a);
		list.setMark(a, Worklist.Mark.ADDED);
		assertEquals("c", next());
		assertEquals("d", next());
		assertEquals("c", next(), "seen, but still to do");
		list.setMark(c, Worklist.Mark.ADDED);
		list.setMark(d, Worklist.Mark.ADDED);
		assertEquals("d", next(), "where one came from");
		assertEquals("none", next());
	}

	@Test
	void backAndForthIsTheWayOneCame() {
		list.visit(a);
		list.visit(c);
		list.visit(b);
		assertEquals(Optional.of(c), list.previous());
		list.visit(c);
		assertEquals(Optional.of(a), list.previous());
		assertEquals("b", next());
		assertEquals("d", next());
	}

	@Test
	void byNameNextIsTheFollowingOne() {
		list.setLeastCertainFirst(false);
		list.visit(c);
		list.setMark(c, Worklist.Mark.ADDED);
		assertEquals("dab", Stream.generate(this::next).limit(3).reduce("", String::concat));
	}
}
