package io.github.trrg.page;

import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import io.github.trrg.clue.Clue;
import io.github.trrg.study.GreyPicture;
import io.github.trrg.study.Preprocessing;
import io.github.trrg.study.View;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;

/** A view with the evidence of clues in colour over it, as a figure of a page. */
public final class EvidencePicture {

	/** Maps are smooth: the browser enlarges them. */
	private static final int MAP_SIDE = 160;

	private EvidencePicture() {}

	/** The clues worth a colour: selected ones, strongest first. @param most how many at most */
	public static List<Clue> strongest(final List<Clue> clues, final int most) {
		return clues.stream().filter(clue -> clue.selected() && !clue.disease().isNoFinding()).sorted(Comparator.comparingDouble(Clue::probability).reversed())
			.limit(most).toList();
	}

	/**
	 * @param v number of the view in its study, from 0
	 * @param clues whose maps are shown, in the order of their colours; the k-th picture is of class {@code cluek}
	 * @param side of the picture at most, in pixels
	 */
	public static String figure(final View view, final int v, final List<Clue> clues, final Preprocessing preprocessing, final int side) {
		final StringBuilder html = new StringBuilder("<figure>\n<div class=\"view\">");
		html.append(image("", Html.dataUri(GreyPicture.of(view, preprocessing, side), "jpg"), view.name()));
		for (int k = 0; k < clues.size(); k++)
			html.append(image("clue" + k, Html.dataUri(map(clues.get(k), view, v, preprocessing, CluePicture.colour(k)), "png"), clues.get(k).disease().name()));
		final String position = view.position() == View.Position.UNKNOWN ? "" : ", " + view.position().name().toLowerCase(Locale.ROOT);
		return html.append("</div>\n<figcaption>").append(Html.escape(view.name() + position)).append("</figcaption>\n</figure>\n").toString();
	}

	/** The colour of the k-th clue, as a small square. */
	public static String swatch(final int k) {
		return String.format(Locale.ROOT, "<span class=\"swatch\" style=\"background:#%06x\"></span>", CluePicture.colour(k));
	}

	private static String image(final String classes, final String uri, final String alt) {
		return "<img" + (classes.isEmpty() ? "" : " class=\"" + classes + "\"") + " src=\"" + uri + "\" alt=\"" + Html.escape(alt) + "\">";
	}

	private static BufferedImage map(final Clue clue, final View view, final int v, final Preprocessing preprocessing, final int colour) {
		final double scale = Math.min(1, MAP_SIDE / (double) Math.max(view.width(), view.height()));
		final int width = (int) Math.max(1, Math.round(view.width() * scale)), height = (int) Math.max(1, Math.round(view.height() * scale));
		final View small = new View(view.name(), ArrayImgs.floats(width, height), view.position(), null);
		final ArrayImg<?, ?> weights = (ArrayImg<?, ?>) preprocessing.mapToImage(clue.maps().get(v), small, true);
		return CluePicture.of(((FloatArray) weights.update(null)).getCurrentStorageArray(), width, height, colour);
	}
}
