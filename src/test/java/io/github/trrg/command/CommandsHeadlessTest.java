package io.github.trrg.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.task.event.TaskEvent;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import io.github.trrg.ReportsTable;
import io.github.trrg.TinyDataset;
import io.github.trrg.TinyModel;
import io.github.trrg.clue.Clue;
import io.github.trrg.evaluate.Evaluated;
import io.github.trrg.evaluate.ScoreRow;
import io.github.trrg.ij.PhantomImage;
import io.github.trrg.ij.RegionAnswer;
import io.github.trrg.report.Report;
import io.github.trrg.study.Phantom;

/** The commands as scripts run them, by CommandService and by macro calls, without a display. */
class CommandsHeadlessTest {

	@TempDir
	private static Path folder;
	private static Context context;

	@BeforeAll
	static void installATinyModel() {
		assumeTrue(GraphicsEnvironment.isHeadless(), "Skipped: runs with java.awt.headless=true");
		System.setProperty("trrg.home", folder.resolve("home of Zoë").toString());
		TinyModel.make(folder.resolve("home of Zoë/models/tiny"));
		context = new Context();
	}

	@AfterAll
	static void stop() {
		if (context != null) context.dispose();
	}

	private static Module run(final Class<? extends Command> command, final Object... inputs) throws Exception {
		return context.service(CommandService.class).run(command, true, inputs).get();
	}

	private static void assertComplaint(final String message, final Module module) {
		assertTrue(((Cancelable) module).isCanceled());
		final String reason = ((Cancelable) module).getCancelReason();
		assertTrue(reason.contains(message), reason);
	}

	private static ImagePlus phantom() {
		return PhantomImage.of(Phantom.draw(1, 128, List.of(Phantom.Abnormality.CARDIOMEGALY)));
	}

	private static ImagePlus stack(final int slices) {
		final ImageStack stack = new ImageStack(96, 96);
		for (int i = 1; i <= slices; i++)
			stack.addSlice("view " + i, PhantomImage.of(Phantom.draw(i, 96, List.of())).getProcessor());
		return new ImagePlus("stack", stack);
	}

	@SuppressWarnings("unchecked")
	private static List<Report> reports(final Object... inputs) throws Exception {
		final Module module = run(GenerateReport.class, inputs);
		assertFalse(((Cancelable) module).isCanceled(), ((Cancelable) module).getCancelReason());
		return (List<Report>) module.getOutput("reports");
	}

	private static ImagePlus image(final Module module, final String output) {
		assertFalse(((Cancelable) module).isCanceled(), ((Cancelable) module).getCancelReason());
		return (ImagePlus) module.getOutput(output);
	}

	@Test
	void anImageBecomesAReportWithClues() throws Exception {
		final List<Report> reports = reports("image", phantom(), "max_length", "6", "beams", "1", "min_length", "2", "indication", "Cough");
		assertEquals(1, reports.size());
		assertEquals("Cough", reports.get(0).provenance().get("indication"));
		assertEquals("tiny", reports.get(0).provenance().get("model"));
		assertEquals(14, reports.get(0).clues().size());
	}

	@Test
	void slicesAreStudiesOrViews() throws Exception {
		assertEquals(3, reports("image", stack(3), "slices", "all slices as independent studies", "max_length", "5", "min_length", "1").size());
		final List<Report> one = reports("image", stack(2), "slices", "all slices as the views of one study", "max_length", "5", "min_length", "1");
		assertEquals(1, one.size());
		assertEquals(2, one.get(0).clues().get(0).maps().size());
	}

	/** Channels show one radiograph in several ways; slices and frames are radiographs. */
	@Test
	void ofAHyperstackTheChannelOnDisplayIsRead() throws Exception {
		final ImagePlus image = IJ.createHyperStack("hyper", 96, 96, 2, 2, 2, 16);
		for (int i = 1; i <= 8; i++)
			image.getStack().setProcessor(PhantomImage.of(Phantom.draw(i, 96, List.of())).getProcessor(), i);
		image.setPosition(2, 1, 2);
		final List<Report> each = reports("image", image, "slices", "all slices as independent studies", "max_length", "5", "min_length", "1");
		assertEquals(4, each.size());
		final Set<List<Integer>> places = new LinkedHashSet<>();
		for (final Roi roi : image.getOverlay())
			places.add(List.of(roi.getCPosition(), roi.getZPosition(), roi.getTPosition()));
		assertEquals(Set.of(List.of(2, 1, 1), List.of(2, 2, 1), List.of(2, 1, 2), List.of(2, 2, 2)), places);
		assertEquals(4, reports("image", image, "slices", "all slices as the views of one study", "max_length", "5", "min_length", "1").get(0).clues().get(0).maps().size());
		final Report current = reports("image", image, "max_length", "5", "min_length", "1").get(0);
		assertEquals(each.get(2).clues().get(3).probability(), current.clues().get(3).probability(), "stack index 6 is channel 2, slice 1, frame 2");
	}

	@Test
	void theCurrentSliceIsReadAndItsOverlayStandsBesideTheUsers() throws Exception {
		final ImagePlus image = stack(3);
		image.setSlice(2);
		final Roi arrow = new Roi(1, 1, 5, 5);
		image.setOverlay(new Overlay(arrow));
		final List<Report> reports = reports("image", image, "max_length", "4", "min_length", "1");
		final long shown = reports.get(0).clues().stream().filter(clue -> clue.selected() && !clue.disease().isNoFinding()).limit(3).count();
		assertTrue(shown > 0, "an untrained model selects about half of the diseases");
		assertEquals(1 + shown, image.getOverlay().size());
		assertEquals(arrow, image.getOverlay().get(0));
		assertEquals(2, image.getOverlay().get(1).getPosition());
	}

	@Test
	void editedCluesAreTold() throws Exception {
		final List<Report> reports = reports("image", phantom(), "on", "edema", "off", "Fracture", "thresholds", "lung lesion 0.0, pneumonia 1.0", "max_length", "4",
			"min_length", "1");
		final List<String> selected = reports.get(0).clues().stream().filter(Clue::selected).map(clue -> clue.disease().name()).toList();
		assertTrue(selected.containsAll(List.of("edema", "lung lesion")), selected::toString);
		assertFalse(selected.contains("fracture") || selected.contains("pneumonia"), selected::toString);
		assertComplaint("knows no disease \"gout\"", run(GenerateReport.class, "image", phantom(), "on", "gout"));
	}

	@Test
	void aRegionIsAnsweredBesideTheWhole() throws Exception {
		final ImagePlus image = phantom();
		assertComplaint("No region is selected", run(AskAboutRegion.class, "image", image));
		image.setRoi(64, 64, 40, 40);
		final RegionAnswer answer = (RegionAnswer) run(AskAboutRegion.class, "image", image).getOutput("answer");
		assertEquals(14, answer.whole().size());
		assertTrue(answer.whole().get(3).probability() != answer.report().clues().get(3).probability());
		image.setRoi(500, 500, 40, 40);
		assertComplaint("outside of what the model sees", run(AskAboutRegion.class, "image", image));
	}

	@Test
	void sentencesOfTheLastReportAreShownAndSaved() throws Exception {
		final ImagePlus image = phantom();
		final Report report = reports("image", image, "overlay", false, "max_length", "20", "min_length", "20").get(0);
		run(ShowSentenceAttention.class, "image", image, "sentence", 1);
		assertEquals("TRRG sentence 1", image.getOverlay().get(0).getName());
		final int sentences = report.sentences().size();
		assertComplaint("sentence must be from 1 to " + sentences, run(ShowSentenceAttention.class, "image", image, "sentence", sentences + 1));
		final ImagePlus other = phantom();
		other.setTitle("other");
		assertComplaint("No report of other was written yet", run(ShowSentenceAttention.class, "image", other));
		final Path kept = folder.resolve("kept reports");
		final File page = (File) run(SaveReport.class, "image", image, "folder", kept.toFile()).getOutput("page");
		assertTrue(Files.readString(page.toPath()).contains(image.getTitle()), page::toString);
		assertComplaint("folder is missing", run(SaveReport.class, "image", image));
	}

	/** Not the one written last, which is of the second slice. */
	@Test
	void theReportOfTheSliceOnDisplayIsSaved() throws Exception {
		final ImagePlus image = stack(2);
		reports("image", image, "slices", "all slices as independent studies", "overlay", false, "max_length", "5", "min_length", "1");
		image.setSlice(1);
		final File page = (File) run(SaveReport.class, "image", image, "folder", folder.resolve("slices").toFile()).getOutput("page");
		assertTrue(Files.readString(page.toPath()).contains("<h1>stack #1 view 1</h1>"), page::toString);
	}

	@Test
	void theWindowNeedsADisplay() throws Exception {
		assertComplaint("needs a display", run(InspectClues.class, "image", phantom()));
		assertComplaint("needs a display", run(Annotate.class, "image", phantom()));
	}

	@Test
	void temperatureDrawsWithASeed() throws Exception {
		final Object[] inputs = { "image", phantom(), "temperature", "2", "seed", "5", "max_length", "12", "min_length", "12" };
		final String first = reports(inputs).get(0).text();
		assertEquals(first, reports(inputs).get(0).text());
		inputs[5] = "6";
		assertFalse(first.equals(reports(inputs).get(0).text()));
	}

	@Test
	void mapsLieOverTheImage() throws Exception {
		final ImagePlus image = phantom();
		image.getCalibration().pixelWidth = 0.2;
		final Module module = run(ShowClueAttention.class, "image", image, "diseases", "edema, Pleural Effusion");
		final ImagePlus maps = image(module, "maps");
		assertEquals(List.of(128, 128, 2, 32), List.of(maps.getWidth(), maps.getHeight(), maps.getStackSize(), maps.getBitDepth()));
		assertTrue(maps.getStack().getSliceLabel(1).matches("edema p=0\\.\\d\\d"), maps.getStack().getSliceLabel(1));
		assertTrue(maps.getStack().getSliceLabel(2).startsWith("pleural effusion p="));
		assertEquals(0.2, maps.getCalibration().pixelWidth);
		assertEquals(2, image.getOverlay().size());
	}

	@Test
	void withoutDiseasesAllSelectedCluesAreShown() throws Exception {
		final ImagePlus image = phantom();
		final long selected = reports("image", image, "overlay", false, "max_length", "4", "min_length", "1").get(0).clues().stream().filter(Clue::selected).count();
		final Module module = run(ShowClueAttention.class, "image", image, "overlay", false);
		assertEquals(selected, image(module, "maps").getStackSize());
		assertNull(image.getOverlay());
	}

	@Test
	void theSampleSaysThatItIsSynthetic() throws Exception {
		final ImagePlus sample = image(run(SampleRadiograph.class, "size", 128, "findings", "cardiomegaly, left lung lesion"), "sample");
		assertEquals("Synthetic chest phantom (cardiomegaly, left lung lesion)", sample.getTitle());
		assertTrue(sample.getInfoProperty().contains("left lung lesion: x="), sample.getInfoProperty());
		assertEquals(16, sample.getBitDepth());
	}

	@Test
	void impossibleInputsAreComplainedOf() throws Exception {
		final ImagePlus image = phantom();
		assertComplaint("beams must be from 1 to 64, got 0", run(GenerateReport.class, "image", image, "beams", "0"));
		assertComplaint("beams must be a whole number, or blank for the model's own; got \"many\"", run(GenerateReport.class, "image", image, "beams", "many"));
		assertComplaint("max_length", run(GenerateReport.class, "image", image, "max_length", "-5"));
		assertComplaint("max_length must be a whole number", run(GenerateReport.class, "image", image, "max_length", "4294967297"));
		assertComplaint("temperature must be a number", run(GenerateReport.class, "image", image, "temperature", "warm"));
		assertComplaint("Unknown device \"tpu\"", run(GenerateReport.class, "image", image, "device", "tpu"));
		assertComplaint("There is no model \"gone\". Found are ", run(GenerateReport.class, "image", image, "model", "gone"));
		assertComplaint("Unknown choice of slices \"some\"", run(GenerateReport.class, "image", image, "slices", "some"));
		assertComplaint("No image is open", run(GenerateReport.class));
		assertComplaint("has no pixels", run(GenerateReport.class, "image", new ImagePlus()));
		assertComplaint("opacity must be above 0 and at most 1, got 0.0", run(ShowClueAttention.class, "image", image, "opacity", 0.0));
		assertComplaint("blur must be from 0 to 5 patches, got -1.0", run(ShowClueAttention.class, "image", image, "blur", -1.0));
		assertComplaint("The model knows no disease \"gout\". It knows no finding, ", run(ShowClueAttention.class, "image", image, "diseases", "edema, gout"));
		assertComplaint("The phantom cannot show \"gout\"", run(SampleRadiograph.class, "findings", "gout"));
		assertComplaint("A phantom of 3 pixels", run(SampleRadiograph.class, "size", 3));
		assertNull(image.getOverlay(), "nothing is half done");
	}

	/** A script that leaves an input out must not get what somebody typed into a dialog last week. */
	@Test
	void inputsLeftOutHaveTheirDefaults() throws Exception {
		run(ShowClueAttention.class, "image", phantom(), "opacity", 0.2);
		assertEquals(0.5, run(ShowClueAttention.class, "image", phantom()).getInput("opacity"));
	}

	@Test
	void textsAreShownInTheLog() throws Exception {
		for (final Class<? extends Command> command : List.of(Engine.class, MacroHelp.class, Citation.class))
			assertFalse(((Cancelable) run(command)).isCanceled(), command.toString());
	}

	@Test
	void enginesAreChosenOnRequestOnly() throws Exception {
		assertComplaint("There is no action \"buy a GPU\"", run(Engine.class, "action", "buy a GPU"));
		assertComplaint("folder is missing: choose a folder.", run(Engine.class, "action", "use the PyTorch in the folder below"));
		assertComplaint("There is no PyTorch for this computer in " + folder, run(Engine.class, "action", "use the PyTorch in the folder below", "folder", folder.toFile()));
		assertComplaint("No engine for GPUs is installed", run(Engine.class, "action", "use the GPU engine again"));
		assertFalse(((Cancelable) run(Engine.class, "action", "use the CPU engine")).isCanceled());
		assertFalse(((Cancelable) run(Engine.class, "action", "remove the GPU engine")).isCanceled());
	}

	@Test
	void aModelElsewhereCanBeChosen() throws Exception {
		final Path elsewhere = TinyModel.make(folder.resolve("other models/größer"));
		models("model_folder", elsewhere.toFile());
		assertEquals("größer", reports("image", phantom(), "max_length", "4", "min_length", "1").get(0).provenance().get("model"));
		models("model", "tiny");
		assertEquals("tiny", reports("image", phantom(), "max_length", "4", "min_length", "1").get(0).provenance().get("model"));
		assertComplaint("There is no model \"gone\"", models("model", "gone"));
		final File recipe = TinyModel.makeRecipe(folder.resolve("other models/recipe")).toFile();
		assertComplaint("The model \"recipe\" cannot be used. It has no model.safetensors, no tokenizer.json. Train it", models("model_folder", recipe));
		assertEquals("tiny", reports("image", phantom(), "max_length", "4", "min_length", "1").get(0).provenance().get("model"));
	}

	/** CommandService gives no result of commands whose choices are known late; ModuleService does. */
	private static Module models(final Object... inputs) throws Exception {
		return context.service(ModuleService.class).run(context.service(CommandService.class).getCommand(Models.class), true, inputs).get();
	}

	/** Fiji's task bar has a Cancel button. */
	private static final class CancelButton {

		@EventHandler
		private void onEvent(final TaskEvent event) {
			if (event.getTask().getProgressValue() > 0 && !event.getTask().isCanceled()) event.getTask().cancel("enough");
		}
	}

	@Test
	void aCanceledTaskEndsTheCommandWithoutAComplaint() throws Exception {
		final CancelButton button = new CancelButton();
		final List<EventSubscriber<?>> subscribers = context.service(EventService.class).subscribe(button);
		try {
			final Module module = run(GenerateReport.class, "image", stack(5), "slices", "all slices as independent studies", "max_length", "5", "min_length", "5");
			assertTrue(((Cancelable) module).isCanceled());
			assertEquals("", ((Cancelable) module).getCancelReason());
			assertNull(module.getOutput("reports"));
		}
		finally {
			context.service(EventService.class).unsubscribe(subscribers);
		}
	}

	@Test
	void twoCommandsAtOnceDoNotDisturbEachOther() throws Exception {
		final ImagePlus one = phantom(), other = stack(1);
		final Object[] first = { "image", one, "max_length", "20", "min_length", "20" }, second = { "image", other, "max_length", "20", "min_length", "20" };
		final List<String> alone = List.of(reports(first).get(0).text(), reports(second).get(0).text());
		final CommandService commands = context.service(CommandService.class);
		final Future<CommandModule> a = commands.run(GenerateReport.class, true, first), b = commands.run(GenerateReport.class, true, second);
		final List<String> together = new ArrayList<>();
		for (final Module module : List.of(a.get(), b.get()))
			together.add(((Report) ((List<?>) module.getOutput("reports")).get(0)).text());
		assertEquals(alone, together);
	}

	@Test
	void macrosCallForReportsAndMaps() {
		final Path file = folder.resolve("radiograph é.tif");
		new FileSaver(phantom()).saveAsTiff(file.toString());
		final String macro = """
			text = call("io.github.trrg.ij.TrrgMacro.generateReport", "%s", "max_length=6 min_length=2 indication=[Chest pain]");
			p = parseFloat(call("io.github.trrg.ij.TrrgMacro.clueProbability", "edema"));
			setBatchMode(true);
			call("io.github.trrg.ij.TrrgMacro.open", "%1$s");
			call("io.github.trrg.ij.TrrgMacro.run", "Show Clue Attention...", "diseases=edema");
			return "" + (text == call("io.github.trrg.ij.TrrgMacro.lastReport")) + "|" + (p > 0 && p < 1) + "|" + bitDepth() + "|" + getTitle() + "|" +
				call("io.github.trrg.ij.TrrgMacro.lastReportJson");
			""".formatted(file.toString().replace("\\", "\\\\"));
		final String[] results = IJ.runMacro(macro).split("\\|", 5);
		assertEquals(List.of("1", "1", "32", "Clue maps of radiograph é.tif"), List.of(results).subList(0, 4));
		final JsonObject report = JsonParser.parseString(results[4]).getAsJsonObject();
		assertEquals("Chest pain", report.getAsJsonObject("provenance").get("indication").getAsString());
	}

	private static Path radiographs(final String name) throws Exception {
		final Path images = Files.createDirectories(folder.resolve(name));
		for (int i = 0; i < 3; i++)
			new FileSaver(PhantomImage.of(Phantom.draw(i, 64, List.of()))).saveAsTiff(images.resolve("ärztin " + i + ".tif").toString());
		return images;
	}

	@Test
	void aFolderBecomesTables() throws Exception {
		final Path images = radiographs("images of Zoë"), out = folder.resolve("reports of Zoë");
		final Object[] inputs = { "folder", images.toFile(), "output", out.toFile(), "max_length", "5", "min_length", "2" };
		final Module module = run(GenerateReportsInFolder.class, inputs);
		assertEquals(List.of(3, 0, 0), List.of(module.getOutput("done"), module.getOutput("skipped"), module.getOutput("failed")));
		assertEquals(4, Files.readAllLines(out.resolve("reports.csv")).size());
		assertComplaint("not empty", run(GenerateReportsInFolder.class, inputs));
		assertComplaint("folder is missing", run(GenerateReportsInFolder.class, "output", out.toFile()));
		assertComplaint("output is missing", run(GenerateReportsInFolder.class, "folder", images.toFile()));
		assertComplaint("Unknown grouping \"patient\"", run(GenerateReportsInFolder.class, "folder", images.toFile(), "output", folder.resolve("new").toFile(), "group",
			"patient"));
	}

	/** The macro in provenance.json repeats the run, whatever the folder is called. */
	@ParameterizedTest
	@ValueSource(strings = { "images [again] of Zoë", "images a] b", "images [open", "Zoë's images", "images model=gone output=no where", "resume=true" })
	void theRecordedMacroRepeatsTheRun(final String name) throws Exception {
		final Path images = radiographs(name), out = folder.resolve("first time " + name);
		run(GenerateReportsInFolder.class, "folder", images.toFile(), "output", out.toFile(), "max_length", "5", "min_length", "2", "group", "regex:(\\d)\\.tif", "filter", "*.tif");
		final String macro = JsonParser.parseString(Files.readString(out.resolve("provenance.json"))).getAsJsonObject().get("macro").getAsString();
		final String call = macro.replaceFirst("^run\\(", "call(\"io.github.trrg.ij.TrrgMacro.run\", ");
		assertFalse(call.equals(macro));
		IJ.runMacro(call);
		ReportsTable.assertSame(out, folder.resolve("first time " + name + " again"));
		assertEquals(List.of("0", "1", "2"), ReportsTable.rows(out).stream().map(report -> report.get("id")).toList());
	}

	/** An apostrophe beside a bracket that does not match cannot be written. */
	@Test
	void aMacroThatCannotBeWrittenIsAComment() throws Exception {
		final Path images = radiographs("Zoë's [images"), out = folder.resolve("no macro");
		run(GenerateReportsInFolder.class, "folder", images.toFile(), "output", out.toFile(), "max_length", "5", "min_length", "2");
		final String macro = JsonParser.parseString(Files.readString(out.resolve("provenance.json"))).getAsJsonObject().get("macro").getAsString();
		assertTrue(macro.startsWith("// ") && macro.contains(images.toString()), macro);
	}

	@Test
	void aModelIsEvaluatedBesideBaselines() throws Exception {
		final Path dataset = TinyDataset.make(folder.resolve("data of Zoë")), out = folder.resolve("scores of Zoë");
		final Module module = run(Evaluate.class, "dataset", dataset.toFile(), "output", out.toFile());
		assertFalse(((Cancelable) module).isCanceled(), ((Cancelable) module).getCancelReason());
		final Evaluated evaluated = (Evaluated) module.getOutput("evaluated");
		assertEquals(List.of("tiny", "best single", "most common", "random", "image blind"), evaluated.rows().stream().map(ScoreRow::name).toList());
		assertEquals(List.of("metrics.json", "per_study.csv", "predictions.json", "report.html"), Stream.of(out.toFile().list()).sorted().toList());
		assertComplaint("dataset is missing: choose a folder.", run(Evaluate.class));
		assertComplaint("no split \"test\"", run(Evaluate.class, "dataset", dataset.toFile(), "split", "test"));
		assertComplaint("leave out one", run(Evaluate.class, "dataset", dataset.toFile(), "model", "tiny", "predictions", out.resolve("predictions.json").toFile()));
	}

	@Test
	void aModelIsImported() throws Exception {
		final Module module = run(ImportModel.class, "precision", "bf16", "output", "imported Größe");
		assertFalse(((Cancelable) module).isCanceled(), ((Cancelable) module).getCancelReason());
		final File imported = (File) module.getOutput("imported");
		assertEquals(folder.resolve("home of Zoë/models/imported Größe").toFile(), imported);
		assertEquals(1, reports("image", phantom(), "max_length", "5", "min_length", "2", "model", "imported Größe").size());
		assertComplaint("exists already", run(ImportModel.class, "output", "imported Größe"));
		assertComplaint("output is missing", run(ImportModel.class));
		assertComplaint("no folder", run(ImportModel.class, "vision", folder.resolve("gone").toFile(), "output", "other"));
	}

	@Test
	void aFileBecomesTextsAndNumbers() throws Exception {
		final Path image = radiographs("one file").resolve("ärztin 1.tif");
		final Module module = run(ReportFromFile.class, "file", image.toFile(), "indication", "Fever");
		assertFalse(((Cancelable) module).isCanceled(), ((Cancelable) module).getCancelReason());
		assertFalse(((String) module.getOutput("report")).isEmpty());
		assertTrue((double) module.getOutput("highest_probability") > 0 && (double) module.getOutput("highest_probability") < 1);
		assertFalse(((String) module.getOutput("clues")).isEmpty(), "an untrained model selects about half of the diseases");
		assertComplaint("file is missing", run(ReportFromFile.class));
		assertComplaint("gone.png", run(ReportFromFile.class, "file", folder.resolve("gone.png").toFile()));
	}

	/** As Fiji does: the parameters become variables of the script. */
	@Test
	void theGroovyExampleRuns() throws Exception {
		final String script = Files.readString(Path.of("macros/scripts/Folder_with_Parameters.groovy"));
		assertEquals(List.of("commands", "folder", "output", "group", "maxLength", "summary"), parameters(script));
		final Binding variables = new Binding(new HashMap<>(Map.of("commands", context.service(CommandService.class), "folder", radiographs("for groovy").toFile(), "output",
			folder.resolve("groovy out").toFile(), "group", "file", "maxLength", "20")));
		new GroovyShell(variables).evaluate(script.replaceAll("(?m)^#@.*$", ""));
		assertEquals("3 done, 0 skipped, 0 failed", variables.getVariable("summary"));
	}

	private static List<String> parameters(final String script) {
		return Pattern.compile("^#@.* (\\w+)$", Pattern.MULTILINE).matcher(script).results().map(match -> match.group(1)).toList();
	}

	/** The macros above them are run by PlainImageJTest. */
	@Test
	void noOtherScriptIsAnExample() {
		assertEquals(Set.of("Folder_with_Parameters.groovy", "Loop_over_Temperatures.ijm"), Set.of(Path.of("macros/scripts").toFile().list()));
		assertEquals(List.of("scripts"), List.of(Path.of("macros").toFile().list((folder, name) -> !name.endsWith(".ijm"))));
	}

	@Test
	void theExampleWithParametersRuns() throws Exception {
		final String macro = Files.readString(Path.of("macros/scripts/Loop_over_Temperatures.ijm"));
		assertEquals(List.of("file", "temperatures", "draws"), parameters(macro));
		final String path = radiographs("for the loop").resolve("ärztin 2.tif").toString().replace("\\", "\\\\");
		IJ.log("\\Clear");
		final String result = IJ.runMacro("file = \"" + path + "\"; temperatures = \"0.5, 1.5\"; draws = 2;\n" + macro.replaceAll("(?m)^#@.*$", "") +
			"\nreturn \"\" + values.length + \" \" + seed + \" \" + (text == call(\"io.github.trrg.ij.TrrgMacro.lastReport\"));");
		assertEquals("2 3 1", result);
	}

	@Test
	void aFailedCallIsLoggedAndEndsTheMacro() {
		IJ.log("\\Clear");
		final String result = IJ.runMacro("call(\"io.github.trrg.ij.TrrgMacro.generateReport\", \"/no such file.png\"); return \"went on\";");
		assertFalse("went on".equals(result));
	}
}
