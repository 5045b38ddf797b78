package io.github.trrg.page;

import java.util.Locale;

/** A small plot as SVG text: a square from 0 to a maximum on both axes, with lines and points. */
public final class Plot {

	private static final int SIDE = 260, LEFT = 46, TOP = 8, WIDTH = LEFT + SIDE + 10, HEIGHT = TOP + SIDE + 40;
	private static final int TICKS = 4;

	private final double xMax;
	private final double yMax;
	private final StringBuilder svg = new StringBuilder();

	/** @param xMax,yMax ends of the axes, above 0 */
	public Plot(final String xLabel, final String yLabel, final double xMax, final double yMax) {
		this.xMax = xMax;
		this.yMax = yMax;
		svg.append(String.format(Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-label=\"%s against %s\">%n", WIDTH, HEIGHT, WIDTH,
			Html.escape(yLabel), Html.escape(xLabel)));
		for (int tick = 0; tick <= TICKS; tick++) {
			final double x = xMax * tick / TICKS, y = yMax * tick / TICKS;
			svg.append(String.format(Locale.ROOT, "<path d=\"M%.1f %d V%d M%d %.1f H%d\" stroke=\"#e6e8eb\"/>", px(x), TOP, TOP + SIDE, LEFT, py(y), LEFT + SIDE));
			svg.append(text(px(x), TOP + SIDE + 15, "middle", number(x, xMax))).append(text(LEFT - 6, py(y) + 4, "end", number(y, yMax)));
		}
		svg.append(text(LEFT + SIDE / 2.0, HEIGHT - 6, "middle", xLabel));
		svg.append(String.format(Locale.ROOT, "<g transform=\"rotate(-90 11 %d)\">%s</g>%n", TOP + SIDE / 2, text(11, TOP + SIDE / 2.0, "middle", yLabel)));
	}

	private static String number(final double value, final double max) {
		return String.format(Locale.ROOT, max > TICKS ? "%.0f" : "%.2f", value);
	}

	private static String text(final double x, final double y, final String anchor, final String text) {
		return String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, Html.escape(text));
	}

	private double px(final double x) {
		return LEFT + SIDE * x / xMax;
	}

	private double py(final double y) {
		return TOP + SIDE * (1 - y / yMax);
	}

	/** From (0, 0) to the other corner: chance, or agreement. */
	public Plot diagonal() {
		svg.append(String.format(Locale.ROOT, "<path d=\"M%d %d L%d %d\" stroke=\"#8b9199\" stroke-dasharray=\"4 4\"/>%n", LEFT, TOP + SIDE, LEFT + SIDE, TOP));
		return this;
	}

	/** @param colour 0xRRGGBB @param name shown where the mouse rests */
	public Plot line(final double[] x, final double[] y, final int colour, final String name) {
		svg.append(String.format(Locale.ROOT, "<path fill=\"none\" stroke=\"#%06x\" stroke-width=\"1.8\" d=\"", colour));
		for (int i = 0; i < x.length; i++)
			svg.append(String.format(Locale.ROOT, "%s%.1f %.1f", i == 0 ? "M" : "L", px(x[i]), py(y[i])));
		svg.append("\"><title>").append(Html.escape(name)).append("</title></path>\n");
		return this;
	}

	/** @param weight of the point: the area it gets, 0 to 1 */
	public Plot point(final double x, final double y, final double weight, final int colour, final String name) {
		svg.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"#%06x\" fill-opacity=\".75\"><title>%s</title></circle>%n", px(x),
			py(y), 3 + 9 * Math.sqrt(weight), colour, Html.escape(name)));
		return this;
	}

	public String svg() {
		return svg + "</svg>\n";
	}
}
