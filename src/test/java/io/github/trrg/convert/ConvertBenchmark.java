package io.github.trrg.convert;

import java.awt.image.BufferedImage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

import javax.imageio.ImageIO;

import io.github.trrg.Memory;
import io.github.trrg.common.Progress;
import io.github.trrg.data.Dataset;

/**
 * Not a test. {@code java -Xmx256m … io.github.trrg.convert.ConvertBenchmark make FOLDER} makes a tree as large as MIMIC-CXR's of tiny images and
 * made-up reports, {@code convert FOLDER DATASET} converts it with links, {@code open DATASET} reads the data set; each prints time and
 * memory.
 */
public final class ConvertBenchmark {

	/** Of MIMIC-CXR 2.0.0. */
	private static final int IMAGES = 377_110, STUDIES = 227_835, PATIENTS = 65_379;
	/** A file can have 65,000 names on ext4, and the data set needs as many again. */
	private static final int NAMES_PER_FILE = 20_000;
	private static final String[] FINDINGS = { "The lungs are clear.", "There is a small left pleural effusion with\n adjacent atelectasis.",
		"Moderate cardiomegaly is unchanged.", "No pneumothorax is seen." };

	private ConvertBenchmark() {}

	public static void main(final String... arguments) throws IOException {
		final long start = System.nanoTime();
		final Path folder = Path.of(arguments[1]);
		String done = "";
		long held = 0;
		switch (arguments[0]) {
			case "make" -> make(folder);
			case "convert" -> done = Conversion.run(new ConversionSettings(SourceForm.MIMIC, folder, null, null, null, null, true, false), Path.of(arguments[2]),
				file -> null, Progress.NONE).toJson().toString();
			case "open" -> {
				final Dataset dataset = Dataset.open(folder);
				System.gc();
				held = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() >> 20;
				done = dataset.studies().count() + " studies, heap used " + held + " MB, " + dataset.splits();
			}
			default -> throw new IllegalArgumentException(arguments[0]);
		}
		System.out.printf(Locale.ROOT, "%s: %.1f s, peak of the process %d MB, largest heap %d MB; %s%n", arguments[0], (System.nanoTime() - start) / 1e9, Memory
			.peakMegabytes(), Runtime.getRuntime().maxMemory() >> 20, done);
	}

	private static void make(final Path folder) throws IOException {
		final Random random = new Random(1);
		final Path stock = Files.createDirectories(folder.resolve("stock"));
		int image = 0;
		try (BufferedWriter split = Files.newBufferedWriter(folder.resolve("mimic-cxr-2.0.0-split.csv"));
			BufferedWriter metadata = Files.newBufferedWriter(folder.resolve("mimic-cxr-2.0.0-metadata.csv"))) {
			split.write("dicom_id,study_id,subject_id,split\n");
			metadata.write("dicom_id,subject_id,study_id,ViewPosition\n");
			for (int study = 0; study < STUDIES; study++) {
				final int patient = (int) (10_000_000 + (long) study * PATIENTS / STUDIES * 150), id = 50_000_000 + study;
				final Path place = folder.resolve(String.format("files/p%d/p%d/s%d", patient / 1_000_000, patient, id));
				Files.createDirectories(place);
				Files.createLink(place.resolveSibling("s" + id + ".txt"), report(stock, study));
				for (final int end = (int) ((study + 1L) * IMAGES / STUDIES); image < end; image++) {
					final String dicom = String.format("%08x-%08x-%08x-%08x-%08x", random.nextInt(), random.nextInt(), random.nextInt(), random.nextInt(), image);
					Files.createLink(place.resolve(dicom + ".jpg"), jpeg(stock, image));
					split.write(dicom + "," + id + "," + patient + "," + (study % 100 == 0 ? "test" : study % 100 == 1 ? "validate" : "train") + "\n");
					metadata.write(dicom + "," + patient + "," + id + "," + (image % 2 == 0 ? "PA" : "LATERAL") + "\n");
				}
			}
		}
	}

	private static Path jpeg(final Path stock, final int image) throws IOException {
		final Path file = stock.resolve(image / NAMES_PER_FILE + ".jpg");
		if (!Files.exists(file)) ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY), "jpeg", file.toFile());
		return file;
	}

	/** About as long as real ones. */
	private static Path report(final Path stock, final int study) throws IOException {
		final Path file = stock.resolve(study % 100 + "-" + study / 100 / NAMES_PER_FILE + ".txt");
		if (!Files.exists(file)) Files.writeString(file,
			"                                 FINAL REPORT\n EXAMINATION:  CHEST (PA AND LAT)\n \n INDICATION:  ___F with cough " + "number " + study +
				".\n \n COMPARISON:  None.\n \n FINDINGS: \n \n " + (FINDINGS[study % 4] + " " + FINDINGS[study / 4 % 4] + "\n ").repeat(4) +
			"\n IMPRESSION: \n \n " + FINDINGS[study % 4] + "\n");
		return file;
	}
}
