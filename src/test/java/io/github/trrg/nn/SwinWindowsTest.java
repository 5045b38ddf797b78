package io.github.trrg.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.engine.Torch;

/** Windows of 2 × 2 patches on a grid of 3 × 3, numbered 1 to 9: the fourth row and column are padding. */
class SwinWindowsTest {

	private final NDManager step = Torch.newManager(Device.cpu());
	private final NDArray grid = step.arange(1f, 10f).reshape(1, 3, 3, 1);

	@AfterEach
	void close() {
		step.close();
	}

	@Test
	void windowsCoverThePaddedGrid() {
		final NDArray windows = new SwinWindows(grid, 2, false).partition(grid);
		assertEquals(new Shape(4, 4, 1), windows.getShape());
		assertArrayEquals(new float[] {
			1, 2, 4, 5,
			3, 0, 6, 0,
			7, 8, 0, 0,
			9, 0, 0, 0 }, windows.toFloatArray());
	}

	@Test
	void everySecondBlockMovesTheWindowsByHalfTheirSide() {
		final NDArray windows = new SwinWindows(grid, 2, true).partition(grid);
		assertArrayEquals(new float[] {
			5, 6, 8, 9,
			0, 4, 0, 7,
			0, 0, 2, 3,
			0, 0, 0, 1 }, windows.toFloatArray());
	}

	/** Grids of 6 × 6 and, merged, 3 × 3: four windows, every second time shifted, then one. */
	@Test
	void blocksInOneCallGiveTheSameAsBlocksStepByStep() {
		try (Parameters parameters = new Parameters(Device.cpu(), Precision.FLOAT32, Parameters.Source.NONE, 1)) {
			final Swin swin = new Swin(parameters.root(), new SwinConfig(24, 4, 1, 8, List.of(2, 2), List.of(2, 4), 3, 2, true, 1e-5));
			final NDArray pixels = step.randomNormal(new Shape(2, 1, 24, 24));
			final List<Swin.State> whole = swin.states(pixels, false), stepwise = swin.states(pixels, true);
			for (int i = 0; i < whole.size(); i++)
				assertTrue(whole.get(i).tokens().sub(stepwise.get(i).tokens()).abs().max().getFloat() < 1e-5);
		}
	}

	@Test
	void joiningTakesPatchesBackToTheirPlaces() {
		final NDArray two = step.arange(0f, 2 * 5 * 3 * 4).reshape(2, 5, 3, 4);
		final SwinWindows windows = new SwinWindows(two, 2, true);
		assertEquals(two, windows.join(windows.partition(two)));
	}

	@Test
	void patchesOfOppositeEdgesDoNotSeeEachOther() {
		final NDArray mask = new SwinWindows(grid, 2, true).mask(step.zeros(new Shape(9, 1))); // (4, 1, 4, 4)
		assertArrayEquals(new float[16], mask.get(0).toFloatArray());
		assertArrayEquals(new float[] { // columns 3 and 0
			0, -100, 0, -100,
			-100, 0, -100, 0,
			0, -100, 0, -100,
			-100, 0, -100, 0 }, mask.get(1).toFloatArray());
		assertArrayEquals(new float[] { // rows 3 and 0
			0, 0, -100, -100,
			0, 0, -100, -100,
			-100, -100, 0, 0,
			-100, -100, 0, 0 }, mask.get(2).toFloatArray());
		assertArrayEquals(new float[] { // both
			0, -100, -100, -100,
			-100, 0, -100, -100,
			-100, -100, 0, -100,
			-100, -100, -100, 0 }, mask.get(3).toFloatArray());
	}

	@Test
	void biasDependsOnTheDistanceOfTwoPatches() {
		final NDArray table = step.arange(0f, 9f).reshape(9, 1); // row distance −1, 0, 1 by column distance −1, 0, 1
		assertArrayEquals(new float[] {
			4, 3, 1, 0,
			5, 4, 2, 1,
			7, 6, 4, 3,
			8, 7, 5, 4 }, new SwinWindows(grid, 2, false).mask(table).toFloatArray());
	}

	@Test
	void aWindowLargerThanTheGridShrinksToItWithoutShift() {
		final NDArray small = step.arange(1f, 5f).reshape(1, 2, 2, 1);
		final SwinWindows windows = new SwinWindows(small, 3, true);
		assertArrayEquals(new float[] { 1, 2, 3, 4 }, windows.partition(small).toFloatArray());
		final NDArray table = step.arange(0f, 25f).reshape(25, 1); // distances −2 to 2, of which −1 to 1 occur
		assertArrayEquals(new float[] {
			12, 11, 7, 6,
			13, 12, 8, 7,
			17, 16, 12, 11,
			18, 17, 13, 12 }, windows.mask(table).toFloatArray());
	}
}
