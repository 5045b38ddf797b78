package io.github.trrg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import io.github.trrg.study.Phantom;
import io.github.trrg.study.View;

/** A data set of phantoms in R2Gen form, normal ones and ones with an effusion in turn: studies 0 to 19 to train on, 20 to 23 to validate. */
public final class TinyDataset {

	private static final int TRAINING = 20, STUDIES = 24;

	private TinyDataset() {}

	/** @return the folder */
	public static Path make(final Path folder) throws IOException {
		final Path images = Files.createDirectories(folder.resolve("images"));
		final JsonObject annotation = new JsonObject();
		annotation.add("train", new JsonArray());
		annotation.add("val", new JsonArray());
		for (int i = 0; i < STUDIES; i++) {
			save(Phantom.draw(i, 64, isSick(i) ? List.of(Phantom.Abnormality.LEFT_PLEURAL_EFFUSION) : List.of()), images.resolve(i + ".png"));
			final String split = i < TRAINING ? "train" : "val";
			annotation.getAsJsonArray(split).add(study(i, split));
		}
		Files.writeString(folder.resolve("annotation.json"), annotation.toString());
		return folder;
	}

	/** The report of study i. */
	public static String report(final int i) {
		return isSick(i) ? "There is a left pleural effusion." : "The lungs are clear. No pleural effusion.";
	}

	private static boolean isSick(final int i) {
		return i % 2 == 0;
	}

	private static JsonObject study(final int i, final String split) {
		final JsonObject study = new JsonObject();
		study.addProperty("id", "study" + i);
		study.addProperty("report", report(i));
		study.addProperty("indication", "Cough.");
		final JsonArray paths = new JsonArray();
		paths.add(i + ".png");
		study.add("image_path", paths);
		study.addProperty("split", split);
		return study;
	}

	/** Writes a phantom as an 8-bit PNG. */
	public static Path save(final Phantom phantom, final Path file) {
		final View view = phantom.view();
		final ByteProcessor pixels = new ByteProcessor(view.width(), view.height());
		for (int y = 0; y < view.height(); y++)
			for (int x = 0; x < view.width(); x++)
				pixels.set(x, y, (int) (view.pixels().getAt(x, y).get() * 255 / Phantom.WHITE));
		new FileSaver(new ImagePlus("phantom", pixels)).saveAsPng(file.toString());
		return file;
	}
}
