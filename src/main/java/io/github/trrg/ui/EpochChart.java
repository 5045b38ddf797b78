package io.github.trrg.ui;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.swing.JTextArea;
import javax.swing.UIManager;

import org.jfree.chart.ChartPanel;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Curves over epochs, in the window's fonts and colours. The legend tells the first and the latest value of each. */
final class EpochChart {

	/** Told apart by colour-blind eyes (Okabe and Ito 2008), and by their marks. */
	private static final List<Color> COLORS = List.of(new Color(0x0072b2), new Color(0xd55e00), new Color(0x009e73), new Color(0xcc79a7), new Color(0xe69f00));
	private static final Color FAINT = new Color(0x9aa5ad);

	/** Of values: a single one would be spread over the whole axis. */
	private static final double LEAST_RANGE = 0.1;
	private static final BasicStroke DASHES = new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, new float[] { 4, 4 }, 0);

	private final XYSeriesCollection curves = new XYSeriesCollection();
	private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
	private final XYPlot plot;
	private final ChartPanel panel;
	private final Map<String, ValueMarker> marks = new HashMap<>();

	/** @param title of what is measured */
	EpochChart(final String title) {
		final NumberAxis values = new NumberAxis();
		values.setAutoRangeIncludesZero(false);
		values.setAutoRangeMinimumSize(LEAST_RANGE);
		final NumberAxis epochs = new NumberAxis(Texts.get("training.epochs"));
		epochs.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
		epochs.setAutoRangeStickyZero(false); // else marks at 0 are cut in half
		plot = new XYPlot(curves, epochs, values, renderer);
		plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
		renderer.setLegendItemLabelGenerator((data, index) -> legend(curves.getSeries(index)));
		final JFreeChart chart = new JFreeChart(title, font(Font.BOLD, 1), plot, false);
		final LegendTitle legend = new LegendTitle(plot);
		chart.addLegend(legend);
		legend.setItemFont(font(Font.PLAIN, 1));
		legend.setBackgroundPaint(null);
		legend.setItemPaint(UIManager.getColor("Label.foreground"));
		legend.setPosition(RectangleEdge.BOTTOM);
		chart.setBackgroundPaint(UIManager.getColor("Panel.background"));
		chart.getTitle().setPaint(UIManager.getColor("Label.foreground"));
		chart.setPadding(new RectangleInsets(4, 2, 2, 6));
		plot.setBackgroundPaint(new JTextArea().getBackground());
		plot.setOutlineVisible(false);
		plot.setDomainGridlinePaint(FAINT);
		plot.setRangeGridlinePaint(FAINT);
		for (final NumberAxis axis : List.of(values, epochs)) {
			axis.setTickLabelFont(font(Font.PLAIN, 0.9f));
			axis.setLabelFont(font(Font.PLAIN, 0.9f));
			axis.setTickLabelPaint(UIManager.getColor("Label.foreground"));
			axis.setLabelPaint(UIManager.getColor("Label.foreground"));
		}
		panel = new ChartPanel(chart, false); // an image between it and the screen would be coarse on fine screens
		panel.setMinimumDrawWidth(0);
		panel.setMinimumDrawHeight(0);
		panel.setMaximumDrawWidth(Integer.MAX_VALUE);
		panel.setMaximumDrawHeight(Integer.MAX_VALUE);
	}

	private static Font font(final int style, final float scale) {
		final Font font = UIManager.getFont("Label.font");
		return font.deriveFont(style, font.getSize2D() * scale);
	}

	private static String legend(final XYSeries curve) {
		final double first = curve.getY(0).doubleValue(), latest = curve.getY(curve.getItemCount() - 1).doubleValue();
		return curve.getItemCount() == 1 ? Texts.get("training.value", curve.getKey(), first) : Texts.get("training.values", curve.getKey(), first, latest);
	}

	ChartPanel panel() {
		return panel;
	}

	/** Adds a point to a curve with a line and marks, which it begins if need be. */
	void add(final String curve, final double epochs, final double value) {
		if (Double.isNaN(value)) return;
		final int index = curves.indexOf(curve) >= 0 ? curves.indexOf(curve) : begin(curve);
		curves.getSeries(index).addOrUpdate(epochs, value);
	}

	/** Adds a point to a faint line; {@link #refresh} shows it. */
	void addFaint(final String curve, final double epochs, final double value) {
		if (curves.indexOf(curve) < 0) faint(curve);
		curves.getSeries(curve).add(epochs, value, false);
	}

	/** Shows what was added to faint lines. */
	void refresh() {
		if (curves.getSeriesCount() > 0) curves.getSeries(0).fireSeriesChanged();
	}

	private int begin(final String curve) {
		final int index = curves.getSeriesCount();
		renderer.setSeriesPaint(index, COLORS.get(index % COLORS.size()));
		renderer.setSeriesStroke(index, new BasicStroke(2));
		renderer.setSeriesShape(index, mark(index));
		curves.addSeries(new XYSeries(curve));
		return index;
	}

	/** A thin line of many points. */
	private void faint(final String curve) {
		final int index = begin(curve);
		renderer.setSeriesPaint(index, FAINT);
		renderer.setSeriesStroke(index, new BasicStroke(1));
		renderer.setSeriesShapesVisible(index, false);
	}

	private static Shape mark(final int index) {
		if (index % 3 == 0) return new Ellipse2D.Double(-4, -4, 8, 8);
		if (index % 3 == 1) return new Rectangle2D.Double(-3.5, -3.5, 7, 7);
		final Path2D triangle = new Path2D.Double();
		triangle.moveTo(0, -5);
		triangle.lineTo(5, 4);
		triangle.lineTo(-5, 4);
		triangle.closePath();
		return triangle;
	}

	/** Marks a moment, and no longer the one marked before under the same name. */
	void mark(final String name, final double epochs) {
		final ValueMarker marker = new ValueMarker(epochs, UIManager.getColor("Label.foreground"), DASHES);
		marker.setLabel(name);
		marker.setLabelFont(font(Font.PLAIN, 0.9f));
		marker.setLabelPaint(UIManager.getColor("Label.foreground"));
		marker.setLabelBackgroundColor(new Color(0, true));
		marker.setLabelAnchor(RectangleAnchor.TOP_LEFT);
		marker.setLabelTextAnchor(TextAnchor.TOP_RIGHT);
		final ValueMarker before = marks.put(name, marker);
		if (before != null) plot.removeDomainMarker(before);
		plot.addDomainMarker(marker);
	}
}
