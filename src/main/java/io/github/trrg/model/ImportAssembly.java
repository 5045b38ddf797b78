package io.github.trrg.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import ai.djl.ndarray.NDArray;

import io.github.trrg.common.TrrgException;
import io.github.trrg.decode.LlamaTensors;
import io.github.trrg.engine.Torch;
import io.github.trrg.nn.LlamaConfig;
import io.github.trrg.nn.Lora;
import io.github.trrg.nn.Parameters;
import io.github.trrg.nn.Storage;
import io.github.trrg.nn.StoredMatrix;
import io.github.trrg.nn.StoredWeights;

/** Puts the weights of a model together from its parts, and checks that each has the shape that the configuration asks for. */
final class ImportAssembly {

	/** What new parameters begin with depends on it alone. */
	private static final long SEED = 1;
	/** What joins two parts, by the beginning of its names, and the parts it was trained with. */
	private static final Map<String, Set<String>> JOINTS = Map.of( //
		"text_projection.", Set.of(ImportPart.TEXT), //
		"perception.", Set.of(ImportPart.VISION, ImportPart.TEXT), //
		"view_embedding.", Set.of(ImportPart.VISION), //
		"clue_injection.", Set.of(ImportPart.VISION, ImportPart.TEXT), //
		"clue_interaction.", Set.of(ImportPart.VISION, ImportPart.TEXT), //
		"mapper.", Set.of(ImportPart.VISION, ImportPart.LANGUAGE), //
		"consistency.report.", Set.of(ImportPart.TEXT, ImportPart.LANGUAGE), //
		"consistency.clue.", Set.of(ImportPart.VISION, ImportPart.TEXT));
	/** What may stand beside a matrix. */
	private static final List<String> COMPANIONS = List.of("lora_A.weight", "lora_B.weight", "weight.scale");

	private final Map<String, ImportPart> parts;
	private final PublishedTensors mapper;
	private final Weights base;
	private final Lora lora;
	private final AssembledWeights weights = new AssembledWeights();
	private final Map<String, Integer> mapped = new TreeMap<>();

	/**
	 * @param mapper tensors of a mapper, {@code projection} and {@code norm}
	 * @param base weights of a model folder, or null
	 * @param lora rank and scale of adapters, or null if there are none
	 */
	ImportAssembly(final Map<String, ImportPart> parts, final PublishedTensors mapper, final Weights base, final Lora lora) {
		this.parts = parts;
		this.mapper = mapper;
		this.base = base;
		this.lora = lora;
	}

	/**
	 * @return names of the new parameters
	 * @throws TrrgException if a part lacks a tensor, or has one of another shape
	 */
	List<String> assemble(final NetworkConfig architecture) {
		// The language model is only looked at: it may be larger than the memory.
		new LlamaTensors(architecture.language(), new Shapes());
		try (Parameters parameters = new Parameters(Torch.device("cpu"), this::read, SEED)) {
			architecture.build(parameters, false);
			for (final String name : parameters.fresh()) {
				final NDArray array = parameters.arrays().get(name);
				weights.put(name, array.getShape().getShape(), array.toFloatArray());
			}
			return List.copyOf(parameters.fresh());
		}
	}

	AssembledWeights weights() {
		return weights;
	}

	/** Tensors that were taken, by part. */
	Map<String, Integer> mapped() {
		return mapped;
	}

	/** Whether the base's weights of a joint are kept: both its sides are the base's. */
	boolean keepsJoint(final String prefix) {
		return base != null && JOINTS.get(prefix).stream().allMatch(part -> parts.get(part).isBase());
	}

	private float[] read(final String name, final long[] shape) {
		final int dot = name.indexOf('.');
		final ImportPart part = parts.get(name.substring(0, dot));
		if (part != null) {
			take(part, name.substring(dot + 1), shape);
			return weights.floats(name);
		}
		final String original = name.startsWith("mapper.") ? mapper.find(name.substring("mapper.".length())) : null;
		if (original != null) return take(name, mapper.weights(), original, shape, mapper.source(), "mapper");
		final boolean kept = JOINTS.keySet().stream().anyMatch(joint -> name.startsWith(joint) && keepsJoint(joint)) && base.names().contains(name);
		return kept ? take(name, base, name, shape, "the base", ModelImport.JOINTS) : null;
	}

	private float[] take(final String name, final Weights from, final String original, final long[] shape, final String source, final String count) {
		if (!Arrays.equals(from.shape(original), shape)) throw mismatch(original, source, from.shape(original), shape);
		weights.put(name, from, original);
		mapped.merge(count, 1, Integer::sum);
		return from.floats(original);
	}

	private void take(final ImportPart part, final String name, final long[] shape) {
		for (final PublishedTensors tensors : part.tensors()) {
			final String original = tensors.find(name);
			if (original == null) continue;
			final DType dtype = tensors.weights().dtype(original);
			if (dtype.isFloat() ? !Arrays.equals(tensors.weights().shape(original), shape) : !part.isBase())
				throw mismatch(original + " (" + dtype + ")", tensors.source(), tensors.weights().shape(original), shape);
			put(part, name, tensors, original);
			takeCompanions(part, name, shape);
			return;
		}
		throw new TrrgException("The weights of the " + part.name() + " part in " + part.origin() + " lack the tensor " + name +
			", which config.json asks for. Do weights and config.json belong together?");
	}

	private void put(final ImportPart part, final String name, final PublishedTensors tensors, final String original) {
		weights.put(part.name() + "." + name, tensors.weights(), original);
		mapped.merge(part.name(), 1, Integer::sum);
	}

	/** Adapters to be merged, and the scales of rounded matrices. */
	private void takeCompanions(final ImportPart part, final String name, final long[] shape) {
		if (!name.endsWith(".weight") || shape.length != 2) return;
		for (final String companion : COMPANIONS)
			for (final PublishedTensors tensors : part.tensors()) {
				final String other = name.substring(0, name.length() - "weight".length()) + companion;
				final String original = tensors.find(other);
				if (original == null) continue;
				if (companion.startsWith("lora_A")) requireShape(tensors, original, rank(), shape[1]);
				if (companion.startsWith("lora_B")) requireShape(tensors, original, shape[0], rank());
				put(part, other, tensors, original);
				break;
			}
		final String module = part.name() + "." + name.substring(0, name.length() - ".weight".length());
		if (weights.names().contains(module + ".lora_A.weight") != weights.names().contains(module + ".lora_B.weight"))
			throw new TrrgException("The adapter of " + name + " in " + part.origin() +
				" is not complete: of lora_A and lora_B one is missing. Copy or download it again.");
	}

	private int rank() {
		return lora == null ? 0 : lora.rank();
	}

	private static void requireShape(final PublishedTensors tensors, final String original, final long... shape) {
		if (!Arrays.equals(tensors.weights().shape(original), shape)) throw mismatch(original, tensors.source(), tensors.weights().shape(original), shape);
	}

	private static TrrgException mismatch(final String tensor, final String source, final long[] shape, final long[] expected) {
		return new TrrgException("The tensor " + tensor + " in " + source + " has shape " + Arrays.toString(shape) + ", but its config.json asks for" +
			" floating-point numbers of shape " + Arrays.toString(expected) + ". The files do not belong together.");
	}

	/** Tensors that were not taken, by what they come from. */
	Map<String, List<String>> unused() {
		final Map<String, List<String>> unused = new LinkedHashMap<>();
		parts.forEach((name, part) -> unused.put(name, part.tensors().stream().flatMap(tensors -> tensors.unused().stream()).toList()));
		unused.put("mapper", List.copyOf(mapper.unused()));
		return unused;
	}

	/** Asks for the tensors of the language model without reading any. */
	private final class Shapes implements StoredWeights {

		@Override
		public StoredMatrix matrix(final String name, final int rows, final int columns) {
			take(parts.get(ImportPart.LANGUAGE), name, new long[] { rows, columns });
			return new StoredMatrix(Storage.F32, rows, columns, List.of(), rows, null);
		}

		@Override
		public float[] vector(final String name, final int length) {
			take(parts.get(ImportPart.LANGUAGE), name, new long[] { length });
			return new float[length];
		}
	}
}
