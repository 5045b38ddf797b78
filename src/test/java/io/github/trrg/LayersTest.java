package io.github.trrg;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** Who may know whom. */
class LayersTest {

	private static final String BASE = "io.github.trrg";

	/** From the ground up: a package knows those of its own line and of the lines above it only. The empty name is that of the facade. */
	private static final List<List<String>> ORDER = List.of(List.of("common"), List.of("study", "clue", "report", "dicom"), List.of("page"), List.of("engine"), List.of("nn"), List.of("decode"),
		List.of("model"), List.of(""), List.of("data", "evaluate", "train", "batch", "convert"), List.of("bench"), List.of("ij"), List.of("command", "cli", "ui"));

	/** Packages that meet the user. */
	private static final String[] SURFACES = { BASE + ".ij..", BASE + ".command..", BASE + ".cli..", BASE + ".ui.." };

	private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(BASE);

	@Test
	void onlySurfacesKnowImageJSciJavaAndSwing() {
		noClasses().that().resideOutsideOfPackages(SURFACES).should().dependOnClassesThat(resideInAnyPackage("ij..", "org.scijava..", "net.imagej..", "javax.swing..",
			"java.awt..").and(not(resideInAPackage("java.awt.image..")))).check(CLASSES);
	}

	@Test
	void onlyTheEngineKnowsDjlsInnerClasses() {
		noClasses().that().resideOutsideOfPackage(BASE + ".engine..").should().dependOnClassesThat(resideInAnyPackage("ai.djl.pytorch..", "com.sun.jna..")).check(CLASSES);
	}

	/** Others take it from the model: what is made on the CPU beside a model on a GPU fails, or is copied each time. */
	@Test
	void onlyTheEngineNamesDevices() {
		for (final String method : List.of("cpu", "gpu", "of", "fromName"))
			noClasses().that().resideOutsideOfPackage(BASE + ".engine..").should().callMethodWhere(target(owner(assignableTo("ai.djl.Device"))).and(target(
				name(method)))).check(CLASSES);
		noClasses().that().resideOutsideOfPackage(BASE + ".engine..").should().callMethodWhere(target(name("newBaseManager"))).check(CLASSES);
	}

	@Test
	void onlyTheCommandLineKnowsPicocli() {
		noClasses().that().resideOutsideOfPackage(BASE + ".cli..").should().dependOnClassesThat(resideInAPackage("picocli..")).check(CLASSES);
	}

	@Test
	void packagesKnowOnlyWhatLiesBelow() {
		for (int line = 0; line < ORDER.size(); line++) {
			final List<String> above = new ArrayList<>();
			ORDER.subList(line + 1, ORDER.size()).forEach(packages -> packages.forEach(name -> above.add(fullName(name))));
			if (above.isEmpty()) continue;
			final String[] here = ORDER.get(line).stream().map(LayersTest::fullName).toArray(String[]::new);
			noClasses().that().resideInAnyPackage(here).should().dependOnClassesThat(resideInAnyPackage(above.toArray(String[]::new))).allowEmptyShould(true).check(
				CLASSES);
		}
	}

	@Test
	void packagesKnowEachOtherInOneDirection() {
		slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void everyPackageHasItsPlaceInTheOrder() {
		final Set<String> known = ORDER.stream().flatMap(List::stream).map(LayersTest::fullName).collect(Collectors.toSet());
		final Set<String> packages = CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
		assertTrue(packages.size() > 5, packages::toString);
		packages.removeAll(known);
		assertEquals(Set.of(), packages);
	}

	@Test
	void everyPackageSaysWhatLivesInIt() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
			final Set<Path> packages = files.filter(file -> file.toString().endsWith(".java")).map(Path::getParent).collect(Collectors.toSet());
			assertEquals(List.of(), packages.stream().filter(folder -> !Files.exists(folder.resolve("package-info.java"))).sorted().toList());
		}
	}

	private static String fullName(final String name) {
		return name.isEmpty() ? BASE : BASE + "." + name;
	}
}
