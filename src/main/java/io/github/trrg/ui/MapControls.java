package io.github.trrg.ui;

import java.awt.BorderLayout;
import java.awt.GridLayout;
import java.util.Locale;

import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JSlider;

import io.github.trrg.ij.MapLook;

/** How the maps are drawn: opacity, colours, smoothing, and what is too weak to be shown. */
final class MapControls extends JPanel {

	private static final long serialVersionUID = 1L;

	/** From the patches that the model saw to a soft cloud. */
	private enum Smoothing {
		PATCHES(0), SMOOTH(0), SOFT(0.7), SOFTER(1.5);

		private final double blur;

		Smoothing(final double blur) {
			this.blur = blur;
		}
	}

	private final transient Inspector inspector;
	private final JSlider opacity = new JSlider(5, 100, percent(MapLook.DEFAULT.opacity()));
	private final JSlider cut = new JSlider(0, 95, percent(MapLook.DEFAULT.cut()));
	private final JComboBox<String> colours = new JComboBox<>();
	private final JComboBox<String> smoothing = new JComboBox<>();

	MapControls(final Inspector inspector) {
		super(new GridLayout(2, 2, 12, 2));
		this.inspector = inspector;
		for (final MapLook.Colours table : MapLook.Colours.values())
			colours.addItem(Texts.get("maps.colours." + table.title()));
		add(opacity, "maps.opacity");
		add(cut, "maps.cut");
		add(colours, "maps.colours");
		for (final Smoothing each : Smoothing.values())
			smoothing.addItem(Texts.get("maps.smoothing." + each.name().toLowerCase(Locale.ROOT)));
		smoothing.setSelectedIndex(Smoothing.SMOOTH.ordinal());
		add(smoothing, "maps.smoothing");
		for (final JSlider slider : new JSlider[] { opacity, cut }) {
			slider.addChangeListener(event -> apply(!slider.getValueIsAdjusting()));
		}
		colours.addActionListener(event -> apply(true));
		smoothing.addActionListener(event -> apply(true));
	}

	private void add(final JComponent control, final String key) {
		final JLabel label = new JLabel(Texts.get(key));
		label.setLabelFor(control);
		label.setToolTipText(Texts.get(key + ".tip"));
		control.setToolTipText(Texts.get(key + ".tip"));
		final JPanel pair = new JPanel(new BorderLayout(6, 0));
		pair.add(label, BorderLayout.LINE_START);
		pair.add(control, BorderLayout.CENTER);
		add(pair);
	}

	/** @param atRest whether the user has let go of the control */
	private void apply(final boolean atRest) {
		final Smoothing chosen = Smoothing.values()[smoothing.getSelectedIndex()];
		inspector.maps().setLook(new MapLook(opacity.getValue() / 100.0, MapLook.Colours.values()[colours.getSelectedIndex()], chosen != Smoothing.PATCHES, chosen.blur,
			cut.getValue() / 100.0));
		if (atRest) inspector.maps().record();
	}

	private static int percent(final double part) {
		return (int) Math.round(100 * part);
	}
}
