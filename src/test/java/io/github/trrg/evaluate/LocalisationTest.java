package io.github.trrg.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.trrg.TinyDataset;
import io.github.trrg.clue.AttentionMap;
import io.github.trrg.clue.Clue;
import io.github.trrg.clue.Disease;
import io.github.trrg.data.StudyItem;
import io.github.trrg.study.Phantom;
import io.github.trrg.study.Preprocessing;

/** Phantoms know where their abnormalities are. */
class LocalisationTest {

	private static final int SIDE = 128, PATCHES = 16;
	private static final Set<String> DISEASES = Set.of("pleural effusion", "lung opacity");

	@TempDir
	Path folder;
	private final List<StudyItem> studies = new ArrayList<>();
	private final List<Phantom.Place> places = new ArrayList<>();

	@BeforeEach
	void drawPhantoms() {
		for (int i = 0; i < 2; i++) {
			final Phantom phantom = Phantom.draw(i, SIDE, List.of(Phantom.Abnormality.LEFT_PLEURAL_EFFUSION));
			final Path image = TinyDataset.save(phantom, folder.resolve("größe " + i + ".png"));
			studies.add(new StudyItem("study" + i, "", "Effusion.", "", "", List.of(image), List.of(), Map.of(), List.of(), "val"));
			places.add(phantom.places().get(0));
		}
	}

	@Test
	void aMapOfThePlaceFindsIt() throws IOException {
		final Localisation found = localise(boxes(0, 1), false);
		assertEquals(List.of(), found.problems());
		assertEquals(2, found.rows().size());
		final Map<String, Double> model = Localisation.means(found.rows(), "model");
		assertEquals(1, model.get("pointing"));
		assertTrue(model.get("coverage") > 0.8 && model.get("iou") > 0.6, model::toString);
		assertEquals(1, model.get("iou_at_least_0.5"));
		final double part = places.stream().mapToDouble(place -> place.width() * place.height() / (double) (SIDE * SIDE)).average().orElseThrow();
		Localisation.means(found.rows(), "chance").values().stream().limit(3).forEach(value -> assertEquals(part, value, 1e-12));
	}

	@Test
	void aMapOfTheOtherSideMissesIt() throws IOException {
		final Map<String, Double> model = Localisation.means(localise(boxes(0, 1), true).rows(), "model");
		assertEquals(0, model.get("pointing"));
		assertEquals(0, model.get("iou_at_least_0.1"));
	}

	@Test
	void boxesOfOneDiseaseCountTogether() throws IOException {
		final Phantom.Place place = places.get(0);
		final int half = place.width() / 2;
		final String left = row("größe 0.png", "Effusion", place.x(), place.y(), half, place.height()), right = row("größe 0.png", "effusion", place.x() + half, place.y(), place
			.width() - half, place.height());
		assertEquals(localise(boxes(0), false).rows(), localise("file,disease,x,y,w,h\n" + left + right, false).rows());
	}

	@Test
	void whatCannotBeUsedIsCountedAndNamed() throws IOException {
		final Localisation found = localise("Image Index,Finding Label,Bbox [x,y,w,h],,,\n" + row("größe 0.png", "Effusion", 500, 10, 20, 20) + row("größe 1.png", "Effusion", 100,
			100, 100, 20) + row("other.png", "Effusion", 1, 1, 5, 5) + row("größe 1.png", "Hernia", 1, 1, 5, 5) + "größe 1.png,Effusion,1,1,0,5\ngröße 1.png,Effusion,a\n",
			false);
		assertEquals(1, found.rows().size());
		assertEquals(1, found.outside());
		assertEquals(1, found.cut());
		assertEquals(28 * 20 / (double) (SIDE * SIDE), found.rows().get(0).chance().coverage(), 1e-12, "without what lies beyond the border");
		final List<String> named = List.of("row 4: no scored study has an image other.png", "row 5: there is no map of \"Hernia\"", "row 6 is no box", "row 7 is no box",
			"row 2 lies outside of its image of 128 x 128", "row 3 reaches beyond");
		assertEquals(named.size(), found.problems().size(), found.problems()::toString);
		named.forEach(part -> assertTrue(found.problems().stream().anyMatch(problem -> problem.contains(part)), part + " in " + found.problems()));
	}

	private String boxes(final int... phantoms) {
		final StringBuilder rows = new StringBuilder("file,disease,x,y,w,h\n");
		for (final int i : phantoms)
			rows.append(row("größe " + i + ".png", "Effusion", places.get(i).x(), places.get(i).y(), places.get(i).width(), places.get(i).height()));
		return rows.toString();
	}

	private static String row(final String file, final String disease, final int... box) {
		return file + "," + disease + "," + box[0] + "," + box[1] + "," + box[2] + "," + box[3] + "\n";
	}

	private Localisation localise(final String boxes, final boolean mirrored) throws IOException {
		final Marks marks = new Marks(studies, DISEASES);
		marks.addBoxes(Files.writeString(folder.resolve("boxes.csv"), "\uFEFF" + boxes));
		return Localisation.of(marks, Map.of("study0", List.of(clue(places.get(0), mirrored)), "study1", List.of(clue(places.get(1), mirrored))), Preprocessing.standard(SIDE));
	}

	/** Its map is 1 in patches whose centre lies in the place, else 0. */
	private static Clue clue(final Phantom.Place place, final boolean mirrored) {
		final float[] weights = new float[PATCHES * PATCHES];
		for (int i = 0; i < weights.length; i++) {
			final double x = (i % PATCHES + 0.5) * SIDE / PATCHES, y = (i / PATCHES + 0.5) * SIDE / PATCHES;
			final boolean inside = x >= place.x() && x < place.x() + place.width() && y >= place.y() && y < place.y() + place.height();
			if (inside) weights[mirrored ? i - i % PATCHES + PATCHES - 1 - i % PATCHES : i] = 1;
		}
		return new Clue(new Disease("pleural effusion", List.of(), List.of(), 0.5, true), 0.9, true, List.of(new AttentionMap(PATCHES, PATCHES, weights)));
	}
}
