package io.github.trrg.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.IJ;
import ij.Macro;
import io.github.trrg.common.MacroOptions;

/** What ImageJ reads of the options. */
class MacroLineTest {

	@Test
	void isWhatAMacroRuns() {
		assertEquals("run(\"Ask About Region...\", \"views=false image=[left lung]\");", new MacroLine("Ask About Region...").with("views", false).with("image",
			"left lung").with("model", " ").toString());
	}

	@Test
	void textsSurvive() {
		final MacroLine line = new MacroLine("Generate Report...").with("on", "edema").with("indication", "Pain [left],\n\"sharp\" 5\\10");
		assertEquals("Pain [left], \"sharp\" 5\\10", Macro.getValue(line.options(), "indication", null));
		assertEquals("edema", Macro.getValue(line.options(), "on", null));
		assertEquals("run(\"Generate Report...\", \"on=edema indication=[Pain [left], \\\"sharp\\\" 5\\\\10]\");", line.toString());
		// An open bracket and an apostrophe: no way to write them.
		assertEquals("Mum's (pain", Macro.getValue(new MacroLine("Generate Report...").with("indication", "Mum's [pain").options(), "indication", null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "plain.tif", "two words", "a [b] c", "a] b", "a [b", "[a]", "]", "'quoted' name", "Zoë's chest", "x model=y folder=z", "C:\\data\\new \"one\"" })
	void namesSurviveInAMacro(final String name) {
		final MacroOptions options = new MacroOptions().with("html", "true").with("folder", name).with("output", name + " again").with("model", "tiny");
		assertTrue(options.canBeWritten());
		final String macro = options.run("X").replaceFirst("^run\\(\"X\", (.*)\\);$", "return $1;".replace("\\", "\\\\"));
		final String read = IJ.runMacro(macro);
		assertEquals(List.of("true", name, name + " again", "tiny"), List.of("html", "folder", "output", "model").stream().map(key -> Macro.getValue(read, key, null)).toList());
	}

	/** Any names made of what is difficult: ImageJ reads all that are said to be writable. */
	@Test
	void whatCanBeWrittenIsReadBack() {
		final List<String> pieces = List.of("[", "]", "'", " ", "=", "a", "on=", "off=", "image=", "é");
		final Random random = new Random(4);
		int writable = 0;
		for (int round = 0; round < 5000; round++) {
			final Map<String, String> values = new LinkedHashMap<>();
			for (final String key : List.of("image", "on", "off")) {
				final StringBuilder value = new StringBuilder();
				for (int i = random.nextInt(6); i > 0; i--)
					value.append(pieces.get(random.nextInt(pieces.size())));
				values.put(key, value.toString());
			}
			final MacroOptions options = new MacroOptions();
			values.forEach(options::with);
			if (!options.canBeWritten()) continue;
			writable++;
			values.forEach((key, value) -> assertEquals(value, Macro.getValue(options.toString(), key, null), options::toString));
		}
		assertTrue(writable > 3000, writable + " of 5000");
		assertFalse(new MacroOptions().with("on", "Mum's [x").canBeWritten());
		assertFalse(new MacroOptions().with("on", "x off=").with("off", "x on=").canBeWritten());
	}
}
