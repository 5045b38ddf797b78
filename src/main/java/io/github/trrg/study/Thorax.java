package io.github.trrg.study;

import java.util.Random;
import java.util.Set;

/**
 * Attenuation of a schematic chest seen from the front, by formulas. Places are fractions of the picture: u from its left border,
 * v from its upper one; {@code out} is the distance from the midline towards one side. The patient's left is on the right.
 */
final class Thorax {

	private static final double APEX = 0.11;
	private static final int RIBS = 10;

	private final Set<Phantom.Abnormality> abnormalities;
	private final double width, heartSize, ribShift, midline, tilt;
	/** Distance from the midline and height of the outermost point of each rib. */
	private final double[][] ribEnds = new double[RIBS][];

	Thorax(final long seed, final Set<Phantom.Abnormality> abnormalities) {
		this.abnormalities = abnormalities;
		final Random random = new Random(seed);
		width = 1 + 0.04 * random.nextGaussian();
		heartSize = Math.max(0.85, Math.min(1.1, 1 + 0.05 * random.nextGaussian())) * (has(Phantom.Abnormality.CARDIOMEGALY) ? 1.4 : 1);
		ribShift = 0.015 * random.nextGaussian();
		midline = 0.5 + 0.006 * random.nextGaussian();
		tilt = 0.008 * random.nextGaussian();
		for (int rib = 0; rib < RIBS; rib++) {
			double out = 0.05;
			while (out < chestWall(posteriorRib(rib, out)) && out < 0.5)
				out += 0.002;
			ribEnds[rib] = new double[] { out, posteriorRib(rib, out) };
		}
	}

	private boolean has(final Phantom.Abnormality abnormality) {
		return abnormalities.contains(abnormality);
	}

	private boolean has(final Phantom.Abnormality left, final Phantom.Abnormality right, final int side) {
		return has(side > 0 ? left : right);
	}

	/**
	 * @param vessels thickness of lung vessels at this place
	 * @return 0 for air, about 1 for spine and heart, more for metal
	 */
	double attenuation(final double u, final double v, final double vessels) {
		final double x = u - midline - tilt * (v - 0.5);
		final int side = x >= 0 ? 1 : -1;
		final double out = Math.abs(x);
		final double body = body(out, v);
		if (body <= 0) return device(x, v);
		final double heart = heart(x, v), lung = lung(side, out, v);
		double air = lung * (1 - 0.9 * Math.min(1, 1.25 * heart));
		double soft = 0.66 * body + 0.14 * heart + vessels * Math.min(1, 3 * air);
		if (lung > 0) {
			if (has(Phantom.Abnormality.LEFT_PLEURAL_EFFUSION, Phantom.Abnormality.RIGHT_PLEURAL_EFFUSION, side)) air *= 1 - effusion(out, v);
			if (has(Phantom.Abnormality.LEFT_LUNG_OPACITY, Phantom.Abnormality.RIGHT_LUNG_OPACITY, side)) air *= 1 - opacity(out, v);
			if (has(Phantom.Abnormality.LEFT_LUNG_LESION, Phantom.Abnormality.RIGHT_LUNG_LESION, side)) soft += 0.22 * ball(out - 0.24, v - 0.36, 0.024, 0.024);
			if (has(Phantom.Abnormality.LEFT_ATELECTASIS, Phantom.Abnormality.RIGHT_ATELECTASIS, side)) soft += atelectasis(out, v) * Math.min(1, 4 * air);
			if (has(Phantom.Abnormality.LEFT_PNEUMOTHORAX, Phantom.Abnormality.RIGHT_PNEUMOTHORAX, side)) {
				final double inside = insidePleura(out, v);
				soft += (inside > 0 ? 0 : -vessels * Math.min(1, 3 * air)) + 0.09 * line(inside, 0.0025) * (1 - smoothStep(0.5, 0.6, v));
				if (inside <= 0) air *= 1.15;
			}
		}
		soft -= 0.13 * airways(x, v) + 0.15 * ball(x - 0.17, v - 0.79, 0.075, 0.03);
		return Math.max(0, soft - 0.5 * air) + bones(x, out, v) + device(x, v);
	}

	/** Depth of the body behind a place, 0 to 1: neck, shoulders, trunk. */
	private double body(final double out, final double v) {
		final double half = 0.115 + 0.43 * smoothStep(0.02, 0.2, v) * Math.pow(smoothStep(0, 0.2, v), 0.3) - 0.085 * smoothStep(0.42, 0.62, v);
		return out >= half ? 0 : Math.pow(1 - out * out / half / half, 0.4) * (0.75 + 0.25 * smoothStep(0, 0.25, v)) * (1 + 0.12 * smoothStep(0.7, 0.85, v));
	}

	/** Inner side of the ribs. */
	private double chestWall(final double v) {
		final double e = Math.min(1, Math.abs(v - 0.64) / (0.64 - APEX));
		return v > 0.64 ? width * (0.385 - 0.05 * (v - 0.64)) : width * 0.385 * Math.pow(1 - Math.pow(e, 2.2), 0.55);
	}

	private static double diaphragm(final int side, final double out) {
		final double e = (out - 0.19) / 0.2;
		return (side > 0 ? 0.735 : 0.705) + 0.1 * (e > 0 ? Math.pow(e, 2.6) : 0.55 * e * e);
	}

	/** Depth of lung behind a place, 0 to 1. */
	private double lung(final int side, final double out, final double v) {
		if (v < APEX) return 0;
		final double fromMediastinum = out - 0.04 - 0.02 * smoothStep(0.3, 0.5, v) - (side > 0 ? 0.035 * ball(0, v - 0.335, 1, 0.045) : 0);
		final double nearest = Math.min(Math.min(chestWall(v) - out, 1.3 * fromMediastinum), 1.2 * (diaphragm(side, out) - v));
		if (nearest <= 0) return 0;
		final double t = Math.min(1, nearest / 0.17);
		return Math.sqrt(t * (2 - t)) * (0.8 + 0.2 * smoothStep(APEX, 0.35, v));
	}

	/** Depth of heart and great vessels, 0 to 1; the apex points to the patient's left. */
	private double heart(final double x, final double v) {
		final double dx = x - 0.062 * heartSize, dy = v - 0.63, cos = Math.cos(0.6), sin = Math.sin(0.6);
		final double ventricles = ball(dx * cos + dy * sin, dy * cos - dx * sin, 0.18 * heartSize, 0.115 * heartSize);
		final double atrium = ball(x + 0.035 * heartSize, v - 0.625, 0.075 * heartSize, 0.11);
		final double pedicle = 0.8 * ball(x - 0.008, v - 0.42, 0.068, 0.2);
		final double hila = 0.38 * Math.exp(-Math.pow((Math.abs(x) - 0.08) / 0.028, 2) - Math.pow((v - 0.48) / 0.05, 2));
		return Math.max(Math.max(ventricles, atrium), Math.max(pedicle, hila));
	}

	private static double airways(final double x, final double v) {
		final double trachea = v < 0.36 ? ball(x, 0, 0.018, 1) : 0;
		final double bronchi = v > 0.33 && v < 0.43 ? ball(Math.abs(x) - 0.85 * (v - 0.35), 0, 0.012, 1) : 0;
		return Math.max(trachea, 0.7 * bronchi);
	}

	private double bones(final double x, final double out, final double v) {
		double bones = spine(x, v) + 0.12 * tube(v - 0.212 + 0.3 * (out - 0.03) - 0.36 * Math.pow(out - 0.03, 2), 0.012) * smoothStep(0.02, 0.035, out) * (1 -
			smoothStep(0.4, 0.44, out));
		bones += 0.11 * ball(out - 0.49, v - 0.22, 0.055, 0.06) + 0.11 * tube(out - 0.485 - 0.1 * (v - 0.25), 0.03) * smoothStep(0.2, 0.26, v) * (1 - smoothStep(0.4,
			0.6, v));
		bones += 0.05 * scapula(out, v);
		final double inChest = smoothStep(0.03, 0.05, out) * (1 - smoothStep(-0.004, 0.016, out - chestWall(v))) * (1 - 0.6 * smoothStep(0.72, 0.8, v));
		if (inChest > 0) for (int rib = 0; rib < RIBS; rib++) {
			bones += 0.085 * inChest * tube(v - posteriorRib(rib, out), 0.0115 * (1 + out));
			final double fromEnd = ribEnds[rib][0] - out;
			bones += 0.05 * inChest * tube((v - ribEnds[rib][1] - 0.012 - 0.5 * fromEnd - 0.6 * fromEnd * fromEnd) * 0.8, 0.0125) * smoothStep(0.1, 0.16, out);
		}
		return bones;
	}

	private double posteriorRib(final int rib, final double out) {
		return 0.125 + ribShift + 0.066 * rib - 0.16 * out + (1.15 + 1.3 * Math.max(0, 2 - rib)) * out * out;
	}

	private double spine(final double x, final double v) {
		final double phase = (v + ribShift) / 0.058 % 1;
		final double vertebra = smoothStep(0, 0.1, phase) * (1 - smoothStep(0.86, 0.96, phase));
		final double pedicles = ball(Math.abs(x) - 0.019, (phase - 0.35) * 0.058, 0.006, 0.009) + ball(x, (phase - 0.75) * 0.058, 0.005, 0.014);
		return (1 - smoothStep(0.024, 0.042, Math.abs(x))) * (0.055 + 0.04 * vertebra) + 0.03 * pedicles;
	}

	private static double scapula(final double out, final double v) {
		final double dx = out - 0.415, dy = v - 0.3;
		return ball(dx * 0.95 + dy * 0.3, dy * 0.95 - dx * 0.3, 0.06, 0.15);
	}

	private static double effusion(final double out, final double v) {
		return smoothStep(-0.012, 0.012, v - 0.735 + 0.16 * smoothStep(0.2, 0.38, out));
	}

	private static double opacity(final double out, final double v) {
		final double lumps = 0.8 + 0.1 * Math.sin(70 * out + 60 * v) + 0.1 * Math.sin(110 * v - 40 * out);
		return 0.85 * lumps * Math.exp(-Math.pow((out - 0.22) / 0.065, 2) - Math.pow((v - 0.55) / 0.065, 2));
	}

	private static double atelectasis(final double out, final double v) {
		return 0.13 * tube(v - 0.63 + 0.12 * (out - 0.2), 0.009) * smoothStep(0.1, 0.14, out) * (1 - smoothStep(0.3, 0.33, out));
	}

	/** Distance from the edge of a collapsed lung, negative in the air around it. */
	private double insidePleura(final double out, final double v) {
		final double gap = 0.1 * (1 - smoothStep(0.25, 0.68, v));
		return Math.min(chestWall(v) - gap - out, v - APEX - 0.8 * gap);
	}

	private double device(final double x, final double v) {
		if (!has(Phantom.Abnormality.PACEMAKER)) return 0;
		final double generator = 1 - smoothStep(0.92, 1.02, Math.pow(Math.pow(Math.abs((x - 0.25) / 0.05), 4) + Math.pow(Math.abs((v - 0.25) / 0.045), 4), 0.25));
		final double toVein = v < 0.24 && x > 0.02 && x < 0.22 ? line(v - 0.215 + 0.05 * Math.sin(Math.PI * (x - 0.02) / 0.2), 0.003) : 0;
		final double down = v >= 0.215 && v < 0.69 ? line(x + 0.03 - (v < 0.45 ? 0.05 * Math.pow((0.45 - v) / 0.235, 2) : 0.12 * Math.pow((v - 0.45) / 0.24, 2)),
			0.003) : 0;
		return 0.5 * generator + 0.25 * Math.max(toVein, down) + 0.4 * ball(x - 0.09, v - 0.69, 0.006, 0.008);
	}

	/** Depth of an ellipsoid at a distance from its centre, 0 to 1. */
	private static double ball(final double dx, final double dy, final double radiusX, final double radiusY) {
		final double square = 1 - dx * dx / radiusX / radiusX - dy * dy / radiusY / radiusY;
		return square > 0 ? Math.sqrt(square) : 0;
	}

	/** A bone: its dense wall shows most at the edges. */
	private static double tube(final double distance, final double radius) {
		final double t = Math.abs(distance) / radius;
		return t >= 1 ? 0 : Math.min(1, 8 * (1 - t)) * (0.65 + 0.35 * t * t);
	}

	private static double line(final double distance, final double radius) {
		return Math.max(0, 1 - Math.abs(distance) / radius);
	}

	static double smoothStep(final double from, final double to, final double value) {
		final double t = Math.max(0, Math.min(1, (value - from) / (to - from)));
		return t * t * (3 - 2 * t);
	}
}
