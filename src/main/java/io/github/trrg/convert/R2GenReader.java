package io.github.trrg.convert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Annotation;
import io.github.trrg.data.Dataset;
import io.github.trrg.data.StudyItem;
import io.github.trrg.study.View;

/** R2Gen: an annotation file as data set folders have it, IU X-Ray (several images per study) or MIMIC-CXR (one, and the patient). */
final class R2GenReader implements SourceForm.Reader {

	private final Path annotation, images;

	R2GenReader(final ConversionSettings settings) {
		annotation = Files.isRegularFile(settings.source()) ? settings.source() : settings.source().resolve("annotation.json");
		if (!Files.isRegularFile(annotation)) throw new TrrgException("There is no " + annotation + ". Name R2Gen's folder, or its annotation file.");
		images = settings.images();
	}

	@Override
	public void read(final Intake intake) {
		final String source = annotation.getFileName().toString();
		Dataset.read(annotation, images, split -> {}, item -> intake.study(source, item.id(), () -> study(item)), bad -> intake.study(source, "", () -> {
			throw bad;
		}));
	}

	private SourceStudy study(final StudyItem item) {
		final List<SourceStudy.Image> files = new ArrayList<>();
		for (int i = 0; i < item.images().size(); i++) {
			final Path file = item.images().get(i);
			files.add(new SourceStudy.Image(images.relativize(file).toString(), Files.isRegularFile(file) ? file : null, View.Position.of(item.views().isEmpty() ? ""
				: item.views().get(i))));
		}
		return new SourceStudy(new Annotation(item.id(), item.patient(), item.split(), item.report(), item.impression(), item.indication(), item.labels(), ""), "",
			files);
	}
}
