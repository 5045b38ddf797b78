package io.github.trrg.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import ij.Macro;

class MacroLineTest {

	@Test
	void isWhatAMacroRuns() {
		assertEquals("run(\"Ask About Region...\", \"views=false image=[left lung]\");", new MacroLine("Ask About Region...").with("views", false).with("image",
			"left lung").with("model", " ").toString());
	}

	@Test
	void textsSurvive() {
		final MacroLine line = new MacroLine("Generate Report...").with("on", "edema").with("indication", "Pain [left],\n\"sharp\" 5\\10");
		assertEquals("Pain (left), \"sharp\" 5\\10", Macro.getValue(line.options(), "indication", null));
		assertEquals("edema", Macro.getValue(line.options(), "on", null));
		assertEquals("run(\"Generate Report...\", \"on=edema indication=[Pain (left), \\\"sharp\\\" 5\\\\10]\");", line.toString());
	}
}
