package io.github.trrg.decode;

/** Rotary position embedding (Su et al. 2021) at one position, halves paired as Hugging Face's weights expect. */
final class RotaryAngles {

	private final float[] cos;
	private final float[] sin;

	RotaryAngles(final double[] frequencies, final int position) {
		cos = new float[frequencies.length];
		sin = new float[frequencies.length];
		for (int i = 0; i < frequencies.length; i++) {
			final float angle = position * (float) frequencies[i]; // in 32 bits, as models were trained
			cos[i] = (float) Math.cos(angle);
			sin[i] = (float) Math.sin(angle);
		}
	}

	/** Rotates heads (heads, d) in place. */
	void rotate(final float[] x, final int at, final int heads) {
		final int half = cos.length;
		for (int head = at; head < at + heads * 2 * half; head += 2 * half)
			for (int i = head; i < head + half; i++) {
				final float a = x[i];
				final float b = x[i + half];
				x[i] = a * cos[i - head] - b * sin[i - head];
				x[i + half] = b * cos[i - head] + a * sin[i - head];
			}
	}
}
