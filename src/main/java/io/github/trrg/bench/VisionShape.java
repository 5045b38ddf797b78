package io.github.trrg.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import com.google.gson.Gson;
import com.google.gson.JsonObject;

import io.github.trrg.common.TrrgException;

/** Sizes of visual encoders to measure with random weights. */
public enum VisionShape {

	/** For trying out. */
	TINY("swin-tiny", 24, 32, List.of(2, 2), List.of(2, 4), 3),
	/** Swin-B (Liu et al. 2021). */
	BASE("swin-b", 224, 128, List.of(2, 2, 18, 2), List.of(4, 8, 16, 32), 7);

	private final String title;
	private final int size;
	private final JsonObject json = new JsonObject();

	VisionShape(final String title, final int size, final int width, final List<Integer> depths, final List<Integer> heads, final int window) {
		this.title = title;
		this.size = size;
		json.addProperty("type", "swin");
		json.addProperty("num_channels", 3);
		json.addProperty("embed_dim", width);
		json.add("depths", new Gson().toJsonTree(depths));
		json.add("num_heads", new Gson().toJsonTree(heads));
		json.addProperty("window_size", window);
	}

	/** @throws TrrgException if there is no such shape */
	public static VisionShape of(final String title) {
		return Arrays.stream(values()).filter(shape -> shape.title.equals(title.strip().toLowerCase(Locale.ROOT))).findFirst().orElseThrow(() -> new TrrgException(
			"Unknown visual encoder \"" + title + "\": use " + String.join(", ", Arrays.stream(values()).map(VisionShape::toString).toList()) + "."));
	}

	/** Side of the images, pixels. */
	int size() {
		return size;
	}

	/** As section {@code vision} of a model's config.json. */
	JsonObject json() {
		return json;
	}

	/** As users write it. */
	@Override
	public String toString() {
		return title;
	}
}
