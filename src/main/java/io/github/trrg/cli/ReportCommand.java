package io.github.trrg.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import com.google.gson.JsonArray;

import io.github.trrg.Trrg;
import io.github.trrg.common.Progress;
import io.github.trrg.decode.GenerationSettings;
import io.github.trrg.decode.TokenListener;
import io.github.trrg.ij.ImagePlusStudies;
import io.github.trrg.ij.RadiographReader;
import io.github.trrg.ij.SliceChoice;
import io.github.trrg.report.Report;
import io.github.trrg.report.ReportJson;
import io.github.trrg.study.Study;
import io.github.trrg.study.View;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trrg report} */
@Command(name = "report", description = "Writes the report of each image. One file is one study; the slices of a stack are its views.")
final class ReportCommand extends Subcommand {

	@Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Radiographs of any format that ImageJ opens.")
	private List<Path> images;

	@Option(names = "--views", description = "All images are views of one study.")
	private boolean views;

	@Option(names = "--indication", paramLabel = "TEXT", defaultValue = "", description = "Why the examination was asked for.")
	private String indication;

	@Option(names = "--json", description = "Print a JSON object, or an array of them for several studies.")
	private boolean json;

	@Mixin
	private ModelOptions model;

	@Mixin
	private DecodingOptions decoding;

	@Override
	public Integer call() {
		final List<List<Path>> studies = views ? List.of(images) : images.stream().map(List::of).toList();
		final JsonArray objects = new JsonArray();
		int failed = 0;
		try (Trrg trrg = model.open()) {
			final GenerationSettings settings = decoding.over(trrg.model().generation());
			for (final List<Path> files : studies) {
				final String name = files.stream().map(Path::toString).collect(Collectors.joining(", "));
				try {
					final Report report = trrg.generate(trrg.perceive(read(name, files)), settings, TokenListener.NONE, Progress.NONE);
					report.warnings().forEach(warning -> tell("Warning: " + warning));
					if (json) objects.add(ReportJson.of(name, report));
					else print(name, report, studies.size() > 1);
				}
				catch (final RuntimeException e) {
					complain(name, e);
					failed++;
				}
			}
		}
		if (json && studies.size() > 1) print(objects);
		else if (!objects.isEmpty()) print(objects.get(0));
		return failed == 0 ? Main.DONE : Main.SOME_FAILED;
	}

	private void print(final String name, final Report report, final boolean several) {
		if (several) out().println("== " + name);
		out().println(report.text());
		if (several) out().println();
		out().flush();
	}

	private Study read(final String name, final List<Path> files) {
		final List<View> all = new ArrayList<>();
		for (final Path file : files)
			all.addAll(ImagePlusStudies.of(RadiographReader.open(file), SliceChoice.VIEWS, indication).get(0).study().views());
		return new Study(name, all, indication);
	}
}
