package io.github.trrg.decode;

import static io.github.trrg.nn.StoredMatrix.GROUP;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

import io.github.trrg.nn.Numbers;
import io.github.trrg.nn.Storage;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of 4-bit numbers with a scale per group, in integers of 16 bits: inputs are {@link RoundedInputs}. As many rows as vectors have lanes are packed
 * together, 32 bits of each in turn, so that a lane has all of a row: scales and sums need not be brought to and from lanes. Sums may wrap around on the
 * way, so that no number need be taken out of the 16 bits s = 4096 d + 256 c + 16 b + a which it shares with three others: a x + b y + c z + d t is
 * s x + (s >>> 4) (y − 16 x) + (s >>> 8) (z − 16 y) + (s >>> 12) (t − 16 z).
 */
final class VectorInt4 extends VectorProduct {

	private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
	private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
	/** Bytes of a vector, and vectors of a group. */
	private static final int VECTOR = 4 * LANES;
	private static final int VECTORS = GROUP / 8;

	private final int groups;

	VectorInt4(final int columns) {
		super(Storage.INT4, columns);
		groups = columns / GROUP;
	}

	@Override
	int packedRows() {
		return LANES;
	}

	@Override
	byte[] pack(final byte[] rows, final int count) {
		final byte[] packed = new byte[count];
		for (int from = 0; from < count; from += LANES * rowBytes)
			for (int k = 0; k < rowBytes; k += 4)
				for (int lane = 0; lane < LANES; lane++)
					INT.set(packed, from + k * LANES + 4 * lane, (int) INT.get(rows, from + lane * rowBytes + k));
		return packed;
	}

	@Override
	float[] packScales(final float[] scales) {
		final float[] packed = new float[scales.length];
		for (int from = 0; from < scales.length; from += LANES * groups)
			for (int group = 0; group < groups; group++)
				for (int lane = 0; lane < LANES; lane++)
					packed[from + group * LANES + lane] = scales[from + lane * groups + group];
		return packed;
	}

	@Override
	void copyRow(final Rows rows, final int row, final float[] target, final int offset) {
		final byte[] bytes = new byte[rowBytes];
		for (int k = 0; k < rowBytes; k += 4)
			INT.set(bytes, k, (int) INT.get(rows.bytes(), rows.at() + k * LANES + 4 * row));
		final float[] scales = new float[groups];
		for (int group = 0; group < groups; group++)
			scales[group] = rows.scales()[rows.first() * groups + group * LANES + row];
		Numbers.read(storage, bytes, 0, 0, columns, scales, 0, columns, target, offset);
	}

	@Override
	Inputs arrange(final float[] x, final int count) {
		return RoundedInputs.of(x, count, columns);
	}

	@Override
	void multiply(final Rows rows, final Inputs x, final int count, final float[] y, final int to, final int stride) {
		final float[] sums = new float[LANES];
		for (int row = 0; row < rows.count(); row += LANES)
			for (int i = 0; i < count; i++) {
				lanes(rows.bytes(), begin(rows, row), rows.scales(), (rows.first() + row) * groups, x, i * groups, sums);
				System.arraycopy(sums, 0, y, to + i * stride + row, Math.min(LANES, rows.count() - row));
			}
	}

	/** Outputs of the rows of a vector for the input whose first group is given. */
	private void lanes(final byte[] w, final int from, final float[] scales, final int firstScale, final Inputs x, final int firstGroup, final float[] sums) {
		final int[] whole = x.whole();
		final float[] inputScales = x.numbers();
		FloatVector sum = FloatVector.zero(FLOATS);
		for (int group = 0; group < groups; group++) {
			final int factors = (firstGroup + group) * RoundedInputs.NUMBERS;
			ShortVector products = IntVector.broadcast(INTS, whole[factors + RoundedInputs.NUMBERS - 1]).reinterpretAsShorts();
			for (int v = 0; v < VECTORS; v++) {
				final ShortVector s = ByteVector.fromArray(BYTES, w, from + (group * VECTORS + v) * VECTOR).reinterpretAsShorts();
				final ShortVector x0 = IntVector.broadcast(INTS, whole[factors + 4 * v]).reinterpretAsShorts();
				final ShortVector x1 = IntVector.broadcast(INTS, whole[factors + 4 * v + 1]).reinterpretAsShorts();
				final ShortVector x2 = IntVector.broadcast(INTS, whole[factors + 4 * v + 2]).reinterpretAsShorts();
				final ShortVector x3 = IntVector.broadcast(INTS, whole[factors + 4 * v + 3]).reinterpretAsShorts();
				products = products.add(s.mul(x0).add(s.lanewise(VectorOperators.LSHR, 4).mul(x1)).add(s.lanewise(VectorOperators.LSHR, 8).mul(x2).add(s.lanewise(
					VectorOperators.LSHR, 12).mul(x3))));
			}
			final IntVector pairs = products.reinterpretAsInts();
			final IntVector product = pairs.lanewise(VectorOperators.LSHL, 16).lanewise(VectorOperators.ASHR, 16).add(pairs.lanewise(VectorOperators.ASHR, 16));
			sum = ((FloatVector) product.convertShape(VectorOperators.I2F, FLOATS, 0)).fma(FloatVector.fromArray(FLOATS, scales, firstScale + group * LANES).mul(
				inputScales[firstGroup + group]), sum);
		}
		sum.intoArray(sums, 0);
	}
}
