package io.github.trrg.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import ij.ImagePlus;
import ij.io.FileSaver;
import io.github.trrg.Perceived;
import io.github.trrg.Trrg;
import io.github.trrg.clue.Clue;
import io.github.trrg.clue.Disease;
import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.TrrgException;
import io.github.trrg.ij.ImagePlusStudies;
import io.github.trrg.ij.ImageStudy;
import io.github.trrg.ij.MapStack;
import io.github.trrg.ij.RadiographReader;
import io.github.trrg.ij.SliceChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trrg clues} */
@Command(name = "clues", description = { "Prints what the model perceives of each disease, tab-separated, and saves where it looked.",
	"One file is one study; the slices of a stack are its views." })
final class CluesCommand extends Subcommand {

	@Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Radiographs of any format that ImageJ opens.")
	private List<Path> images;

	@Option(names = "--out", paramLabel = "FILE.tif", description = { "Save the attention maps as a 32-bit stack that lies over the image.",
		"With several images, each has its own file: FILE-<name of the image>.tif." })
	private Path out;

	@Option(names = "--disease", paramLabel = "NAME", arity = "1..*", description = "Only these diseases. Default: all are printed, the selected ones saved.")
	private List<String> diseases = List.of();

	@Option(names = "--json", description = "Print a JSON object, or an array of them for several images.")
	private boolean json;

	@Mixin
	private ModelOptions model;

	@Override
	public Integer call() {
		final List<Path> files = images.stream().map(this::mapFile).toList();
		if (out != null && files.stream().distinct().count() < files.size()) throw new TrrgException(
			"Two images have the same name, their maps would overwrite each other in " + out.toAbsolutePath().getParent() + ". Give them in separate calls.");
		final JsonArray objects = new JsonArray();
		int failed = 0;
		try (Trrg trrg = model.open()) {
			final List<Disease> asked = Disease.named(trrg.model().diseases(), diseases);
			if (!json) out().println("image\tdisease\tprobability\tthreshold\tselected\tcalibrated");
			for (int i = 0; i < images.size(); i++)
				try {
					final Path image = images.get(i);
					final List<Clue> clues = look(trrg, asked, image, files.get(i));
					if (json) objects.add(json(image, clues, files.get(i)));
					else clues.forEach(clue -> out().println(row(image, clue)));
				}
				catch (final RuntimeException e) {
					complain(images.get(i).toString(), e);
					failed++;
				}
		}
		if (json && images.size() > 1) print(objects);
		else if (!objects.isEmpty()) print(objects.get(0));
		return failed == 0 ? Main.DONE : Main.SOME_FAILED;
	}

	/** @return null if maps are not asked for */
	private Path mapFile(final Path image) {
		if (out == null || images.size() == 1) return out;
		return out.resolveSibling(withoutExtension(out) + "-" + withoutExtension(image) + ".tif");
	}

	private static String withoutExtension(final Path file) {
		return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
	}

	private List<Clue> look(final Trrg trrg, final List<Disease> asked, final Path image, final Path maps) {
		final ImagePlus opened = RadiographReader.open(image);
		final ImageStudy study = ImagePlusStudies.of(opened, SliceChoice.VIEWS, "").get(0);
		final Perceived perceived = trrg.perceive(study.study());
		perceived.warnings().forEach(warning -> tell("Warning: " + warning));
		if (maps != null) AtomicFile.writeBytes(maps, new FileSaver(new MapStack(opened, trrg.model().preprocessing()).add(study, perceived.cluesOf(asked)).toImage())
			.serialize());
		return asked.isEmpty() ? perceived.clues() : perceived.cluesOf(asked);
	}

	private static String row(final Path image, final Clue clue) {
		return String.format(Locale.ROOT, "%s\t%s\t%.4f\t%.4f\t%s\t%s", image, clue.disease().name(), clue.probability(), clue.disease().threshold(), clue.selected(),
			clue.disease().calibrated());
	}

	private static JsonObject json(final Path image, final List<Clue> clues, final Path maps) {
		final JsonObject object = new JsonObject();
		object.addProperty("image", image.toString());
		final JsonArray array = new JsonArray();
		for (final Clue clue : clues) {
			final JsonObject json = new JsonObject();
			json.addProperty("disease", clue.disease().name());
			json.addProperty("probability", clue.probability());
			json.addProperty("threshold", clue.disease().threshold());
			json.addProperty("selected", clue.selected());
			json.addProperty("calibrated", clue.disease().calibrated());
			array.add(json);
		}
		object.add("clues", array);
		object.addProperty("maps", maps == null ? null : maps.toString());
		return object;
	}
}
