package io.github.trrg.model;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import io.github.trrg.common.JsonFields;

class FormatVersionTest {

	@Test
	void thisVersionIsRead() {
		assertEquals(1, FormatVersion.require(config("{\"trrg_version\": 1}")));
	}

	@Test
	void aModelOfANewerVersionAsksForAnUpdate() {
		assertMessage(() -> FormatVersion.require(config("{\"trrg_version\": 2}")), "chest/config.json", "format version 2", "Update the plugin");
		assertMessage(() -> FormatVersion.require(config("{}")), "'trrg_version' is missing");
	}

	private static JsonFields config(final String text) {
		return JsonFields.parse("chest/config.json", text);
	}
}
