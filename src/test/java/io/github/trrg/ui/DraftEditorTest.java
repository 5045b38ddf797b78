package io.github.trrg.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.trrg.data.Draft;
import io.github.trrg.data.Draft.Field;
import io.github.trrg.report.Label;

class DraftEditorTest {

	private final DraftEditor editor = new DraftEditor(Draft.of("s", Map.of()));

	private void type(final Field field, final String text) {
		final String before = editor.draft().text(field);
		for (int i = 1; i <= text.length(); i++)
			editor.text(field, before + text.substring(0, i));
	}

	private String report() {
		return editor.draft().text(Field.REPORT);
	}

	private String undone() {
		editor.undo();
		return report();
	}

	@Test
	void wordsAreSteps() {
		type(Field.REPORT, "No  edema seen.");
		assertEquals("No  edema ", undone());
		assertEquals("No  ", undone());
		assertEquals("", undone());
		assertFalse(editor.canUndo());
		editor.redo();
		editor.redo();
		assertEquals("No  edema ", report());
		type(Field.REPORT, "or");
		assertFalse(editor.canRedo());
	}

	@Test
	void deletingAndPastingAreStepsOfTheirOwn() {
		type(Field.REPORT, "edema");
		editor.text(Field.REPORT, "edem");
		editor.text(Field.REPORT, "ede");
		editor.text(Field.REPORT, "edema and effusion");
		type(Field.IMPRESSION, "x");
		assertEquals("edema and effusion", undone());
		assertEquals("ede", undone());
		assertEquals("edema", undone());
		assertEquals("", undone());
	}

	@Test
	void whatTheModelSaysIsNoStepAndStaysWhenOthersAreUndone() {
		type(Field.INDICATION, "Cough");
		editor.fill(draft -> draft.withLabel("edema", Label.POSITIVE));
		editor.undo();
		assertEquals(Label.POSITIVE, editor.draft().label("edema"));
		assertFalse(editor.canUndo());
	}

	@Test
	void whatIsEditedIsNotWhatWasAdded() {
		editor.added("a");
		assertFalse(editor.isTouched());
		editor.text(Field.REPORT, "x");
		assertEquals("", editor.draft().added());
		editor.added("a");
		editor.undo();
		assertEquals("", editor.draft().added(), "the data set holds what was undone");
		assertTrue(editor.canRedo());
	}
}
