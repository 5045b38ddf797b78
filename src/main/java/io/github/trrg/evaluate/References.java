package io.github.trrg.evaluate;

import java.util.List;
import java.util.Map;

import io.github.trrg.data.Dataset;
import io.github.trrg.data.StudyItem;
import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;
import io.github.trrg.report.ReportCleaning;

/**
 * What the reports of some studies are compared with.
 *
 * @param studies in the order in which reports are given
 * @param texts cleaned
 * @param labels of the texts as they stand
 * @param cleaning applied to both sides before texts are compared
 * @param words of METEOR
 */
record References(List<StudyItem> studies, List<String> texts, List<Map<Finding, Label>> labels, ReportCleaning cleaning, MeteorWords words) {

	static References of(final Dataset dataset, final List<StudyItem> studies, final ReportCleaning cleaning) {
		return new References(studies, studies.stream().map(study -> cleaning.clean(study.report())).toList(), studies.stream().map(dataset::labels).toList(),
			cleaning, new MeteorWords());
	}

	/** @param places of the studies to keep, from 0, in their new order */
	References only(final List<Integer> places) {
		return new References(places.stream().map(studies::get).toList(), places.stream().map(texts::get).toList(), places.stream().map(labels::get).toList(),
			cleaning, words);
	}
}
