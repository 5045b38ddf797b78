package io.github.trrg.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;

import io.github.trrg.clue.AttentionMap;
import io.github.trrg.clue.Clue;
import io.github.trrg.clue.Disease;
import io.github.trrg.report.Contradiction;
import io.github.trrg.report.Report;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.Study;
import io.github.trrg.study.View;
import net.imglib2.img.array.ArrayImgs;

class StudyPageTest {

	private static final Disease EFFUSION = new Disease("pleural effusion", List.of("effusion"), List.of("no effusion"), 0.4, true);

	/** Black, but for a white lower left quarter of 1000 x 800 pixels. */
	private static View view(final String name) {
		final float[] pixels = new float[1000 * 800];
		for (int y = 400; y < 800; y++)
			for (int x = 0; x < 500; x++)
				pixels[y * 1000 + x] = 255;
		return new View(name, ArrayImgs.floats(pixels, 1000, 800), View.Position.LATERAL, new double[] { 0, 255 });
	}

	/** All evidence in the lower left patch. */
	private static Clue clue(final boolean selected) {
		return new Clue(EFFUSION, 0.8, selected, List.of(new AttentionMap(2, 2, new float[] { 0, 0, 1, 0 })));
	}

	private static String page(final Clue clue) {
		final Report report = new Report("Heart < 50 % of the chest. No effusion.", List.of(clue), List.of(new Contradiction("No effusion.", "pleural effusion",
			"The text denies it.")), List.of("Looks unusual & small."), Map.of("model", "tiny"), Map.of());
		return StudyPage.html(new Study("<i>1</i>", List.of(view("a \"b\".png")), "Cough"), report, Preprocessing.standard(32));
	}

	private static List<BufferedImage> pictures(final String page) throws Exception {
		final List<BufferedImage> pictures = new ArrayList<>();
		final Matcher uri = Pattern.compile("<img[^>]* src=\"data:image/(?:png|jpeg);base64,([^\"]*)\"").matcher(page);
		while (uri.find())
			pictures.add(ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(uri.group(1)))));
		return pictures;
	}

	@Test
	void picturesAndMapsLieInThePageAndOverEachOther() throws Exception {
		final List<BufferedImage> pictures = pictures(page(clue(true)));
		assertEquals(2, pictures.size());
		final BufferedImage radiograph = pictures.get(0), map = pictures.get(1);
		assertEquals(List.of(500, 400), List.of(radiograph.getWidth(), radiograph.getHeight()), "halved, as 1000 exceeds 768");
		assertEquals(255, radiograph.getRaster().getSample(100, 350, 0), 3);
		assertEquals(0, radiograph.getRaster().getSample(400, 350, 0), 3);
		assertEquals(1.25, (double) map.getWidth() / map.getHeight());
		final int lowerLeft = map.getRGB(map.getWidth() / 4, map.getHeight() * 3 / 4), upperRight = map.getRGB(map.getWidth() * 3 / 4, map.getHeight() / 4);
		assertTrue(lowerLeft >>> 24 > 200, Integer.toHexString(lowerLeft));
		assertEquals(0, upperRight >>> 24);
	}

	@Test
	void theTextIsEscapedAndItsFaultsMarked() {
		final String page = page(clue(true));
		assertTrue(page.contains("<h1>&lt;i&gt;1&lt;/i&gt;</h1>"), page);
		assertTrue(page.contains("Heart &lt; 50 % of the chest. <mark>No effusion.</mark>"), page);
		assertTrue(page.contains("The text denies it.") && page.contains("Looks unusual &amp; small.") && page.contains("a &quot;b&quot;.png, lateral"), page);
		assertTrue(page.contains("<td class=\"number\">0.80") && page.contains("left:40.0%") && page.contains("<td>absent"), page);
		assertTrue(page.contains("not for clinical use"), page);
	}

	@Test
	void nothingIsLoadedFromElsewhere() {
		final Matcher source = Pattern.compile("(?:src|href)=\"(?!data:)|url\\(|<script").matcher(page(clue(true)));
		assertFalse(source.find());
	}

	@Test
	void aClueThatIsNotToldHasNoColour() throws Exception {
		assertEquals(1, pictures(page(clue(false))).size());
	}
}
