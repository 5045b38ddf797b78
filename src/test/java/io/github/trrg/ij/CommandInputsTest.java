package io.github.trrg.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import ij.ImagePlus;
import ij.WindowManager;
import io.github.trrg.command.GenerateReport;
import io.github.trrg.command.GenerateReportsInFolder;
import io.github.trrg.command.Models;
import io.github.trrg.command.SampleRadiograph;
import io.github.trrg.command.ShowClueAttention;
import io.github.trrg.common.TrrgException;

/** Macro options become the values of a command's inputs. */
class CommandInputsTest {

	private static Context context;

	@BeforeAll
	static void start() {
		context = new Context();
	}

	@AfterAll
	static void stop() {
		context.dispose();
	}

	private static Map<String, Object> parse(final Class<?> command, final String options) {
		return CommandInputs.parse(context.service(ModuleService.class).createModule(context.service(CommandService.class).getCommand(command.getName())), options);
	}

	@Test
	void understandsWhatFijiRecords() {
		final Map<String, Object> values = parse(GenerateReport.class,
			"slices=[current slice] overlay=false beams= min_length=3 max_length= temperature= seed= device=auto model=[my model] indication=[Cough, n=3]");
		assertEquals(Map.of("slices", "current slice", "overlay", false, "beams", "", "min_length", "3", "max_length", "", "temperature", "", "seed", "", "device",
			"auto", "model", "my model", "indication", "Cough, n=3"), values);
	}

	@Test
	void indicationMayContainWhatLooksLikeAKey() {
		final Map<String, Object> values = parse(GenerateReport.class, "beams=2 device=cpu model=[/data/seed=7 run] indication=[beams=64 device=gpu0 model=x]");
		assertEquals("2", values.get("beams"));
		assertEquals("cpu", values.get("device"));
		assertEquals("/data/seed=7 run", values.get("model"));
		assertEquals("beams=64 device=gpu0 model=x", values.get("indication"));
	}

	/** What the dialog took, recorded and parsed again. */
	@Test
	void whatIsRecordedIsUnderstood() {
		final Module module = context.service(ModuleService.class).createModule(context.service(CommandService.class).getCommand(GenerateReportsInFolder.class));
		final Map<String, Object> values = Map.of("recursive", true, "html", false, "group", "regex:^([a-z]+)_'x", "filter", "*.{png,dcm}", "folder", new File(
			"/data/a] b, output=x"), "output", new File("/data/Zoë's [new]"));
		final Map<String, Object> read = CommandInputs.parse(module, CommandBridge.line(module, values).options());
		assertEquals(values, read);
	}

	@Test
	void bareFlagsCountOnlyOutsideOfBrackets() {
		assertEquals(true, parse(ShowClueAttention.class, "overlay opacity=0.3").get("overlay"));
		assertNull(parse(ShowClueAttention.class, "diseases=[an overlay of words]").get("overlay"));
		assertNull(parse(ShowClueAttention.class, "diseases='an] overlay of words'").get("overlay"));
		assertNull(parse(ShowClueAttention.class, "").get("map_stack"));
	}

	@Test
	void filesMayHaveSpacesAndUmlauts() {
		assertEquals(new File("/data/Modell für alle"), parse(Models.class, "model_folder=[/data/Modell für alle]").get("model_folder"));
	}

	@Test
	void aBadValueIsNamed() {
		assertComplaint("opacity must be a number, got \"half\".", ShowClueAttention.class, "opacity=half");
		assertComplaint("seed must be a whole number, got \"1.5\".", SampleRadiograph.class, "seed=1.5");
		assertComplaint("overlay must be true or false, got \"maybe\".", GenerateReport.class, "overlay=maybe");
		assertComplaint("There is no open image \"chest\". Open it first, or leave image out for the current one.", GenerateReport.class, "image=chest");
	}

	private static void assertComplaint(final String message, final Class<?> command, final String options) {
		assertEquals(message, assertThrows(TrrgException.class, () -> parse(command, options)).getMessage());
	}

	/** An item without dots runs at once: Fiji asks for inputs that are not resolved. */
	@Test
	void onlyItemsWithDotsAsk() {
		assumeFalse(GraphicsEnvironment.isHeadless(), "Skipped: nobody is asked without a display");
		final MacroDefaults defaults = new MacroDefaults();
		for (final CommandInfo info : Commands.list(context)) {
			final Module module = context.service(ModuleService.class).createModule(info);
			defaults.process(module);
			final boolean asks = CommandInputs.of(module).stream().anyMatch(input -> !module.isInputResolved(input.getName()));
			assertTrue(!asks || Commands.label(info).endsWith("..."), Commands.label(info));
			if (info.getClassName().equals(GenerateReport.class.getName())) assertTrue(asks, "this one asks");
		}
	}

	@Test
	void inPlainImageJTooTheSampleAppearsAtOnce() {
		assumeFalse(GraphicsEnvironment.isHeadless(), "Skipped: needs a display");
		assertTimeoutPreemptively(Duration.ofMinutes(1), () -> new CommandBridge().run(SampleRadiograph.class.getName()), "waits for a dialog");
		final ImagePlus sample = WindowManager.getCurrentImage();
		assertEquals("Synthetic chest phantom (left pleural effusion)", sample.getTitle());
		sample.close();
	}

	@Test
	void theReferenceListsKeysChoicesAndDefaults() {
		final String text = MacroReference.text(context);
		assertTrue(text.contains("run(\"Show Clue Attention...\", \"slices=[current slice] map_stack=true overlay=true opacity=0.5 colours=distinct smooth=true blur=0.0 cut=0.0 device=auto\");"), text);
		assertTrue(text.contains("auto | cpu | gpu0"), text);
		assertTrue(text.contains("indication"), text);
	}
}
