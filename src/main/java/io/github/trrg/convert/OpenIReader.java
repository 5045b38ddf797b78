package io.github.trrg.convert;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import io.github.trrg.common.TrrgException;
import io.github.trrg.data.Annotation;
import io.github.trrg.study.View;

/** Open-i: one XML file per report, which names its images; no patients, no splits, no views. */
final class OpenIReader implements SourceForm.Reader {

	private static final String FOLDER = "ecgen-radiology";
	/** As Java ships it, whatever else is on the class path. Refuses document type definitions, with which a file could read others. */
	private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

	static {
		XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		XML.setProperty(XMLInputFactory.IS_COALESCING, true);
	}

	private final List<Path> reports;
	private final ImageFolder images;
	private final Splits splits;

	OpenIReader(final ConversionSettings settings) {
		final Path folder = settings.source().resolve(FOLDER);
		reports = Tree.list(Files.isDirectory(folder) ? folder : settings.source()).stream().filter(file -> file.toString().endsWith(".xml")).toList();
		if (reports.isEmpty()) throw new TrrgException(settings.source() + " holds no XML reports. Name the folder that has " + FOLDER +
			", or the reports themselves.");
		images = new ImageFolder(settings.images());
		splits = settings.splits();
	}

	@Override
	public void read(final Intake intake) {
		for (final Path report : reports)
			intake.study(report.getFileName().toString(), stem(report), () -> study(report));
	}

	private SourceStudy study(final Path file) {
		final Map<String, String> sections = new HashMap<>();
		final List<String> names = new ArrayList<>();
		String id = stem(file);
		try (InputStream in = Files.newInputStream(file)) {
			final XMLStreamReader xml = XML.createXMLStreamReader(in);
			while (xml.hasNext()) {
				final int event = xml.next();
				if (event == XMLStreamConstants.DTD) throw new XMLStreamException("it has a document type definition, which is not accepted");
				if (event != XMLStreamConstants.START_ELEMENT) continue;
				final String name = xml.getLocalName();
				if (name.equals("uId") && attribute(xml, "id") != null) id = attribute(xml, "id");
				if (name.equals("parentImage") && attribute(xml, "id") != null) names.add(attribute(xml, "id"));
				if (name.equals("AbstractText") && attribute(xml, "Label") != null) sections.merge(attribute(xml, "Label"), xml.getElementText().replaceAll("\\s+", " ")
					.strip(), (a, b) -> (a + " " + b).strip());
			}
		}
		catch (final IOException | XMLStreamException e) {
			throw new Skipped(Reason.UNREADABLE_REPORT, "Cannot read " + file + ": " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
		}
		return study(id, names, sections);
	}

	private static String attribute(final XMLStreamReader xml, final String name) {
		return xml.getAttributeValue(null, name);
	}

	private SourceStudy study(final String id, final List<String> names, final Map<String, String> sections) {
		final List<String> ids = Stream.concat(Stream.of(id), names.stream().flatMap(Splits::r2genIds)).toList();
		final Annotation annotation = new Annotation(id, "", splits.of(ids), section(sections, "FINDINGS"), section(sections, "IMPRESSION"), section(sections,
			"INDICATION"), Map.of(), "");
		return new SourceStudy(annotation, section(sections, "COMPARISON"), names.stream().map(name -> images.find(name, View.Position.UNKNOWN, ".png", ".jpg",
			".dcm", "")).toList());
	}

	private static String section(final Map<String, String> sections, final String label) {
		return sections.getOrDefault(label, "");
	}

	private static String stem(final Path file) {
		return file.getFileName().toString().replaceFirst("\\.xml$", "");
	}
}
