package io.github.trrg.convert;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.trrg.common.Progress;
import io.github.trrg.data.DatasetStream.Kept;
import io.github.trrg.data.StudyItem;
import io.github.trrg.ij.Dicom;
import io.github.trrg.report.Label;
import io.github.trrg.study.GreyImageReader;

/** Sources made by hand, and the data sets that must come of them. */
class ConversionTest {

	@TempDir
	private Path temporary;
	private Source source;

	@BeforeEach
	void nameFolders() {
		source = new Source(temporary);
	}

	private StudyItem item(final String id, final String patient, final String split, final List<String> texts, final List<String> images, final List<String> views,
		final Map<String, Label> labels) {
		return new StudyItem(id, patient, texts.get(0), texts.get(1), texts.get(2), images.stream().map(Path::of).map(source::image).toList(), views, labels, List.of(), split);
	}

	private static String xml(final String id, final String findings, final String... images) {
		return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<eCitation><uId id=\"" + id + "\"/><MedlineCitation><Article><Abstract>\n<AbstractText Label=\"COMPARISON\">XXXX, 2010." +
			"</AbstractText><AbstractText Label=\"INDICATION\">Cough &amp; fever</AbstractText><AbstractText Label=\"FINDINGS\">" + findings +
			"</AbstractText><AbstractText Label=\"IMPRESSION\"/></Abstract></Article></MedlineCitation>" + Stream.of(images).map(image -> "<parentImage id=\"" + image +
				"\"><url>/x</url></parentImage>").reduce("", String::concat) + "</eCitation>";
	}

	@Test
	void openI() throws IOException {
		source.text("ecgen-radiology/1.xml", xml("CXR1", "No effusion\n  is seen.", "CXR1_1_IM-0001-3001", "CXR1_1_IM-0001-4001"));
		source.images("NLMCXR png/CXR1_1_IM-0001-3001.png", "NLMCXR png/CXR1_1_IM-0001-4001.png");
		final ConversionResult result = source.convert(SourceForm.OPENI);
		assertEquals(List.of(item("CXR1", "", "train", List.of("No effusion is seen.", "", "Cough & fever"), List.of("NLMCXR png/CXR1_1_IM-0001-3001.png",
			"NLMCXR png/CXR1_1_IM-0001-4001.png"), List.of(), Map.of())), source.split("train"));
		assertTrue(Files.readString(source.out.resolve("annotation.json")).contains("\"comparison\":\"XXXX, 2010.\""));
		assertEquals("[]", source.skipped());
		assertFalse(result.hasFailures());
		assertEquals(Map.of(Kept.COPIED, 2L), result.images());
	}

	@Test
	void openIWithWhatCanBeWrong() throws IOException {
		final Path secret = Files.writeString(temporary.resolve("secret.txt"), "top secret");
		source.text("1.xml", xml("CXR1", "Clear lungs.", "a-1", "a-2", "a-3"));
		source.text("2.xml", xml("CXR2", "", "b-1"));
		source.text("3.xml", xml("CXR3", "Clear lungs.", "c-1"));
		source.text("4.xml", xml("CXR4", "Clear lungs.", "a-1").replace("</eCitation>", ""));
		source.text("5.xml", "<!DOCTYPE eCitation [<!ENTITY leak SYSTEM \"" + secret.toUri() + "\">]>" + xml("CXR5", "&leak;", "a-1").replaceFirst("<\\?.*\\?>\n", ""));
		source.text("6.xml", xml("CXR1", "Another one.", "a-1"));
		source.text("7.xml", xml("CXR7", "Clear lungs.", "a-1", "d-1"));
		source.text("8.xml", xml("CXR8", "Clear lungs."));
		source.images("a-1.png", "b-1.png", "d-1.png", "e-1.png");
		source.bytes("a-2.png", Arrays.copyOf(Source.image("png"), 60)).text("a-3.jpg", "no image");
		final ConversionResult result = source.convert(SourceForm.OPENI);
		assertEquals(List.of(List.of(source.image(Path.of("a-1.png"))), List.of(source.image(Path.of("d-1.png")))), source.split("train").stream().map(StudyItem::images)
			.toList());
		assertEquals("[ unused_image, 2 no_text, 3 no_image, 4 unreadable_report, 5 unreadable_report, 6 duplicate_id, 8 no_image, CXR1 unreadable_image, " +
			"CXR3 missing_image, CXR7 duplicate_image]", source.skipped());
		assertEquals(Map.of(Reason.UNUSED_IMAGE, 2L, Reason.UNREADABLE_REPORT, 2L, Reason.DUPLICATE_ID, 1L, Reason.NO_TEXT, 1L, Reason.NO_IMAGE, 2L, Reason.UNREADABLE_IMAGE,
			2L, Reason.MISSING_IMAGE, 1L, Reason.DUPLICATE_IMAGE, 1L), result.skipped());
		assertTrue(result.hasFailures());
		try (Stream<Path> files = Files.walk(source.out)) {
			for (final Path file : files.filter(Files::isRegularFile).toList())
				assertFalse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).contains("top secret"), file::toString);
		}
	}
}
