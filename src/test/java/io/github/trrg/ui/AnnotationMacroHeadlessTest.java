package io.github.trrg.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.io.FileSaver;
import io.github.trrg.data.Annotation;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.DatasetWriter;
import io.github.trrg.data.NewStudy;
import io.github.trrg.data.StudyItem;
import io.github.trrg.ij.DatasetImages;
import io.github.trrg.ij.PhantomImage;
import io.github.trrg.ij.RadiographReader;
import io.github.trrg.report.Label;
import io.github.trrg.study.Phantom;

/** What the annotation window records, run as a macro, adds what the window added. */
class AnnotationMacroHeadlessTest {

	@Test
	void theRecordedMacroAddsTheSameStudy(@TempDir final Path folder) throws Exception {
		final Path images = Files.createDirectories(folder.resolve("images")), file = images.resolve("chest x, Zoë.tif");
		new FileSaver(PhantomImage.of(Phantom.draw(2, 64, List.of()))).saveAsTiff(file.toString());
		final Candidate at = StudySource.ofFolder(images).lister().get().get(0);
		final ImagePlus image = RadiographReader.open(file);
		final List<Roi> drawn = List.of(new Roi(3, 4, 10, 20), new OvalRoi(20, 21, 12, 9), new PolygonRoi(new float[] { 5, 30, 17 }, new float[] { 6, 8, 40 }, Roi.POLYGON),
			new PolygonRoi(new float[] { 5.5f, 30, 17, 9 }, new float[] { 6, 8.25f, 40, 12 }, Roi.FREEROI));
		final List<NewStudy.Region> regions = new ArrayList<>();
		for (int i = 0; i < drawn.size(); i++)
			regions.add(DatasetImages.region(drawn.get(i), List.of("edema", "fracture").get(i % 2), 0));
		final Annotation annotation = new Annotation("a 1", "p", "val", "Edema, study=2. A fracture.", "Both.", "Chest pain", Map.of("edema", Label.POSITIVE, "fracture",
			Label.UNCERTAIN, "pneumonia", Label.NEGATIVE), "Zoë");
		final NewStudy study = DatasetImages.study(image, StudySource.study(image, at), annotation, List.of());
		final Path window = folder.resolve("by window"), macro = folder.resolve("by macro");
		DatasetWriter.add(window, List.of(new NewStudy(annotation, study.images(), regions)), false);
		final String lines = String.join("\n", AnnotationMacro.lines(at, null, List.of(1), annotation, regions, macro, false));
		IJ.runMacro("setBatchMode(true);\n" + lines.replace("run(\"Add To", "call(\"io.github.trrg.ij.TrrgMacro.run\", \"Add To"));
		final StudyItem expected = Dataset.open(window).split("val").get(0), found = Dataset.open(macro).split("val").get(0);
		assertEquals(List.of(expected.id(), expected.patient(), expected.report(), expected.impression(), expected.indication(), expected.labels()), List.of(found.id(),
			found.patient(), found.report(), found.impression(), found.indication(), found.labels()));
		assertArrayEquals(Files.readAllBytes(expected.images().get(0)), Files.readAllBytes(found.images().get(0)));
		assertEquals(drawn.size(), found.regions().size());
		for (int i = 0; i < drawn.size(); i++) {
			assertEquals(expected.regions().get(i).disease(), found.regions().get(i).disease());
			assertArrayEquals(mask(expected.regions().get(i)), mask(found.regions().get(i)), "region " + i);
		}
	}

	/** Which pixels belong to a region. */
	private static byte[] mask(final StudyItem.Region region) {
		final ImagePlus mask = IJ.createImage("mask", 64, 64, 1, 8);
		mask.getProcessor().setValue(255);
		mask.getProcessor().fill(ij.io.RoiDecoder.open(region.file().toString()));
		return (byte[]) mask.getProcessor().getPixels();
	}
}
