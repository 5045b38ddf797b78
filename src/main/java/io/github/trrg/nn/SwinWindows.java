package io.github.trrg.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.engine.Kernels;

/**
 * How a grid of patches is cut into square attention windows of T = side² patches: padded to a multiple of the side, and for
 * every second block rolled by half a window, so that patches meet across the borders of the block before. A grid no larger
 * than a window is one window without roll; its side shrinks to the grid's shorter one.
 */
final class SwinWindows {

	/** Added to scores between patches that the roll brought together, as in the published code. */
	private static final float APART = -100;

	private final long images;
	private final int rows;
	private final int columns;
	private final int tableSide; // distances the bias table has along one axis
	private final int side;
	private final int shift;
	private final NDArray biasIndex; // (T·T), rows of the bias table
	private final NDArray apart; // (windows, 1, T, T), or null without roll

	/** @param grid the images (N, rows, columns, C), in whose manager the windows live */
	SwinWindows(final NDArray grid, final int windowSize, final boolean shifted) {
		images = grid.getShape().get(0);
		rows = (int) grid.getShape().get(1);
		columns = (int) grid.getShape().get(2);
		final boolean fits = Math.min(rows, columns) <= windowSize;
		tableSide = 2 * windowSize - 1;
		side = fits ? Math.min(rows, columns) : windowSize;
		shift = fits || !shifted ? 0 : windowSize / 2;
		biasIndex = grid.getManager().create(biasIndex());
		apart = shift == 0 ? null : grid.getManager().create(apart(), new Shape((long) down() * across(), 1, tokens(), tokens()));
	}

	/** (N, rows, columns, C) → (N·windows, T, C), windows row-major in each image */
	NDArray partition(final NDArray x) {
		final NDArray rolled = roll(Swin.pad(Swin.pad(x, 1, side), 2, side), shift);
		final Shape s = rolled.getShape();
		return rolled.reshape(s.get(0), s.get(1) / side, side, s.get(2) / side, side, s.get(3)).transpose(0, 1, 3, 2, 4, 5)
			.reshape(-1, tokens(), s.get(3));
	}

	/** The way back: (N·windows, T, C) → (N, rows, columns, C) */
	NDArray join(final NDArray windows) {
		final long channels = windows.getShape().get(2);
		final NDArray rolled = windows.reshape(-1, down(), across(), side, side, channels).transpose(0, 1, 3, 2, 4, 5)
			.reshape(-1, (long) down() * side, (long) across() * side, channels);
		return roll(rolled, -shift).get(":, :{}, :{}", rows, columns);
	}

	/** Whether the windows hold the grid's patches and no padding. */
	boolean isPermutation() {
		return rows % side == 0 && columns % side == 0;
	}

	/** Numbers of the grid's patches in the order in which {@link #partition} puts them into windows (P), and in their own in that of {@link #join}. */
	NDList permutation(final NDManager manager) {
		final long[] order = new long[rows * columns], back = new long[order.length];
		for (int i = 0; i < order.length; i++) {
			final int window = i / tokens();
			final int row = (window / across() * side + i % tokens() / side + shift) % rows;
			final int column = (window % across() * side + i % side + shift) % columns;
			order[i] = row * columns + column;
			back[(int) order[i]] = i;
		}
		return new NDList(manager.create(order), manager.create(back));
	}

	/**
	 * What is added to the attention scores.
	 *
	 * @param biasTable ((2w − 1)², heads)
	 * @return (1 or N·windows, heads, T, T)
	 */
	NDArray mask(final NDArray biasTable) {
		final NDArray bias = Kernels.run("rows_as_columns", biasIndex, biasTable).reshape(1, -1, tokens(), tokens());
		return apart == null ? bias : bias.add(apart).tile(new long[] { images, 1, 1, 1 });
	}

	/** Row of the bias table for each pair of patches of a window; a shrunken window uses the table's middle. */
	private long[] biasIndex() {
		final int tokens = tokens();
		final long[] index = new long[tokens * tokens];
		for (int a = 0; a < tokens; a++)
			for (int b = 0; b < tokens; b++) {
				final int rowDistance = a / side - b / side + tableSide / 2;
				final int columnDistance = a % side - b % side + tableSide / 2;
				index[a * tokens + b] = rowDistance * tableSide + columnDistance;
			}
		return index;
	}

	/** (windows, T, T): {@link #APART} for patches of different regions of the unrolled grid, else 0. */
	private float[] apart() {
		final int tokens = tokens();
		final int[] regions = new int[down() * across() * tokens];
		for (int i = 0; i < regions.length; i++) {
			final int window = i / tokens;
			final int row = window / across() * side + i % tokens / side;
			final int column = window % across() * side + i % side;
			regions[i] = region(row, down() * side) * 3 + region(column, across() * side);
		}
		final float[] values = new float[regions.length * tokens];
		for (int i = 0; i < values.length; i++)
			if (regions[i / tokens] != regions[i / (tokens * tokens) * tokens + i % tokens]) values[i] = APART;
		return values;
	}

	/** Of a rolled axis: 0 before the last window, 1 in its first part, 2 where the other end of the axis came in. */
	private int region(final int position, final int length) {
		return position < length - side ? 0 : position < length - shift ? 1 : 2;
	}

	private int tokens() {
		return side * side;
	}

	private int down() {
		return (rows + side - 1) / side;
	}

	private int across() {
		return (columns + side - 1) / side;
	}

	/** Moves the grid up and left, what leaves comes in at the other end; negative is down and right. */
	private static NDArray roll(final NDArray x, final int by) {
		return by == 0 ? x : roll(roll(x, by, 1), by, 2);
	}

	private static NDArray roll(final NDArray x, final int by, final int axis) {
		final long length = x.getShape().get(axis);
		final NDList parts = x.split(new long[] { Math.floorMod(by, length) }, axis);
		return NDArrays.concat(new NDList(parts.get(1), parts.get(0)), axis);
	}
}
