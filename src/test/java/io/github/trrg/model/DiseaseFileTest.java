package io.github.trrg.model;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.trrg.clue.Disease;

class DiseaseFileTest {

	private static final String NO_FINDING = "{'name':'no finding','positive':['normal chest'],'negative':['abnormal chest']}";

	@TempDir
	private Path folder;

	@Test
	void whatIsWrittenIsRead() {
		final List<Disease> diseases = List.of(new Disease("no finding", List.of("normal chest"), List.of("abnormal chest"), 0.25, true), new Disease("überblähung",
			List.of("hyperinflated lungs", "flat diaphragms"), List.of("<no> hyperinflation"), 1, false));
		DiseaseFile.write(folder.resolve("diseases.json"), diseases);
		assertEquals(diseases, DiseaseFile.read(folder.resolve("diseases.json")));
	}

	@Test
	void aDiseaseAddedByPromptAloneIsUncalibrated() throws IOException {
		final Disease added = read("{'diseases':[" + NO_FINDING + ",{'name':' Hiatal Hernia ','positive':['hiatal hernia'],'negative':['no hiatal hernia']}]}").get(1);
		assertEquals(new Disease("hiatal hernia", List.of("hiatal hernia"), List.of("no hiatal hernia"), 0.5, false), added);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { //
		"{'diseases':[{'positive':['a'],'negative':['b']}]}                                | 'diseases[1].name' is missing", //
		"{'diseases':[{'name':' ','positive':['a'],'negative':['b']}]}                     | 'diseases[1].name' is \" \", expected text", //
		"{'diseases':[{'name':'a,b','positive':['a'],'negative':['b']}]}                   | without a comma", //
		"{'diseases':[{'name':'a\\nb','positive':['a'],'negative':['b']}]}                 | on one line", //
		"{'diseases':[{'name':'No Finding','positive':['a'],'negative':['b']}]}            | expected every disease once", //
		"{'diseases':[{'name':'a','positive':[],'negative':['b']}]}                        | 'diseases[1].positive' is [], expected at least one prompt", //
		"{'diseases':[{'name':'a','positive':['a'],'negative':[7]}]}                       | 'diseases[1].negative' is [7], expected text", //
		"{'diseases':[{'name':'a','positive':['a'],'negative':'b'}]}                       | expected a list", //
		"{'diseases':[{'name':'a','positive':['a'],'negative':['b'],'threshold':1.1}]}     | 'diseases[1].threshold' is 1.1, expected a number from 0.0 to 1.0", //
		"{'diseases':[{'name':'a','positive':['a'],'negative':['b'],'threshold':'high'}]}  | 'diseases[1].threshold' is \"high\"", //
		"{'diseases':[{'name':'a','positive':['a'],'negative':['b'],'calibrated':'yes'}]}  | expected true or false", //
		"{'diseases':[7]}                                                                  | 'diseases[1]' is 7, expected a JSON object", //
	})
	void everyFieldIsChecked(final String json, final String message) {
		assertMessage(() -> read(json.replace("[{", "[" + NO_FINDING + ",{").replace("'diseases':[7]", "'diseases':[" + NO_FINDING + ",7]")),
			folder.resolve("diseases.json").toString(), message);
	}

	@Test
	void noFindingMustBeAmongThem() {
		assertMessage(() -> read("{'diseases':[{'name':'a','positive':['a'],'negative':['b']}]}"), "no disease \"no finding\"");
		assertMessage(() -> read("{'diseases':[]}"), "no disease \"no finding\"");
		assertMessage(() -> read("{}"), "'diseases' is missing");
	}

	/** Quotes are written as ' for readability. */
	private List<Disease> read(final String json) throws IOException {
		return DiseaseFile.read(Files.writeString(folder.resolve("diseases.json"), json.replace('\'', '"')));
	}
}
