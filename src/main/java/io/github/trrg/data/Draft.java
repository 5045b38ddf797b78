package io.github.trrg.data;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import io.github.trrg.clue.Disease;
import io.github.trrg.common.JsonFields;
import io.github.trrg.report.Finding;
import io.github.trrg.report.Label;

/**
 * What an annotator has typed and drawn of a study so far. Immutable.
 *
 * @param source where the study comes from: a path, or the title of an image that has none
 * @param texts as typed; what is missing is empty
 * @param labels by disease name in lower case; none is blank
 * @param regions drawn
 * @param labeled whether labels were set or pre-filled; if not, they may still be pre-filled
 * @param reported the same of the report
 * @param added id under which all this was added to the data set; empty while it was not
 */
public record Draft(String source, Map<Field, String> texts, Map<String, Label> labels, List<NewStudy.Region> regions, boolean labeled, boolean reported,
	String added) {

	/** What is typed. */
	public enum Field {
		ID, PATIENT, SPLIT, ANNOTATOR, INDICATION, REPORT, IMPRESSION;

		/** As it stands in files and properties. */
		public String key() {
			return name().toLowerCase(Locale.ROOT);
		}
	}

	static final int VERSION = 1;
	static final String VERSION_FIELD = "trrg_draft_version";

	public Draft {
		final Map<Field, String> typed = new EnumMap<>(Field.class);
		typed.putAll(texts);
		typed.values().removeIf(String::isEmpty);
		texts = Collections.unmodifiableMap(typed);
		final Map<String, Label> stated = new LinkedHashMap<>(labels);
		stated.values().removeIf(label -> label == Label.BLANK);
		labels = Collections.unmodifiableMap(stated);
		regions = List.copyOf(regions);
	}

	/** A study nobody has looked at. */
	public static Draft of(final String source, final Map<Field, String> texts) {
		return new Draft(source, texts, Map.of(), List.of(), false, false, "");
	}

	/** What a data set holds of a study, to be corrected. @param annotator of the one who corrects */
	public static Draft of(final String source, final StudyItem item, final List<NewStudy.Region> regions, final String annotator) {
		return new Draft(source, Map.of(Field.ID, item.id(), Field.PATIENT, item.patient(), Field.SPLIT, item.split(), Field.ANNOTATOR, annotator, Field.INDICATION,
			item.indication(), Field.REPORT, item.report(), Field.IMPRESSION, item.impression()), item.labels(), regions, true, true, item.id());
	}

	public String text(final Field field) {
		return texts.getOrDefault(field, "");
	}

	public Label label(final String disease) {
		return labels.getOrDefault(disease, Label.BLANK);
	}

	public Draft withText(final Field field, final String text) {
		final Map<Field, String> changed = new EnumMap<>(Field.class);
		changed.putAll(texts);
		changed.put(field, text);
		return new Draft(source, changed, labels, regions, labeled, reported || field == Field.REPORT, added);
	}

	/** A disease that is present or in doubt takes back "no finding"; a device is no disease. */
	public Draft withLabel(final String disease, final Label label) {
		final Map<String, Label> changed = new LinkedHashMap<>(labels);
		changed.put(disease, label);
		final boolean abnormal = label == Label.POSITIVE || label == Label.UNCERTAIN;
		if (abnormal && !disease.equals(Disease.NO_FINDING) && !disease.equals(Finding.SUPPORT_DEVICES.diseaseName())) changed.remove(Disease.NO_FINDING,
			Label.POSITIVE);
		return new Draft(source, texts, changed, regions, true, reported, added);
	}

	public Draft withLabels(final Map<String, Label> newLabels) {
		return new Draft(source, texts, newLabels, regions, true, reported, added);
	}

	/** One region more; its disease is present, if nothing was said of it or the opposite. */
	public Draft withRegion(final NewStudy.Region region) {
		final List<NewStudy.Region> more = new ArrayList<>(regions);
		more.add(region);
		final Draft labeledToo = label(region.disease()) == Label.UNCERTAIN ? this : withLabel(region.disease(), Label.POSITIVE);
		return labeledToo.withRegions(more);
	}

	public Draft withRegions(final List<NewStudy.Region> newRegions) {
		return new Draft(source, texts, labels, newRegions, labeled, reported, added);
	}

	/** Nothing is pre-filled any more. */
	public Draft settled() {
		return new Draft(source, texts, labels, regions, true, true, added);
	}

	public Draft withAdded(final String id) {
		return new Draft(source, texts, labels, regions, labeled, reported, id);
	}

	/** @throws io.github.trrg.common.TrrgException if id or split are no names */
	public Annotation annotation() {
		return new Annotation(text(Field.ID), text(Field.PATIENT), text(Field.SPLIT), text(Field.REPORT), text(Field.IMPRESSION), text(Field.INDICATION), labels,
			text(Field.ANNOTATOR));
	}

	JsonObject toJson() {
		final JsonObject json = new JsonObject();
		json.addProperty(VERSION_FIELD, VERSION);
		json.addProperty("source", source);
		if (!added.isEmpty()) json.addProperty("added", added);
		texts.forEach((field, text) -> json.addProperty(field.key(), text));
		final JsonObject stated = new JsonObject();
		labels.forEach((disease, label) -> stated.addProperty(disease, label.word()));
		json.add("labels", stated);
		final JsonArray drawn = new JsonArray();
		for (final NewStudy.Region region : regions) {
			final JsonObject one = new JsonObject();
			one.addProperty("disease", region.disease());
			one.addProperty("image", region.image());
			one.addProperty("roi", Base64.getEncoder().encodeToString(region.roi()));
			drawn.add(one);
		}
		json.add("rois", drawn);
		json.addProperty("labeled", labeled);
		json.addProperty("reported", reported);
		return json;
	}

	/** @throws io.github.trrg.common.TrrgException naming the field that is wrong */
	static Draft of(final JsonFields json) {
		json.requireInt(VERSION_FIELD, 1, VERSION);
		final Map<Field, String> texts = new EnumMap<>(Field.class);
		for (final Field field : Field.values())
			if (json.has(field.key())) texts.put(field, json.json().get(field.key()).getAsString());
		final Map<String, Label> labels = new LinkedHashMap<>();
		final JsonFields stated = json.requireObject("labels");
		for (final String disease : stated.json().keySet())
			labels.put(disease, Label.of(stated.requireString(disease)).orElseThrow(() -> stated.wrong(disease, "present, absent or uncertain")));
		final List<NewStudy.Region> regions = new ArrayList<>();
		for (final JsonFields one : json.requireObjects("rois"))
			regions.add(new NewStudy.Region(one.requireString("disease"), one.requireInt("image", 0, Integer.MAX_VALUE), bytes(one)));
		return new Draft(json.requireString("source"), texts, labels, regions, json.requireBoolean("labeled"), json.requireBoolean("reported"),
			json.optString("added", ""));
	}

	private static byte[] bytes(final JsonFields region) {
		try {
			return Base64.getDecoder().decode(region.requireString("roi"));
		}
		catch (final IllegalArgumentException e) {
			throw region.wrong("roi", "an ImageJ ROI file in base 64");
		}
	}
}
