package io.github.trrg.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.AtomicFolder;
import io.github.trrg.common.TrrgException;
import io.github.trrg.common.Version;

/**
 * The only writer of data set folders. Each change happens completely or not at all, whenever the process dies or the disk is full:
 * images and regions get new files, then one move of {@code annotation.json} makes them count. Several processes may write at once.
 */
public final class DatasetWriter {

	private static final List<String> OWN_FIELDS = List.of("id", "subject_id", "report", "impression", "indication", "image_path", "views", "labels", "rois",
		"annotator", "created", "tool");

	private static final String VERSION = "{\"" + Dataset.VERSION_FIELD + "\": " + Dataset.VERSION + "}\n";

	private final Path folder;
	private final AnnotationFile annotations;
	private final List<JsonObject> items = new ArrayList<>();
	private final List<String> splits = new ArrayList<>();
	private final List<Path> files = new ArrayList<>();
	private final List<byte[]> contents = new ArrayList<>();
	/** Folders that come and files that go. */
	private final Set<Path> changing = new HashSet<>();

	private DatasetWriter(final Path folder) {
		this.folder = folder;
		annotations = AnnotationFile.read(folder);
	}

	/**
	 * Adds studies, all of them or none.
	 *
	 * @param folder a data set, an empty folder or one that does not exist yet
	 * @param replace whether a study may take the place of one of the same id, whose files are then deleted
	 * @throws TrrgException if an id is taken, or the folder is something else or cannot be written; then nothing has changed
	 */
	public static void add(final Path folder, final List<NewStudy> studies, final boolean replace) {
		final Path absolute = folder.toAbsolutePath().normalize();
		checkPlace(absolute);
		try (DatasetLock lock = DatasetLock.of(absolute)) {
			Dataset.checkVersion(absolute);
			Leftovers.clear(absolute);
			final DatasetWriter writer = new DatasetWriter(absolute);
			studies.forEach(study -> writer.prepare(study, replace));
			try {
				writer.write();
			}
			finally {
				Leftovers.clear(absolute);
			}
		}
	}

	/**
	 * Makes a new data set study by study, in memory that does not grow with their number. It is there completely or not at all.
	 *
	 * @param folder does not exist yet, or is empty
	 * @param content gives the studies
	 * @throws TrrgException if the folder holds something or cannot be written
	 */
	public static void create(final Path folder, final Consumer<DatasetStream> content) {
		AtomicFolder.write(folder, temporary -> {
			AtomicFile.writeText(temporary.resolve(Dataset.VERSION_FILE), VERSION);
			try (DatasetStream stream = new DatasetStream(temporary)) {
				content.accept(stream);
				stream.finish();
			}
			catch (final IOException e) {
				throw new UncheckedIOException(e);
			}
		});
	}

	/**
	 * Writes the annotations with the studies dealt out to other splits, as a new file. The data set stays as it is.
	 *
	 * @param splitOf split by id
	 * @param target where {@code image_path} counts from the same folder as ever
	 * @throws TrrgException if the target exists or cannot be written
	 */
	public static void writeSplits(final Path folder, final Map<String, String> splitOf, final Path target) {
		if (Files.exists(target)) throw new TrrgException(target + " exists already. Give the name of a new file, or move that one away.");
		AnnotationFile.read(folder.toAbsolutePath().normalize()).resplit(splitOf).write(target);
	}

	/**
	 * A folder of something else is not made a data set.
	 *
	 * @throws TrrgException if the folder is neither a data set nor empty
	 */
	public static void checkPlace(final Path folder) {
		if (!Files.exists(folder) || Files.exists(folder.resolve(Dataset.ANNOTATION)) || Files.exists(folder.resolve(Dataset.VERSION_FILE))) return;
		try (Stream<Path> content = Files.list(folder)) {
			if (content.allMatch(file -> file.getFileName().toString().startsWith("."))) return;
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot read the folder " + folder + ": " + e + ". Choose another one.", e);
		}
		throw new TrrgException(folder + " is no data set and not empty. Choose a data set, an empty folder, or one that does not exist yet.");
	}

	private void prepare(final NewStudy study, final boolean replace) {
		final Annotation annotation = study.annotation();
		final JsonObject former = annotations.remove(annotation.id());
		if (former != null && !replace || items.stream().anyMatch(item -> AnnotationFile.hasId(item, annotation.id()))) throw new TrrgException("The data set " +
			folder + " holds a study \"" + annotation.id() + "\" already. Give another id, or ask for it to be replaced.");
		if (former != null) annotations.files(former).stream().filter(file -> Files.isRegularFile(file) && (file.startsWith(folder.resolve(Dataset.IMAGES)) || file
			.startsWith(folder.resolve(Dataset.ROIS)))).forEach(changing::add);
		final String name = freeName(annotation.id());
		final JsonObject item = former == null ? new JsonObject() : former;
		OWN_FIELDS.forEach(item::remove);
		ItemJson.add(item, annotation, images(study, name), study.images().stream().map(NewStudy.Image::view).toList());
		if (!study.regions().isEmpty()) item.add("rois", regions(study, name));
		ItemJson.addText(item, "annotator", annotation.annotator());
		item.addProperty("created", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
		item.addProperty("tool", "TRRG " + Version.text());
		items.add(item);
		splits.add(annotation.split());
	}

	private List<String> images(final NewStudy study, final String name) {
		final List<String> paths = new ArrayList<>();
		for (final NewStudy.Image image : study.images()) {
			paths.add(name + "/" + paths.size() + "." + LosslessImage.extension(image.pixels()));
			put(Dataset.IMAGES, paths.get(paths.size() - 1), LosslessImage.encode(image.pixels()));
		}
		return paths;
	}

	private JsonArray regions(final NewStudy study, final String name) {
		final JsonArray regions = new JsonArray();
		for (final NewStudy.Region region : study.regions()) {
			final JsonObject json = new JsonObject();
			json.addProperty("disease", region.disease());
			json.addProperty("image", region.image());
			json.addProperty("file", name + "/" + regions.size() + ".roi");
			put(Dataset.ROIS, json.get("file").getAsString(), region.roi());
			regions.add(json);
		}
		return regions;
	}

	private void put(final String kind, final String path, final byte[] content) {
		final Path file = folder.resolve(kind).resolve(path);
		files.add(file);
		contents.add(content);
		changing.add(file.getParent());
	}

	/** A folder name made of the id that any system takes and that nothing has yet. */
	private String freeName(final String id) {
		final String safe = id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "_");
		final String name = safe.substring(0, Math.min(80, safe.length())).replaceFirst("^(con|prn|aux|nul|com\\d|lpt\\d)$", "$1_");
		for (int i = 1;; i++) {
			final String candidate = i == 1 ? name : name + "~" + i;
			if (Stream.of(Dataset.IMAGES, Dataset.ROIS).map(kind -> folder.resolve(kind).resolve(candidate)).noneMatch(path -> Files.exists(path) || changing.contains(
				path))) return candidate;
		}
	}

	private void write() {
		if (!Files.exists(folder.resolve(Dataset.VERSION_FILE))) AtomicFile.writeText(folder.resolve(Dataset.VERSION_FILE), VERSION);
		Leftovers.note(folder, changing);
		for (int i = 0; i < files.size(); i++)
			AtomicFile.writeBytes(files.get(i), contents.get(i));
		for (int i = 0; i < items.size(); i++)
			annotations.add(splits.get(i), items.get(i));
		annotations.write(folder.resolve(Dataset.ANNOTATION));
	}
}
