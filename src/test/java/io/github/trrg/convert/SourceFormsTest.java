package io.github.trrg.convert;

import static io.github.trrg.common.Complaints.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.trrg.data.DatasetStream.Kept;
import io.github.trrg.data.StudyItem;
import io.github.trrg.ij.Dicom;
import io.github.trrg.report.Label;
import io.github.trrg.study.GreyImageReader;

/** A source of each form, made by hand, and the data set that must come of it. */
class SourceFormsTest {

	@TempDir
	private Path temporary;
	private Source source;

	@BeforeEach
	void nameFolders() {
		source = new Source(temporary);
	}

	private StudyItem item(final String id, final String patient, final String split, final List<String> texts, final List<String> images,
		final List<String> views, final Map<String, Label> labels) {
		return new StudyItem(id, patient, texts.get(0), texts.get(1), texts.get(2), images.stream().map(Path::of).map(source::image).toList(), views, labels,
			List.of(), split);
	}

	private static String xml(final String id, final String findings, final String... images) {
		return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<eCitation><uId id=\"" + id +
			"\"/><MedlineCitation><Article><Abstract>\n<AbstractText Label=\"COMPARISON\">XXXX, 2010." +
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
		source.text("5.xml", "<!DOCTYPE eCitation [<!ENTITY leak SYSTEM \"" + secret.toUri() + "\">]>" + xml("CXR5", "&leak;", "f-1").replaceFirst("<\\?.*\\?>\n",
			""));
		source.text("6.xml", xml("CXR1", "Another one.", "a-1"));
		source.text("7.xml", xml("CXR7", "Clear lungs.", "a-1", "d-1"));
		source.text("8.xml", xml("CXR8", "Clear lungs."));
		source.images("a-1.png", "b-1.png", "d-1.png", "e-1.png", "f-1.png");
		source.bytes("a-2.png", Arrays.copyOf(Source.image("png"), 60)).text("a-3.jpg", "no image");
		final ConversionResult result = source.convert(SourceForm.OPENI);
		assertEquals(List.of(List.of(source.image(Path.of("a-1.png"))), List.of(source.image(Path.of("d-1.png")))), source.split("train").stream()
			.map(StudyItem::images).toList());
		assertEquals("[ unused_image, 2 no_text, 3 no_image, 4 unreadable_report, 5 unreadable_report, 6 duplicate_id, 8 no_image, CXR1 unreadable_image, " +
			"CXR3 missing_image, CXR7 duplicate_image]", source.skipped());
		assertEquals(Map.of(Reason.UNUSED_IMAGE, 3L, Reason.UNREADABLE_REPORT, 2L, Reason.DUPLICATE_ID, 1L, Reason.NO_TEXT, 1L, Reason.NO_IMAGE, 2L,
			Reason.UNREADABLE_IMAGE, 2L, Reason.MISSING_IMAGE, 1L, Reason.DUPLICATE_IMAGE, 1L), result.skipped());
		assertTrue(result.hasFailures());
		try (Stream<Path> files = Files.walk(source.out)) {
			for (final Path file : files.filter(Files::isRegularFile).toList())
				assertFalse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).contains("top secret"), file::toString);
		}
	}

	@Test
	void openIInTheSplitsOfR2Gen() throws IOException {
		source.text("1.xml", xml("CXR1", "Clear.", "CXR1_1_IM-0001-3001")).text("2.xml", xml("CXR2", "Clear.", "CXR2_IM-0652-1001-0001")).text("3.xml", xml("CXR3",
			"Clear.", "CXR3_IM-0003-1001"));
		source.images("CXR1_1_IM-0001-3001.png", "CXR2_IM-0652-1001-0001.png", "CXR3_IM-0003-1001.png");
		source.text("r2gen.json",
			"{\"train\": [{\"id\": \"CXR2_IM-0652\", \"image_path\": [\"x.png\"]}], \"test\": [{\"id\": \"CXR1_1_IM-0001\", \"image_path\": [\"y.png\"]}]}");
		assertFalse(source.convertSplit(SourceForm.OPENI, "r2gen.json").hasFailures());
		assertEquals(List.of("CXR2"), source.split("train").stream().map(StudyItem::id).toList());
		assertEquals(List.of("CXR1"), source.split("test").stream().map(StudyItem::id).toList());
		assertEquals("[ unused_image, 3 not_in_split]", source.skipped());
	}

	@Test
	void splitsOfAnAnnotationFileAreNamedAsThoseOfTables() throws IOException {
		source.text("1.xml", xml("CXR1", "Clear.", "CXR1_1_IM-0001-3001")).images("CXR1_1_IM-0001-3001.png");
		source.text("others.json", "{\"validate\": [{\"id\": \"CXR1\", \"image_path\": [\"x.png\"]}]}");
		source.convertSplit(SourceForm.OPENI, "others.json");
		assertEquals(List.of("CXR1"), source.split("val").stream().map(StudyItem::id).toList());
	}

	@Test
	void kaggle() throws IOException {
		source.text("indiana_reports.csv",
			"\ufeffuid,MeSH,Problems,image,indication,comparison,findings,impression\n1,normal,normal,Xray,\"Cough, fever\",None.,\"The lungs\nare " +
				"\"\"clear\"\".\",Normal.\n2,,,,,,,\n3,,,,,,Clear.,\n1,,,,,,Again.,\n");
		source.text("indiana_projections.csv",
			"uid,filename,projection\n1,1_IM-0001-4001.dcm.png,Frontal\n1,1_IM-0001-3001.dcm.png,Lateral\n3,3_é.png,Frontal\n4,4.png,Frontal\n");
		source.images("images/images_normalized/1_IM-0001-4001.dcm.png", "images/images_normalized/1_IM-0001-3001.dcm.png", "images/images_normalized/4.png");
		source.text("my split.csv", "id,split\n1,validation\n3,train\n");
		final ConversionResult result = source.convertSplit(SourceForm.KAGGLE, "my split.csv");
		assertEquals(List.of(item("1", "", "val", List.of("The lungs\nare \"clear\".", "Normal.", "Cough, fever"), List.of("images_normalized/1_IM-0001-4001.dcm.png",
			"images_normalized/1_IM-0001-3001.dcm.png"), List.of("frontal", "lateral"), Map.of())), source.split("val"));
		assertEquals("[1 duplicate_id, 2 not_in_split, 3 missing_image, 3 no_image, 4 missing_report]", source.skipped());
		assertTrue(result.hasFailures());
	}

	@Test
	void r2gen() throws IOException {
		source.text("annotation.json", """
			{"train": [{"id": "CXR1", "report": "Clear.", "image_path": ["CXR1\\\\0.png", "CXR1/1.png"], "split": "train"},
			           {"report": "Without an id.", "image_path": ["CXR1/0.png"]},
			           {"id": "out", "report": "Clear.", "image_path": ["../../secret.png"]},
			           {"id": "gone", "report": "Clear.", "image_path": ["CXR1/2.png"]}],
			 "test": [{"id": "02aa", "study_id": 50414267, "subject_id": 10000032, "report": "Edema.", "image_path": ["p10/p10000032/s50414267/02aa.jpg"], "split": "test",
			           "labels": {"edema": "present"}},
			          {"id": "CXR1", "report": "The same id.", "image_path": ["p10/p10000032/s50414267/02aa.jpg"]}]}
			""");
		source.images("images/CXR1/0.png", "images/CXR1/1.png", "images/p10/p10000032/s50414267/02aa.jpg");
		Files.write(temporary.resolve("secret.png"), Source.image("png"));
		assertTrue(source.convert(SourceForm.R2GEN).hasFailures());
		assertEquals(List.of(item("CXR1", "", "train", List.of("Clear.", "", ""), List.of("CXR1/0.png", "CXR1/1.png"), List.of(), Map.of())), source.split("train"));
		assertEquals(List.of(item("02aa", "10000032", "test", List.of("Edema.", "", ""), List.of("p10/p10000032/s50414267/02aa.jpg"), List.of(), Map.of("edema",
			Label.POSITIVE))), source.split("test"));
		assertEquals("[ bad_item, CXR1 duplicate_id, gone missing_image, gone no_image]", source.skipped());
	}

	@Test
	void mimic() throws IOException {
		final String report = "                                 FINAL REPORT\n INDICATION:  ___F with cough.\n \n FINDINGS: \n \n Small left\n effusion.\n \n " +
			"IMPRESSION: \n \n Effusion.\n";
		final String patient = "files/p10/p10000032/";
		source.packed("mimic-cxr-2.0.0-split.csv.gz",
			"dicom_id,study_id,subject_id,split\naa-1,50000001,10000032,train\naa-2,50000001,10000032,train\nbb-1,50000002,10000032," +
				"validate\nbb-2,50000002,10000032,validate\ncc-1,50000003,10000032,train\ndd-1,50000004,10000032,train\n");
		source.packed("mimic-cxr-2.0.0-metadata.csv.gz",
			"dicom_id,subject_id,study_id,ViewPosition\naa-1,10000032,50000001,PA\naa-2,10000032,50000001,LL\nbb-1,10000032,50000002,\n");
		source.text("chexpert.csv", "subject_id,study_id,Atelectasis,No Finding,Pleural Effusion\n10000032,50000001,-1.0,,1.0\n");
		source.images(patient + "s50000001/aa-1.jpg", patient + "s50000001/aa-2.jpg", patient + "s50000001/zz-9.jpg", patient + "s50000003/cc-1.jpg", patient +
			"s50000005/ee-1.jpg");
		source.text(patient + "s50000001.txt", report).text(patient + "s50000002.txt", "FINAL REPORT\n CHEST X-RAY: ___\n \n No focal\n consolidation is seen.\n")
			.text(patient + "s50000005.txt", report);
		Files.createDirectories(source.folder.resolve(patient + "s50000002"));
		new Dicom(3, 2).text(0x0028, 0x0004, "CS", "MONOCHROME1 ").text(0x0018, 0x5101, "CS", "PA").write(source.folder.resolve(patient + "s50000002/bb-1.dcm"), 0,
			1, 2, 300, 4000, 65535);
		final ConversionResult result = source.convert(new ConversionSettings(SourceForm.MIMIC, source.folder, null, null, null,
			source.folder.resolve("chexpert.csv"), false, false));
		assertEquals(List.of(item("50000001", "10000032", "train", List.of("Small left effusion.", "Effusion.", "___F with cough."), List.of(
			"p10/p10000032/s50000001/aa-1.jpg", "p10/p10000032/s50000001/aa-2.jpg"), List.of("frontal", "lateral"), Map.of("atelectasis", Label.UNCERTAIN,
				"pleural effusion", Label.POSITIVE))), source.split("train"));
		assertEquals(List.of(item("50000002", "10000032", "val", List.of("No focal consolidation is seen.", "", ""), List.of("p10/p10000032/s50000002/bb-1.png"),
			List.of("frontal"), Map.of())), source.split("val"), "the view comes from the DICOM file where the table has none");
		// Turned round, as small values are bright in MONOCHROME1: 65535 − value.
		assertEquals(65535 - 300, GreyImageReader.read(source.split("val").get(0).images().get(0)).pixels().getAt(0, 1).get());
		assertEquals("[ unused_image, 50000001 not_in_split, 50000002 missing_image, 50000003 missing_report, 50000004 missing_image, 50000005 not_in_split]",
			source.skipped());
		assertEquals(Map.of(Kept.COPIED, 2L, Kept.ENCODED, 1L), result.images());
	}

	@Test
	void mimicWithReportsElsewhere() {
		source.text("split.csv", "dicom_id,study_id,subject_id,split\naa-1,50000001,10000032,test\n").images("jpg/files/p10/p10000032/s50000001/aa-1.jpg");
		source.text("txt/mimic-cxr-reports/files/p10/p10000032/s50000001.txt", "FINDINGS: Clear.");
		assertMessage(() -> source.convert(SourceForm.MIMIC), "files/p10");
		final Path jpg = source.folder.resolve("jpg");
		assertMessage(() -> source.convert(new ConversionSettings(SourceForm.MIMIC, jpg, null, null, null, null, false, false)), "mimic-cxr-2.0.0-split.csv",
			"--split");
		source.convert(new ConversionSettings(SourceForm.MIMIC, jpg, null, source.folder.resolve("txt"), source.folder.resolve("split.csv"), null, false, false));
		assertEquals("Clear.", source.split("test").get(0).report());
	}

	@Test
	void chexpert() throws IOException {
		final String header = "Path,Sex,Age,Frontal/Lateral,AP/PA,No Finding,Lung Opacity,Edema,Support Devices\n";
		source.text("train.csv", header + "CheXpert-v1.0-small/train/patient00001/study1/view1_frontal.jpg,Female,68,Frontal,AP,,1.0,-1.0,0.0\n" +
			"CheXpert-v1.0-small\\train\\patient00001\\study1\\view2_lateral.jpg,Female,68,Lateral,,,1.0,-1.0,0.0\n" +
			"CheXpert-v1.0-small/train/patient00002/study1/view1_frontal.jpg,Male,60,Frontal,PA,,,,\n" +
			"CheXpert-v1.0-small/train/patient00002/study2/view1_frontal.jpg,Male,60,Frontal,PA,,2,,\n" + "elsewhere.jpg,Male,60,Frontal,PA,1.0,,,\n");
		source.text("test.csv", "Path,No Finding\ntest/patient64741/study1/view2_lateral.jpg,1\n").images("test/patient64741/study1/view2_lateral.jpg");
		source.text("valid.csv", header + "CheXpert-v1.0-small/valid/patient64541/study1/view1_frontal.jpg,Male,73,Frontal,AP,1.0,0.0,0.0,0.0\n");
		source.images("train/patient00001/study1/view1_frontal.jpg", "train/patient00001/study1/view2_lateral.jpg", "train/patient00002/study1/view1_frontal.jpg",
			"valid/patient64541/study1/view1_frontal.jpg");
		source.convert(SourceForm.CHEXPERT);
		assertEquals(List.of(item("patient00001/study1", "patient00001", "train", List.of("", "", ""), List.of("train/patient00001/study1/view1_frontal.jpg",
			"train/patient00001/study1/view2_lateral.jpg"), List.of("frontal", "lateral"), Map.of("lung opacity", Label.POSITIVE, "edema", Label.UNCERTAIN,
				"support devices", Label.NEGATIVE))), source.split("train"));
		assertEquals(List.of(item("patient64541/study1", "patient64541", "val", List.of("", "", ""), List.of("valid/patient64541/study1/view1_frontal.jpg"),
			List.of("frontal"), Map.of("no finding", Label.POSITIVE, "lung opacity", Label.NEGATIVE, "edema", Label.NEGATIVE, "support devices", Label.NEGATIVE))),
				source.split("val"));
		assertEquals(List.of("lateral"), source.split("test").get(0).views(), "its table has no such column, but the name tells");
		assertEquals("[ unused_image, elsewhere.jpg bad_item, patient00002/study1 no_text, patient00002/study2 bad_item]", source.skipped());
	}

	@Test
	void nih() throws IOException {
		source.text("Data_Entry_2017.csv", "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,OriginalImage[Width,Height]," +
			"OriginalImagePixelSpacing[x,y],\n00000001_000.png,Effusion|Mass|Pleural_Thickening,0,1,58,M,PA,2682,2749,0.143,0.143,\n00000002_000.png,No Finding,0,2,81,M,AP,2500," +
			"2048,0.171,0.171,\n00000003_000.png,Gout,0,3,81,M,AP,1,1,1,1,\n00000004_000.png,Hernia,0,4,81,M,AP,1,1,1,1,\n");
		source.text("train_val_list.txt", "00000001_000.png\n00000003_000.png\n").text("test_list.txt", "00000002_000.png\n");
		source.images("images_001/images/00000001_000.png", "images_002/images/00000002_000.png", "images_002/images/00000004_000.png");
		source.convert(SourceForm.NIH);
		final StudyItem sick = source.split("train").get(0), healthy = source.split("test").get(0);
		assertEquals(List.of("00000001_000", "1", "", List.of("frontal")), List.of(sick.id(), sick.patient(), sick.report(), sick.views()));
		assertEquals(List.of(source.image(Path.of("images_001/images/00000001_000.png"))), sick.images());
		assertEquals(List.of("lung lesion", "mass", "pleural effusion", "pleural other", "pleural thickening"), sick.labels().entrySet().stream()
			.filter(label -> label.getValue() == Label.POSITIVE).map(Map.Entry::getKey).sorted().toList());
		assertEquals(Label.NEGATIVE, sick.labels().get("no finding"));
		assertEquals(Label.NEGATIVE, sick.labels().get("nodule"));
		assertEquals(17, sick.labels().size(), "14 diseases, no finding, and the two that mass and thickening are cases of");
		assertEquals(Label.POSITIVE, healthy.labels().get("no finding"));
		assertEquals(15, healthy.labels().size());
		assertFalse(healthy.labels().containsKey("lung opacity"), "who has no infiltration may have another opacity");
		assertEquals("[ unused_image, 00000003_000 bad_item, 00000004_000 not_in_split]", source.skipped());
	}
}
