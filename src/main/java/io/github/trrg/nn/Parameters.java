package io.github.trrg.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import io.github.trrg.engine.Torch;

/**
 * The parameters of a network by name. Networks ask for theirs while they are built; values come from a source (weights
 * on disk) or, where that has none, from an initialisation that depends on seed and name alone. Names are those of
 * published Hugging Face weights. Closing frees all.
 */
public final class Parameters implements AutoCloseable {

	/** Where stored values come from. */
	@FunctionalInterface
	public interface Source {

		/** A source without values: everything is new. */
		Source NONE = (name, shape) -> null;

		/**
		 * @return the values of that parameter, row-major; null if the source has none
		 * @throws io.github.trrg.common.TrrgException if it has one of another shape
		 */
		float[] read(String name, long[] shape);
	}

	/** Where matrices come from that stay as they are stored, in fewer than 32 bits. */
	@FunctionalInterface
	public interface Kept {

		/** Without any. */
		Kept NONE = (name, rows, columns) -> null;

		/** @return the matrix of that name, of which {@link TorchWeight#isPossible}; null if it has 32 bits */
		StoredMatrix matrix(String name, int rows, int columns);
	}

	private final NDManager manager;
	private final Source source;
	private final Kept kept;
	private final long seed;
	private final Precision precision;
	private final Map<String, NDArray> arrays = new LinkedHashMap<>();
	private final TreeSet<String> buffers = new TreeSet<>();
	private final Set<String> frozen = new HashSet<>();
	private final List<String> fresh = new ArrayList<>();
	private final List<Weight> factors = new ArrayList<>();
	private final Map<String, Factor> stored = new LinkedHashMap<>();
	private final Recomputation recomputation = new Recomputation();

	/** Of a network that computes in the device's best precision. */
	public Parameters(final Device device, final Source source, final long seed) {
		this(device, Precision.best(device), source, seed);
	}

	/** @param precision of the network's products; the parameters have 32 bits */
	public Parameters(final Device device, final Precision precision, final Source source, final long seed) {
		this(device, precision, source, Kept.NONE, seed);
	}

	/** As above. @param kept matrices that are no parameters: nobody can train them, and they take no more memory than they are stored in */
	public Parameters(final Device device, final Precision precision, final Source source, final Kept kept, final long seed) {
		this.manager = Torch.newManager(device);
		this.precision = precision;
		this.source = source;
		this.kept = kept;
		this.seed = seed;
	}

	/** The scope without a prefix. */
	public Scope root() {
		return new Scope("");
	}

	/** All arrays by name, buffers included, in the order the network asked for them. */
	public Map<String, NDArray> arrays() {
		return Collections.unmodifiableMap(arrays);
	}

	/** Names of the matrices that stay as they are stored, in order. */
	public Set<String> stored() {
		return Collections.unmodifiableSet(stored.keySet());
	}

	/** Names of the parameters the source had no values for. */
	public List<String> fresh() {
		return Collections.unmodifiableList(fresh);
	}

	public Device device() {
		return manager.getDevice();
	}

	/** What the network rounds the factors of its products to. */
	public Precision precision() {
		return precision;
	}

	/** Keeps those parameters from being trained, unless they are new: what nobody has trained yet must be learnt. */
	void freeze(final Predicate<String> names) {
		arrays.keySet().stream().filter(names).filter(name -> !fresh.contains(name)).forEach(frozen::add);
	}

	/** Whether a parameter stays as it was read, whatever is trained. */
	public boolean isFrozen(final String name) {
		return frozen.contains(name);
	}

	/** Makes those parameters, and no others, collect gradients. @return them by name; buffers (running statistics) and frozen ones never train */
	public Map<String, NDArray> train(final Predicate<String> names) {
		factors.forEach(Weight::forget);
		final Map<String, NDArray> trained = new LinkedHashMap<>();
		arrays.forEach((name, array) -> {
			final boolean trains = !buffers.contains(name) && !frozen.contains(name) && names.test(name);
			array.setRequiresGradient(trains);
			if (trains) trained.put(name, array);
		});
		return trained;
	}

	/** Computes the gradients of a scalar and adds them to those its parameters hold. */
	public void backward(final NDArray loss) {
		recomputation.backward(loss);
	}

	/** Bytes of what one layer of those leaves that are computed twice, of the last pass, whose step is open; 0 if there was none. */
	public long bytesOfLayer() {
		return recomputation.bytesOfLayer();
	}

	@Override
	public void close() {
		manager.close();
	}

	/** A branch of the tree of names. */
	public final class Scope {

		private final String prefix;

		private Scope(final String prefix) {
			this.prefix = prefix;
		}

		/** The branch below. */
		public Scope at(final String name) {
			return new Scope(prefix + name + ".");
		}

		/** A parameter that training may change. */
		public NDArray weight(final String name, final Init init, final long... shape) {
			return arrays.computeIfAbsent(prefix + name, full -> create(full, init, shape));
		}

		/** A parameter that multiplies activations. */
		Weight factor(final String name, final Init init, final long... shape) {
			final Weight factor = new Weight(weight(name, init, shape), precision);
			factors.add(factor);
			return factor;
		}

		/** A factor that may be one of those that stay as they are stored. */
		Factor matrix(final String name, final Init init, final int out, final int in) {
			final Factor known = stored.get(prefix + name);
			if (known != null) return known;
			final StoredMatrix matrix = kept.matrix(prefix + name, out, in);
			if (matrix == null) return factor(name, init, out, in);
			final Factor factor = new StoredFactor(TorchWeight.of(manager, matrix), precision);
			stored.put(prefix + name, factor);
			return factor;
		}

		Precision precision() {
			return precision;
		}

		/** To compute layers twice where matrices stay as they are stored, else null. */
		Recomputation recomputation() {
			return stored.isEmpty() ? null : recomputation;
		}

		/** A value training does not learn by gradient (running statistics). */
		public NDArray buffer(final String name, final Init init, final long... shape) {
			buffers.add(prefix + name);
			return weight(name, init, shape);
		}
	}

	private NDArray create(final String name, final Init init, final long[] shape) {
		float[] values = source.read(name, shape);
		if (values == null) {
			values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
			init.fill(values, shape, new Random(seed * 31 + name.hashCode()));
			fresh.add(name);
		}
		return manager.create(values, new Shape(shape));
	}
}
