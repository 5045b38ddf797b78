package io.github.trrg.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import io.github.trrg.SharedData;

class ReportCleaningTest {

	@Test
	void cleansAsR2GenDoes() throws IOException {
		for (final JsonElement element : SharedData.json("golden/report_cleaning.json").getAsJsonArray("pairs")) {
			final JsonObject pair = element.getAsJsonObject();
			assertEquals(pair.get("clean").getAsString(), ReportCleaning.R2GEN_IU.clean(pair.get("raw").getAsString()), pair.get("id").getAsString());
		}
	}

	@Test
	void leavesR2GensVocabularyOfTheTrainingReports() throws IOException {
		final Map<String, Integer> counts = new HashMap<>();
		for (final JsonElement item : SharedData.json("iu-xray/annotation.json").getAsJsonArray("train"))
			for (final String word : ReportCleaning.R2GEN_IU.clean(item.getAsJsonObject().get("report").getAsString()).strip().split("\\s+"))
				counts.merge(word, 1, Integer::sum);
		final TreeSet<String> vocabulary = new TreeSet<>(List.of("<unk>"));
		counts.forEach((word, count) -> {
			if (count >= 3) vocabulary.add(word);
		});
		final List<String> expected = new ArrayList<>();
		SharedData.json("golden/report_cleaning.json").getAsJsonArray("vocab").forEach(word -> expected.add(word.getAsString()));
		assertEquals(expected, new ArrayList<>(vocabulary));
	}

	@Test
	void treatsListsRunsAndPunctuationAsWritten() {
		assertEquals("no effusion . heart normal . wires x-ray .", ReportCleaning.R2GEN_IU.clean("1. No effusion.. 2. Heart (normal). \"Wires\" x-ray"));
		assertEquals(" .", ReportCleaning.R2GEN_IU.clean(""));
		assertEquals(" .  .", ReportCleaning.R2GEN_IU.clean("... ;"), "empty sentences stay");
	}

	@Test
	void collapsesLinesAndRunsForMimic() {
		assertEquals("seen on  by dr . no edema .", ReportCleaning.R2GEN_MIMIC.clean("Seen  on\n____ by Dr.   No\nedema."));
		assertEquals("As it IS.", ReportCleaning.NONE.clean("As it IS."));
	}
}
