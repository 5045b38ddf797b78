package io.github.trrg.ui;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.trrg.ij.RegionAnswer;

/** The answer about a region in words. */
final class RegionText {

	/** Smaller differences are not worth a word. */
	private static final double WORTH_TELLING = 0.05;
	private static final int MOST = 3;

	private RegionText() {}

	/** The description, then what is more and what is less probable there than in the whole image: "no finding" too, it tells as much. */
	static String of(final RegionAnswer answer) {
		return answer.description() + differing(answer, 1, "region.more") + differing(answer, -1, "region.less");
	}

	private static String differing(final RegionAnswer answer, final int sign, final String key) {
		final List<Integer> differing = IntStream.range(0, answer.whole().size()).boxed().filter(k -> sign * answer.difference(k) >= WORTH_TELLING).sorted(Comparator
			.comparingDouble(k -> -sign * answer.difference(k))).limit(MOST).toList();
		if (differing.isEmpty()) return "";
		return "\n\n" + Texts.get(key, differing.stream().map(k -> Texts.get("region.one", answer.whole().get(k).disease().name(), answer.report().clues().get(k)
			.probability(), answer.whole().get(k).probability())).collect(Collectors.joining(", ")));
	}
}
