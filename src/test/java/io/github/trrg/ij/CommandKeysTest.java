package io.github.trrg.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandInfo;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

import ij.Macro;
import io.github.trrg.study.Phantom;

/** Rules that keep the keys of all commands readable from macros, in Fiji and in plain ImageJ. */
class CommandKeysTest {

	/** Inputs that hold what users write freely: such a text may contain what looks like a key. */
	private static final Set<String> FREE_TEXT = Set.of("image", "model", "model_folder", "findings", "diseases", "indication", "group",
		"filter", "folder", "output", "file", "on", "off", "thresholds", "dataset", "study", "patient", "annotator", "present",
		"absent", "uncertain", "impression", "report", "split", "compare", "predictions", "boxes", "vision", "text", "llm", "delta");
	/** Numbers that are text because a blank has a meaning. */
	private static final Set<String> NUMBERS_OR_BLANK = Set.of("beams", "min_length", "max_length", "temperature", "seed", "epochs", "time");

	private static Context context;

	@BeforeAll
	static void start() {
		context = new Context();
	}

	@AfterAll
	static void stop() {
		context.dispose();
	}

	private static List<Module> commands() {
		final List<Module> commands = Commands.list(context).stream().map(info -> context.service(ModuleService.class).createModule(info)).toList();
		assertTrue(commands.size() >= 7, commands::toString);
		return commands;
	}

	private static List<String> keys(final Module command) {
		return CommandInputs.of(command).stream().map(ModuleItem::getName).toList();
	}

	/** What one command lets users write, another lets them choose. */
	private static boolean isFreeText(final ModuleItem<?> input) {
		return FREE_TEXT.contains(input.getName()) && CommandInputs.choices(input).isEmpty();
	}

	@Test
	void keysAreLowerCaseWords() {
		for (final Module command : commands())
			for (final String key : keys(command))
				assertTrue(key.matches("[a-z]+(_[a-z]+)*"), command + ": " + key);
	}

	/** ImageJ finds "file=" inside of "segmenter_file=". */
	@Test
	void noKeyEndsWithAnother() {
		for (final Module command : commands())
			for (final String key : keys(command))
				for (final String other : keys(command))
					assertFalse(key.endsWith("_" + other), command + ": " + other + " is found in " + key);
	}

	/** ImageJ finds keys inside of brackets too, but takes the first. */
	@Test
	void freeTextComesLast() {
		for (final Module command : commands()) {
			boolean texts = false;
			for (final ModuleItem<?> input : CommandInputs.of(command)) {
				final boolean free = isFreeText(input);
				assertTrue(free || !texts, command + ": " + input.getName() + " follows a free text");
				texts |= free;
				final boolean typed = input.getType() == String.class && CommandInputs.choices(input).isEmpty() || input.getType() == File.class;
				assertTrue(free || !typed || NUMBERS_OR_BLANK.contains(input.getName()), command + ": is " + input.getName() + " a free text?");
			}
		}
	}

	@Test
	void everyInputHasADefaultAndAnExplanation() {
		for (final Module command : commands())
			for (final ModuleItem<?> input : CommandInputs.of(command)) {
				final boolean optional = CommandInputs.isImage(input) || input.getType() == File.class;
				if (optional) assertFalse(input.isRequired(), command + ": " + input.getName());
				else assertNotNull(command.getInput(input.getName()), command + ": " + input.getName());
				assertFalse(input.getDescription().isBlank(), command + ": " + input.getName());
			}
	}

	/** GenericDialog has no tool tips. */
	@Test
	void dialogsOfPlainImageJExplainThemselves() {
		final Module check = commands().stream().filter(command -> Commands.label(command.getInfo()).equals("Check Data Set...")).findFirst().orElseThrow();
		assertEquals("<html><p><b>Write proposed splits</b><br>as new file annotation_proposed.json beside annotation.json, which stays as it is</p>" +
			"<p><b>Data set</b><br>folder of the data set</p>", CommandBridge.help(CommandInputs.of(check)));
	}

	/** Persisted values lie in plain text in the user's preferences. */
	@Test
	void whatUsersWriteIsNotPersisted() {
		for (final Module command : commands())
			for (final ModuleItem<?> input : CommandInputs.of(command))
				if (isFreeText(input)) assertFalse(input.isPersisted(), command + ": " + input.getName());
	}

	/** Fiji's recorder stops at messages and buttons. */
	@Test
	void inputsAreValuesOnly() {
		for (final Module command : commands())
			for (final ModuleItem<?> input : CommandInputs.of(command))
				assertEquals(ItemVisibility.NORMAL, input.getVisibility(), command + ": " + input.getName());
	}

	/** ImageJ's recorder complains if two labels of a dialog begin with the same word. */
	@Test
	void labelsOfADialogBeginWithDifferentWords() {
		for (final Module command : commands()) {
			final List<String> words = CommandInputs.of(command).stream().map(input -> Macro.trimKey(input.getLabel())).toList();
			assertEquals(new HashSet<>(words).size(), words.size(), command + ": " + words);
		}
	}

	@Test
	void choicesOfSlicesAreThoseOfTheReader() {
		final List<String> titles = List.of(SliceChoice.values()).stream().map(SliceChoice::title).toList();
		for (final Module command : commands())
			CommandInputs.of(command).stream().filter(input -> input.getName().equals("slices")).forEach(input -> assertEquals(titles, CommandInputs.choices(input)));
	}

	@Test
	void findingsAreThoseOfThePhantom() {
		final List<String> titles = new ArrayList<>(List.of("normal"));
		List.of(Phantom.Abnormality.values()).forEach(abnormality -> titles.add(abnormality.title()));
		for (final Module command : commands())
			CommandInputs.of(command).stream().filter(input -> input.getName().equals("findings")).forEach(input -> assertEquals(titles, CommandInputs.choices(input)));
	}

	@Test
	void plainImageJHasTheSameMenu() throws IOException {
		final Map<String, String> expected = Commands.list(context).stream().collect(Collectors.toMap(Commands::label, CommandInfo::getClassName));
		final Map<String, String> found = new TreeMap<>();
		final Pattern entry = Pattern.compile("Plugins>TRRG, \"(.+)\", io\\.github\\.trrg\\.ij\\.CommandBridge\\(\"(.+)\"\\)");
		try (BufferedReader config = new BufferedReader(new InputStreamReader(CommandBridge.class.getResourceAsStream("/plugins.config"), StandardCharsets.UTF_8))) {
			config.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(line -> {
				final Matcher matcher = entry.matcher(line);
				assertTrue(matcher.matches(), line);
				found.put(matcher.group(1), matcher.group(2));
			});
		}
		assertEquals(new TreeMap<>(expected), found);
	}
}
