package io.github.trrg.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.google.gson.JsonObject;

import io.github.trrg.Trrg;
import io.github.trrg.common.Progress;
import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.StudyItem;
import io.github.trrg.decode.Likelihood;
import io.github.trrg.report.ReportCleaning;

/** A few scores of what a model writes, and how probable it finds what radiologists wrote: enough to see what rounding its weights costs. */
public final class WritingScores {

	private WritingScores() {}

	/**
	 * @param most studies of the split to read, from its beginning
	 * @return perplexity of the reference reports, BLEU_4, ROUGE_L, CIDEr, and clinical micro-F1 over 13 findings, by name
	 * @throws TrrgException if the split has no report
	 */
	public static Map<String, Double> of(final Trrg trrg, final Dataset dataset, final String split, final int most, final Progress progress) {
		final List<StudyItem> studies = dataset.split(split).stream().filter(study -> !study.report().isBlank()).limit(most).toList();
		if (studies.isEmpty()) throw new TrrgException("The split \"" + split + "\" of " + dataset.folder() +
			" has no report to compare with. Choose another split.");
		Likelihood likelihood = new Likelihood(0, 0);
		for (int i = 0; i < studies.size(); i++) {
			progress.checkCanceled();
			progress.update((double) i / studies.size(), String.format(Locale.ROOT, "%s, reading references: %d of %d", trrg.model().name(), i, studies.size()));
			likelihood = likelihood.plus(trrg.likelihood(trrg.perceive(ModelReader.study(studies.get(i))), studies.get(i).report()));
		}
		final JsonObject metrics = Evaluator.score(dataset, split, ReportCleaning.R2GEN_IU, ModelReader.read(trrg, studies, progress)).metrics();
		final Map<String, Double> scores = new LinkedHashMap<>();
		scores.put("perplexity", likelihood.perplexity());
		for (final String text : List.of("BLEU_4", "ROUGE_L", "CIDEr"))
			scores.put(text, metrics.getAsJsonObject("text").get(text).getAsDouble());
		scores.put("micro13 F1", metrics.getAsJsonObject("clinical").getAsJsonObject("micro13").get("f1").getAsDouble());
		return scores;
	}
}
