package io.github.trrg.ij;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import com.google.gson.JsonObject;

import ij.ImagePlus;
import ij.io.FileSaver;
import io.github.trrg.clue.Clue;
import io.github.trrg.common.AtomicFile;
import io.github.trrg.common.JsonText;
import io.github.trrg.page.StudyPage;
import io.github.trrg.report.ReportJson;

/** Keeps a report: data, page and maps, side by side. */
public final class ReportFiles {

	private ReportFiles() {}

	/**
	 * Writes {@code NAME.json} (report, clues, settings), {@code NAME.html} (the same to look at, needs nothing beside it) and, if a clue is
	 * selected, {@code NAME-maps.tif}. NAME is the study's, without what file systems dislike. Former files of these names are replaced.
	 *
	 * @param image the report is of
	 * @return the HTML page
	 * @throws io.github.trrg.common.TrrgException if the report is of another image, or a file cannot be written
	 */
	public static Path save(final ImagePlus image, final TrrgSession.Written written, final Path folder) {
		final ImageStudy study = written.in(image);
		final String name = name(study.study().id());
		final JsonObject json = ReportJson.of(study.study().id(), written.report());
		JsonText.write(folder.resolve(name + ".json"), json);
		final List<Clue> selected = written.report().clues().stream().filter(Clue::selected).toList();
		if (!selected.isEmpty()) AtomicFile.writeBytes(folder.resolve(name + "-maps.tif"), new FileSaver(new MapStack(image, written.preprocessing()).add(study,
			selected).toImage()).serialize());
		final Path page = folder.resolve(name + ".html");
		AtomicFile.writeText(page, StudyPage.html(study.study(), written.report(), written.preprocessing()));
		return page;
	}

	private static String name(final String id) {
		final String plain = id.replaceAll("\\.(?i:png|jpe?g|tiff?|dcm|dicom|bmp|gif)\\b", "").replaceAll("[\\p{Cntrl}<>:\"/\\\\|?*#%]+", "_").strip()
			.replaceAll("\\.+$", "");
		return plain.isEmpty() || plain.toLowerCase(Locale.ROOT).matches("con|prn|aux|nul|com\\d|lpt\\d") ? "report " + plain : plain;
	}
}
