package io.github.trrg.model;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.JsonFields;
import io.github.trrg.common.TrrgException;
import io.github.trrg.common.UserFolder;
import io.github.trrg.study.Preprocessing;

/**
 * Where models are found and which one the user works with. Looked through in this order: an explicit path,
 * {@code models/} of the Fiji or ImageJ folder, {@code ~/.trrg/models}, and {@code models/} beside the plugin
 * (in a development tree: that of the repository).
 */
public final class ModelStore {

	/** The model that comes with the plugin. */
	public static final String DEFAULT_MODEL = "trrg-iu-small";

	/** In the folder of a model whose training has not ended: such a folder is none of the models. */
	public static final String UNFINISHED = "unfinished.json";

	private static final String MODELS = "models";

	private final Path home;
	private final List<Path> roots;

	/**
	 * @param home where the user's choice is kept
	 * @param roots folders of model folders, in the order they are looked through; need not exist
	 */
	public ModelStore(final Path home, final List<Path> roots) {
		this.home = home;
		this.roots = List.copyOf(roots);
	}

	/** The store of this user and installation. The system property {@code trrg.home} moves {@code ~/.trrg}. */
	public static ModelStore standard() {
		final Path home = UserFolder.path();
		final Set<Path> roots = new LinkedHashSet<>();
		Stream.of("imagej.dir", "ij.dir").map(System::getProperty).filter(Objects::nonNull).map(folder -> absolute(Path.of(folder, MODELS))).forEach(roots::add);
		roots.add(absolute(home.resolve(MODELS)));
		roots.addAll(besidePlugin());
		return new ModelStore(home, List.copyOf(roots));
	}

	/** {@code plugins/TRRG_.jar} and {@code target/classes} both have {@code models} a few folders up. */
	private static List<Path> besidePlugin() {
		final List<Path> roots = new ArrayList<>();
		try {
			Path folder = Path.of(ModelStore.class.getProtectionDomain().getCodeSource().getLocation().toURI()).getParent();
			for (int up = 0; up < 3 && folder != null; up++, folder = folder.getParent())
				if (Files.isDirectory(folder.resolve(MODELS))) roots.add(absolute(folder.resolve(MODELS)));
		}
		catch (final URISyntaxException | RuntimeException e) {
			// Loaded from somewhere that is no file: nothing lies beside it.
		}
		return roots;
	}

	/**
	 * @return the models along the search path, incomplete ones with what is wrong with them; folders with the {@code config.json} of other
	 *         software are left out
	 */
	public List<ModelInfo> list() {
		return roots.stream().flatMap(root -> subfolders(root).stream()).filter(ModelStore::isModel).map(ModelStore::info).toList();
	}

	/**
	 * @param nameOrPath name of a listed model or path of a model folder; blank or null for the current model
	 * @return its folder
	 * @throws TrrgException if there is none, saying which there are
	 */
	public Path find(final String nameOrPath) {
		if (nameOrPath == null || nameOrPath.isBlank()) return current();
		return search(nameOrPath.strip(), "There is no model \"" + nameOrPath.strip() + "\".");
	}

	/**
	 * The model the user chose, else the one that comes with the plugin, else the first of the list that can be used.
	 *
	 * @throws TrrgException if there is no model or the chosen one is gone
	 */
	public Path current() {
		final String chosen = chosen();
		if (!chosen.isEmpty()) return search(chosen, "The current model \"" + chosen + "\" is gone. Choose another in Plugins>TRRG>Models... .");
		return named(DEFAULT_MODEL).or(() -> list().stream().filter(model -> model.problem().isEmpty()).findFirst().map(ModelInfo::folder)).orElseThrow(
			() -> notFound("There is no model."));
	}

	/**
	 * Makes a model the current one of this user, now and in later sessions.
	 *
	 * @throws TrrgException as {@link #find}, or if the model cannot be used, as a recipe without weights
	 */
	public void choose(final String nameOrPath) {
		final Path folder = absolute(find(nameOrPath));
		final String problem = info(folder).problem();
		if (!problem.isEmpty()) throw new TrrgException("The model \"" + folder.getFileName() + "\" cannot be used. " + problem);
		// By name where the name finds it again, so that the choice outlives a move of the installation.
		final String name = folder.getFileName().toString();
		final boolean found = named(name).filter(folder::equals).isPresent();
		AtomicFile.writeText(choiceFile(), (found ? name : folder) + "\n");
	}

	/**
	 * Where a new model goes.
	 *
	 * @param nameOrPath a name, then it goes to the user's models, where all commands find it; or the path of a folder
	 * @throws TrrgException if a model has that name already
	 */
	public Path place(final String nameOrPath) {
		final Path path = toPath(nameOrPath.strip());
		if (path == null || path.getFileName() == null || path.toString().isEmpty()) throw new TrrgException("\"" + nameOrPath +
			"\" cannot be the name of a model. Give another.");
		if (path.isAbsolute() || path.getNameCount() > 1) return path;
		final Path folder = absolute(home.resolve(MODELS).resolve(path));
		named(path.toString()).filter(other -> !other.equals(folder)).ifPresent(other -> {
			throw new TrrgException("There is a model \"" + path + "\" already, in " + other + ". Give another name.");
		});
		return folder;
	}

	private Path search(final String nameOrPath, final String complaint) {
		final Path explicit = toPath(nameOrPath);
		if (explicit != null && Files.exists(explicit.resolve(UNFINISHED)))
			throw new TrrgException("The training of the model in " + explicit + " has not ended. Resume it first.");
		if (explicit != null && Files.isRegularFile(explicit.resolve(TrrgModel.CONFIG))) return explicit;
		final boolean noModel = explicit != null && Files.isDirectory(explicit);
		return named(nameOrPath).orElseThrow(() -> notFound(noModel ? "The folder " + explicit + " is no model: it has no config.json." : complaint));
	}

	private Optional<Path> named(final String name) {
		return list().stream().filter(model -> model.name().equals(name)).findFirst().map(ModelInfo::folder);
	}

	private TrrgException notFound(final String complaint) {
		final String names = list().stream().map(ModelInfo::name).collect(Collectors.joining(", "));
		return new TrrgException(complaint + (names.isEmpty() ? " No model was found in " : " Found are " + names + ", in ") + roots.stream().map(Path::toString)
			.collect(Collectors.joining(", ")) + ". Give one of these names or the path of a model folder.");
	}

	/** Where the user's choices and other things of his own are kept. */
	public Path home() {
		return home;
	}

	private Path choiceFile() {
		return home.resolve("current-model.txt");
	}

	private String chosen() {
		try {
			return Files.isRegularFile(choiceFile()) ? Files.readString(choiceFile()).strip() : "";
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot read which model is current from " + choiceFile() + ": " + e.getMessage() + ". Delete this file and choose again.", e);
		}
	}

	private static List<Path> subfolders(final Path root) {
		if (!Files.isDirectory(root) || !Files.isReadable(root)) return List.of();
		try (Stream<Path> entries = Files.list(root)) {
			return entries.filter(Files::isDirectory).sorted().toList();
		}
		catch (final IOException e) {
			throw new TrrgException("Cannot look for models in " + root + ": " + e.getMessage() + ". Check that the folder is readable.", e);
		}
	}

	/** A damaged {@code config.json} counts: the user should see that the model is there and why it does not work. */
	private static boolean isModel(final Path folder) {
		final Path config = folder.resolve(TrrgModel.CONFIG);
		if (!Files.isRegularFile(config) || Files.exists(folder.resolve(UNFINISHED))) return false;
		try {
			return JsonFields.read(config).has(FormatVersion.FIELD);
		}
		catch (final TrrgException e) {
			return true;
		}
	}

	private static ModelInfo info(final Path folder) {
		final String name = folder.getFileName().toString();
		ModelCard card = ModelCard.unknown(name);
		try {
			card = ModelCard.read(folder);
			FormatVersion.require(JsonFields.read(folder.resolve(TrrgModel.CONFIG)));
			return new ModelInfo(name, folder, card, missing(folder));
		}
		catch (final TrrgException e) {
			return new ModelInfo(name, folder, card, e.getMessage());
		}
	}

	/** @return which files a model needs and this one lacks, empty if none */
	private static String missing(final Path folder) {
		final List<String> files = new ArrayList<>(List.of(TrrgModel.TOKENIZER, DiseaseFile.FILE_NAME, Preprocessing.FILE_NAME, PromptTemplate.FILE_NAME));
		files.removeIf(file -> Files.exists(folder.resolve(file)));
		if (!Weights.exist(folder)) files.add(0, TrrgModel.WEIGHTS);
		return files.isEmpty() ? "" : "It has no " + String.join(", no ", files) + ". Train it, or get the folder again.";
	}

	private static Path toPath(final String text) {
		try {
			return Path.of(text);
		}
		catch (final InvalidPathException e) {
			return null; // then it is a name at most
		}
	}

	private static Path absolute(final Path path) {
		return path.toAbsolutePath().normalize();
	}
}
