package io.github.trrg.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.trrg.Perceived;
import io.github.trrg.Trrg;
import io.github.trrg.common.Progress;
import io.github.trrg.decode.GenerationSettings;
import io.github.trrg.decode.TokenListener;
import io.github.trrg.evaluate.ClinicalEfficacy;
import io.github.trrg.evaluate.TextMetrics;
import io.github.trrg.model.TrrgModel;
import io.github.trrg.report.Finding;
import io.github.trrg.report.FindingLabeler;
import io.github.trrg.report.Label;
import io.github.trrg.report.ReportCleaning;
import io.github.trrg.study.GreyImageReader;
import io.github.trrg.study.Study;
import io.github.trrg.study.View;

/** How good the reports of held-out studies are: a mix of clinical truth and likeness of text. */
final class ReportValidation {

	private static final int STUDIES = 150;
	private static final int BATCH = 8;

	private final TrrgModel model;
	private final List<TrainingStudy> studies;
	private final GenerationSettings settings;

	ReportValidation(final TrrgModel model, final List<TrainingStudy> heldOut, final GenerationSettings settings) {
		this.model = model;
		this.settings = settings;
		studies = heldOut.stream().filter(study -> !study.target().isBlank()).limit(STUDIES).toList();
	}

	/** By clinical micro-F1 over 13 findings plus ROUGE-L. */
	HeldOutScores score(final Progress progress) {
		if (studies.isEmpty()) return new HeldOutScores(0, Map.of(), List.of());
		final FindingLabeler labeler = new FindingLabeler();
		final List<String> written = new ArrayList<>();
		try (Trrg trrg = Trrg.of(model)) {
			for (int from = 0; from < studies.size(); from += BATCH) {
				progress.checkCanceled();
				final List<Perceived> batch = studies.subList(from, Math.min(studies.size(), from + BATCH)).stream().map(study -> trrg.perceive(study(study))).toList();
				trrg.generate(batch, settings, TokenListener.NONE, Progress.NONE).forEach(report -> written.add(report.text()));
			}
		}
		final List<Map<Finding, Label>> said = written.stream().map(labeler::label).toList();
		final double f1 = new ClinicalEfficacy(said, studies.stream().map(study -> TrainingStudy.findings(study.labels())).toList()).scores().get("micro13").f1();
		final Map<String, Double> text = new TextMetrics(written.stream().map(ReportCleaning.R2GEN_IU::clean).toList(),
			studies.stream().map(study -> List.of(ReportCleaning.R2GEN_IU.clean(study.target()))).toList()).scores();
		final double rougeL = text.get("ROUGE_L");
		final Map<String, Double> named = new LinkedHashMap<>();
		named.put(HeldOutScores.F1, f1);
		named.put(HeldOutScores.BLEU, text.get("BLEU_4"));
		named.put(HeldOutScores.ROUGE, rougeL);
		named.put(HeldOutScores.CIDER, text.get("CIDEr"));
		progress.update(-1, String.format(Locale.ROOT, "held-out studies: clinical micro-F1 %.3f, ROUGE-L %.3f, %d distinct of %d; for example: %s", f1, rougeL,
			written.stream().distinct().count(), written.size(), written.get(0)));
		final List<HeldOutScores.Written> reports = new ArrayList<>();
		for (int i = 0; i < written.size(); i++)
			reports.add(new HeldOutScores.Written(studies.get(i).id(), studies.get(i).target(), written.get(i)));
		return new HeldOutScores(f1 + rougeL, named, reports);
	}

	private static Study study(final TrainingStudy study) {
		final List<View> views = new ArrayList<>();
		study.images().stream().limit(2).forEach(file -> views.add(GreyImageReader.read(file)));
		return new Study(study.id(), views, study.indication());
	}
}
