package io.github.trrg.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentencesTest {

	@ParameterizedTest
	@CsvSource(delimiter = '=', textBlock = """
		The lungs are clear. No effusion.         = The lungs are clear.|No effusion.
		Opacity at the apex.There is a nodule.    = Opacity at the apex.|There is a nodule.
		No effusion.the lungs are clear           = No effusion.|the lungs are clear
		A history of T.B.was known                 = A history of T.B.was known
		A 2.5 cm nodule. Heart normal.            = A 2.5 cm nodule.|Heart normal.
		Discussed with Dr. Smith. Done.           = Discussed with Dr. Smith.|Done.
		1. Emphysema. 2. No effusion.             = 1. Emphysema.|2. No effusion.
		Clear lungs.. Normal heart.               = Clear lungs..|Normal heart.
		Lower lobes . no edema                    = Lower lobes .|no edema
		Fracture of T6. The rest is intact.       = Fracture of T6.|The rest is intact.
		Is it an effusion? Yes!                   = Is it an effusion?|Yes!
		Line one\\n\\nLine two                    = Line one|Line two
		wrapped\\nline. Next.                     = wrapped\\nline.|Next.
		e.g. a nodule, i.e. a mass.               = e.g. a nodule, i.e. a mass.
		No sentence end                           = No sentence end
		""")
	void splitsRadiologyText(final String text, final String sentences) {
		assertEquals(List.of(unescape(sentences).split("\\|")), Sentences.split(unescape(text)));
	}

	@ParameterizedTest
	@CsvSource({ "''", "' '", "'. .. !'" })
	void findsNoneInBlankText(final String text) {
		assertEquals(List.of(), Sentences.split(text));
	}

	private static String unescape(final String text) {
		return text.replace("\\\\n", "\n").replace("\\n", "\n");
	}
}
