package io.github.trrg.page;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import javax.imageio.ImageIO;

import io.github.trrg.report.Report;

/** Pieces of HTML. */
public final class Html {

	private Html() {}

	/** Text that stands in an element or in a quoted attribute. */
	public static String escape(final String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
	}

	/**
	 * A whole page in the project's style.
	 *
	 * @param title as text
	 * @param body as HTML
	 */
	public static String page(final String title, final String body) {
		return head(title) + body + foot();
	}

	/** What comes before the body's content. */
	public static String head(final String title) {
		return """
			<!DOCTYPE html>
			<html lang="en">
			<head>
			<meta charset="utf-8">
			<meta name="viewport" content="width=device-width, initial-scale=1">
			<title>%s</title>
			<style>
			%s</style>
			</head>
			<body>
			""".formatted(escape(title), style());
	}

	/** What comes after the body's content. */
	public static String foot() {
		return "<footer>" + Report.RESEARCH_ONLY + "</footer>\n</body>\n</html>\n";
	}

	/** @param format {@code png} or {@code jpg} */
	static String dataUri(final BufferedImage picture, final String format) {
		return "data:image/" + (format.equals("jpg") ? "jpeg" : format) + ";base64," + Base64.getEncoder().encodeToString(encode(picture, format));
	}

	/** @param format {@code png}, or {@code jpg} for pictures without transparency */
	public static byte[] encode(final BufferedImage picture, final String format) {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			if (!ImageIO.write(picture, format, bytes)) throw new IllegalArgumentException("No writer for " + format);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e); // into memory: does not happen
		}
		return bytes.toByteArray();
	}

	private static String style() {
		try (InputStream css = Html.class.getResourceAsStream("page.css")) {
			return new String(css.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
