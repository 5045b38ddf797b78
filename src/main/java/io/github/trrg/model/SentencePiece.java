package io.github.trrg.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import io.github.trrg.common.TrrgException;

/**
 * A model of SentencePiece ({@code tokenizer.model}), of its kinds BPE and unigram, and its translation into {@code tokenizer.json}. The file is a
 * protocol buffer, of which the few fields that matter are read.
 */
final class SentencePiece {

	private static final int UNIGRAM = 1;
	private static final int BPE = 2;
	private static final int UNKNOWN = 2;
	private static final int CONTROL = 3;
	private static final int USER_DEFINED = 4;
	/** What stands for a space. */
	private static final String SPACE = "▁";
	/** Of the private use area of Unicode. */
	private static final String HIDDEN = "\uf8ff";

	/** @param kind as the file numbers them; 1 is normal */
	private record Piece(String text, float score, int kind) {}

	private final List<Piece> pieces = new ArrayList<>();
	private int type = UNIGRAM;
	private boolean byteFallback;
	private boolean dummyPrefix = true;
	private boolean trimsSpaces = true;
	private byte[] charsMap = {};

	private SentencePiece() {}

	/** @throws TrrgException if the file is damaged or of another kind */
	static SentencePiece read(final Path file) {
		final SentencePiece model = new SentencePiece();
		try {
			model.parse(new ProtocolBuffer(ByteBuffer.wrap(Files.readAllBytes(file))));
		}
		catch (final IOException | RuntimeException e) {
			throw new TrrgException("Cannot read the tokenizer " + file + ": " + (e instanceof IOException ? e.getMessage() : "it is no model of SentencePiece (" +
				e.getMessage() + ")") + ". Copy or download it again.", e);
		}
		if (model.pieces.isEmpty()) throw new TrrgException("The tokenizer " + file + " has no pieces. Copy or download it again.");
		if (model.type != BPE && model.type != UNIGRAM) throw new TrrgException("The tokenizer " + file + " is a model of SentencePiece of kind " + model.type +
			"; BPE (2) and unigram (1) are supported.");
		return model;
	}

	/** Of sentencepiece_model.proto: pieces (1), trainer_spec (2), normalizer_spec (3). */
	private void parse(final ProtocolBuffer message) throws CharacterCodingException {
		while (message.next())
			switch (message.field()) {
				case 1 -> pieces.add(piece(new ProtocolBuffer(message.block())));
				case 2 -> trainer(new ProtocolBuffer(message.block()));
				case 3 -> normalizer(new ProtocolBuffer(message.block()));
				default -> message.skip();
			}
	}

	private static Piece piece(final ProtocolBuffer message) throws CharacterCodingException {
		String text = "";
		float score = 0;
		int kind = 1;
		while (message.next())
			switch (message.field()) {
				case 1 -> text = message.text();
				case 2 -> score = message.real();
				case 3 -> kind = message.number();
				default -> message.skip();
			}
		return new Piece(text, score, kind);
	}

	private void trainer(final ProtocolBuffer message) {
		while (message.next())
			switch (message.field()) {
				case 3 -> type = message.number();
				case 35 -> byteFallback = message.number() != 0;
				default -> message.skip();
			}
	}

	private void normalizer(final ProtocolBuffer message) {
		while (message.next())
			switch (message.field()) {
				case 2 -> {
					final ByteBuffer map = message.block();
					charsMap = new byte[map.remaining()];
					map.get(charsMap);
				}
				case 3 -> dummyPrefix = message.number() != 0;
				case 4 -> trimsSpaces = message.number() != 0;
				default -> message.skip();
			}
	}

	/**
	 * As Hugging Face's library converts such models.
	 *
	 * @param more tokens that were added later, by id; they have precedence over those of the model
	 */
	JsonObject toJson(final Map<Integer, JsonObject> more) {
		final Map<Integer, JsonObject> added = new TreeMap<>();
		for (int id = 0; id < pieces.size(); id++) {
			final Piece piece = pieces.get(id);
			if (piece.kind == UNKNOWN || piece.kind == CONTROL || piece.kind == USER_DEFINED)
				added.put(id, PublishedTokenizer.addedToken(piece.text, id, piece.kind != USER_DEFINED));
		}
		more.forEach((id, token) -> {
			token.addProperty("id", id);
			added.put(id, token);
		});
		final JsonArray tokens = new JsonArray();
		added.values().forEach(tokens::add);
		final JsonObject json = new JsonObject();
		json.addProperty("version", "1.0");
		json.add("added_tokens", tokens);
		json.add("normalizer", normalizerJson());
		json.add("decoder", decoder());
		json.add("model", type == BPE ? bpe() : unigram());
		return json;
	}

	private JsonObject normalizerJson() {
		final JsonArray steps = new JsonArray();
		if (charsMap.length > 0) steps.add(object("Precompiled", "precompiled_charsmap", new JsonPrimitive(Base64.getEncoder().encodeToString(charsMap))));
		if (trimsSpaces) {
			final JsonObject strip = object("Strip", "strip_left", new JsonPrimitive(true));
			strip.addProperty("strip_right", true);
			steps.add(strip);
			steps.add(replace("Regex", " {2,}", " "));
		}
		if (dummyPrefix) steps.add(object("Prepend", "prepend", new JsonPrimitive(SPACE)));
		steps.add(replace("String", " ", SPACE));
		return object("Sequence", "normalizers", steps);
	}

	private JsonObject decoder() {
		final JsonArray steps = new JsonArray();
		steps.add(replace("String", SPACE, " "));
		steps.add(object("ByteFallback", null, null));
		steps.add(object("Fuse", null, null));
		if (dummyPrefix) {
			final JsonObject strip = object("Strip", "content", new JsonPrimitive(" "));
			strip.addProperty("start", 1);
			strip.addProperty("stop", 0);
			steps.add(strip);
		}
		return object("Sequence", "decoders", steps);
	}

	private JsonObject bpe() {
		record Merge(String left, String right, float score) {}
		final Map<String, Integer> ids = new HashMap<>();
		for (int id = 0; id < pieces.size(); id++)
			ids.putIfAbsent(pieces.get(id).text, id);
		final List<Merge> merges = new ArrayList<>();
		for (final Piece piece : pieces) {
			final List<Merge> splits = new ArrayList<>();
			for (int at = 1; at < piece.text.length(); at = piece.text.offsetByCodePoints(at, 1)) {
				final Merge merge = new Merge(piece.text.substring(0, at), piece.text.substring(at), piece.score);
				if (piece.kind == 1 && ids.containsKey(merge.left) && ids.containsKey(merge.right)) splits.add(merge);
			}
			splits.sort(Comparator.comparing((Merge merge) -> ids.get(merge.left)).thenComparing(merge -> ids.get(merge.right)));
			merges.addAll(splits);
		}
		merges.sort(Comparator.comparing(Merge::score).reversed()); // the same text in several ways: as sorted above
		final JsonArray list = new JsonArray();
		merges.forEach(merge -> {
			final JsonArray pair = new JsonArray();
			pair.add(merge.left);
			pair.add(merge.right);
			list.add(pair);
		});
		final JsonObject vocabulary = new JsonObject();
		for (int id = 0; id < pieces.size(); id++)
			vocabulary.addProperty(pieces.get(id).text, id);
		final JsonObject model = object("BPE", "vocab", vocabulary);
		model.add("merges", list);
		pieces.stream().filter(piece -> piece.kind == UNKNOWN).findFirst().ifPresent(unknown -> model.addProperty("unk_token", unknown.text));
		model.addProperty("fuse_unk", true);
		model.addProperty("byte_fallback", byteFallback);
		return model;
	}

	private JsonObject unigram() {
		final JsonArray vocabulary = new JsonArray();
		int unknown = 0;
		for (int id = 0; id < pieces.size(); id++) {
			final JsonArray entry = new JsonArray();
			// Hugging Face's library would find such a piece in a user's text.
			entry.add(pieces.get(id).kind == CONTROL || pieces.get(id).kind == UNKNOWN ? HIDDEN + pieces.get(id).text : pieces.get(id).text);
			entry.add(pieces.get(id).score);
			vocabulary.add(entry);
			if (pieces.get(id).kind == UNKNOWN) unknown = id;
		}
		final JsonObject model = object("Unigram", "vocab", vocabulary);
		model.addProperty("unk_id", unknown);
		model.addProperty("byte_fallback", byteFallback);
		return model;
	}

	private static JsonObject replace(final String kind, final String what, final String by) {
		final JsonObject pattern = new JsonObject();
		pattern.addProperty(kind, what);
		final JsonObject replace = object("Replace", "pattern", pattern);
		replace.addProperty("content", by);
		return replace;
	}

	private static JsonObject object(final String type, final String field, final JsonElement value) {
		final JsonObject json = new JsonObject();
		json.addProperty("type", type);
		if (field != null) json.add(field, value);
		return json;
	}
}
