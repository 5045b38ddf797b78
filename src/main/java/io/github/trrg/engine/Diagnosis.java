package io.github.trrg.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.LibUtils;

import io.github.trrg.common.TrrgException;

/**
 * What this computer offers, what is used of it and why: for "TRRG &gt; Engine..." and "trrg doctor". Starts PyTorch, and tells the reason
 * where that fails.
 */
public final class Diagnosis {

	private static final String VECTOR_MODULE = "jdk.incubator.vector";
	private static final List<String> VARIABLES = List.of("DJL_CACHE_DIR", "ENGINE_CACHE_DIR", "PYTORCH_LIBRARY_PATH", "PYTORCH_VERSION", "PYTORCH_FLAVOR",
		"CUDA_VISIBLE_DEVICES", "OMP_NUM_THREADS", "JAVA_TOOL_OPTIONS", "JAVA_OPTS");

	private final JsonObject facts = new JsonObject();
	private final List<String> problems = new ArrayList<>();
	private boolean works;

	private Diagnosis() {}

	/** Looks at everything; takes about a second, some more when PyTorch is unpacked for the first time. */
	public static Diagnosis now() {
		final Diagnosis diagnosis = new Diagnosis();
		diagnosis.facts.add("system", system());
		diagnosis.facts.add("java", java());
		diagnosis.facts.add("vector_api", vectorApi());
		diagnosis.lookAtEngine();
		diagnosis.facts.add("environment", environment());
		final JsonArray problems = new JsonArray();
		diagnosis.problems.forEach(problems::add);
		diagnosis.facts.add("problems", problems);
		return diagnosis;
	}

	/** Whether PyTorch starts. */
	public boolean works() {
		return works;
	}

	/** The facts by section; the keys stay the same from version to version, more may come. */
	public JsonObject json() {
		return facts.deepCopy();
	}

	/** Which device is used and why, and every problem. */
	public String summary() {
		final JsonObject devices = facts.getAsJsonObject("devices");
		final String used = works ? "Models run on " + devices.get("used").getAsString() + ". " + devices.get("why").getAsString() : "No model can run.";
		return Stream.concat(Stream.of(used), problems.stream()).map(line -> wrapped(line, 0)).collect(Collectors.joining("\n"));
	}

	/** The facts as lines for people. */
	public String text() {
		final StringBuilder text = new StringBuilder();
		facts.entrySet().forEach(section -> {
			text.append(words(section.getKey())).append('\n');
			if (section.getValue() instanceof JsonObject object) object.entrySet().forEach(fact -> text.append(String.format(Locale.ROOT, "  %-16s %s%n", words(fact.getKey()),
				value(fact.getValue()))));
			else for (final JsonElement line : section.getValue().getAsJsonArray())
				text.append("  ").append(wrapped(line.getAsString(), 2)).append('\n');
			if (section.getKey().equals("problems") && problems.isEmpty()) text.append("  none\n");
		});
		return text.toString().replace("\r", "");
	}

	private static String words(final String key) {
		return VARIABLES.contains(key) ? key : key.replace('_', ' ');
	}

	private static String value(final JsonElement value) {
		if (value.isJsonNull()) return "-";
		if (value instanceof JsonArray list) {
			final List<String> lines = new ArrayList<>();
			list.forEach(line -> lines.add(line.getAsString()));
			return lines.isEmpty() ? "-" : String.join("\n" + " ".repeat(19), lines);
		}
		final String text = value.getAsString();
		if (text.endsWith(".")) return wrapped(text, 19);
		return text.equals("true") ? "yes" : text.equals("false") ? "no" : text;
	}

	/** Sentences in lines of at most 90 characters. @param indent of all lines but the first */
	private static String wrapped(final String sentences, final int indent) {
		return sentences.replaceAll("(.{1,90})( +|$)", "$1\n").strip().replace("\n", "\n" + " ".repeat(indent));
	}

	private static JsonObject system() {
		final JsonObject json = new JsonObject();
		json.addProperty("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
		json.addProperty("architecture", System.getProperty("os.arch"));
		json.addProperty("processor", processor("model name").orElse(System.getenv("PROCESSOR_IDENTIFIER")));
		json.addProperty("features", processor("flags").or(() -> processor("Features")).map(Diagnosis::features).orElse(null));
		json.addProperty("processors", Runtime.getRuntime().availableProcessors());
		final String widest = option("MaxVectorSize"); // bytes, as the just-in-time compiler uses them
		json.addProperty("vector_bits", widest == null ? null : 8 * Integer.parseInt(widest));
		json.addProperty("avx_level", option("UseAVX"));
		if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os) json.addProperty("memory_mib", os.getTotalMemorySize() >> 20);
		return json;
	}

	/** What Linux says of the first processor. */
	private static Optional<String> processor(final String field) {
		try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
			return lines.filter(line -> line.matches(field + "\\s*:.*")).map(line -> line.replaceFirst(".*?:\\s*", "")).findFirst();
		}
		catch (final IOException | UncheckedIOException e) {
			return Optional.empty();
		}
	}

	/** Of all that a processor can do, what matters here. */
	private static String features(final String flags) {
		return Arrays.stream(flags.split(" ")).filter(flag -> flag.matches("avx2|fma|f16c|avx512(f|bw|vl|_vnni|_bf16)|amx_(bf16|int8)|asimd|asimddp|bf16|i8mm|sve2?")).collect(
			Collectors.joining(" "));
	}

	/** @return null where this JVM has no such option */
	private static String option(final String name) {
		try {
			return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).getVMOption(name).getValue();
		}
		catch (final IllegalArgumentException | NullPointerException e) {
			return null;
		}
	}

	private static JsonObject java() {
		final JsonObject json = new JsonObject();
		json.addProperty("version", System.getProperty("java.version"));
		json.addProperty("vendor", System.getProperty("java.vendor"));
		json.addProperty("home", System.getProperty("java.home"));
		json.addProperty("max_heap_mib", Runtime.getRuntime().maxMemory() >> 20);
		return json;
	}

	private static JsonObject vectorApi() {
		final boolean on = ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
		final JsonObject json = new JsonObject();
		json.addProperty("on", on);
		json.addProperty("note", on ? "The language model runs on the CPU by the Vector API." : ModuleFinder.ofSystem().find(VECTOR_MODULE).isPresent() ?
			"The language model runs slower than it could. Start Java with --add-modules=" + VECTOR_MODULE +
				"; for Fiji set the environment variable JAVA_TOOL_OPTIONS to that." : "This Java has no Vector API; the language model runs slower than with a full JDK 17 or newer.");
		return json;
	}

	private void lookAtEngine() {
		final JsonObject djl = new JsonObject();
		facts.add("djl", djl);
		final JsonObject pytorch = new JsonObject();
		facts.add("pytorch", pytorch);
		final List<String> copies = Places.of("ai/djl/engine/Engine.class"); // more than one, and versions get mixed
		Engine engine = null;
		try {
			engine = Torch.start();
			works = true;
		}
		catch (final TrrgException e) {
			problems.add("PyTorch does not start: " + reasons(e.getCause()));
		}
		final Natives natives = Natives.find();
		if (!works && !natives.problem().isEmpty()) problems.add(natives.problem());
		if (copies.size() > 1) problems.add("DJL is installed " + copies.size() + " times: " + String.join(", ", copies) + ". Keep one version of its jars.");
		djl.addProperty("version", Engine.getDjlVersion());
		final JsonArray places = new JsonArray();
		copies.forEach(places::add);
		djl.add("api", places);
		djl.addProperty("pytorch_engine", String.join(", ", Places.of("ai/djl/pytorch/jni/LibUtils.class")));
		pytorch.addProperty("starts", works);
		pytorch.addProperty("version", works ? engine.getVersion() : null);
		pytorch.addProperty("bundled", natives.bundled());
		pytorch.addProperty("libraries", works ? LibUtils.getLibtorchPath() : null);
		pytorch.addProperty("origin", EngineStatus.origin());
		facts.add("engine", EngineStatus.json());
		EngineStatus.problem().ifPresent(problems::add);
		final Gpus gpus = Gpus.find(engine);
		facts.add("gpu", gpus.json());
		facts.add("devices", devices(engine, gpus));
	}

	/** What an exception and those behind it say. */
	static String reasons(final Throwable e) {
		final Set<String> messages = new LinkedHashSet<>();
		for (Throwable cause = e; cause != null; cause = cause.getCause())
			if (cause.getMessage() != null) messages.add(cause.getMessage().replaceFirst("\\.$", ""));
		return String.join(": ", messages) + ".";
	}

	private static JsonObject devices(final Engine engine, final Gpus gpus) {
		final JsonArray available = new JsonArray();
		if (engine != null) available.add("cpu");
		for (int i = 0; gpus.usable() && i < gpus.count(); i++)
			available.add("gpu" + i);
		final JsonObject json = new JsonObject();
		json.add("available", available);
		json.addProperty("used", engine == null ? null : Torch.name(Torch.device("auto")));
		json.addProperty("bfloat16", engine == null ? null : Torch.hasBfloat16(Torch.device("auto")));
		json.addProperty("why", engine == null ? "PyTorch does not start." : gpus.reason());
		return json;
	}

	private static JsonObject environment() {
		final JsonObject json = new JsonObject();
		final Map<String, String> set = System.getenv();
		VARIABLES.stream().filter(set::containsKey).forEach(name -> json.addProperty(name, set.get(name)));
		return json;
	}
}
