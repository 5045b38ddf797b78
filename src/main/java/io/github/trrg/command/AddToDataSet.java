package io.github.trrg.command;

import java.io.File;
import java.util.List;
import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.trrg.data.Annotation;
import io.github.trrg.data.DatasetWriter;
import io.github.trrg.data.NewStudy;
import io.github.trrg.ij.DatasetImages;
import io.github.trrg.ij.DiseaseRegions;
import io.github.trrg.ij.ImagePlusStudies;
import io.github.trrg.ij.ImageStudy;
import io.github.trrg.ij.SliceChoice;
import io.github.trrg.ij.TypedText;
import io.github.trrg.report.Label;

/** Adds the active image with its report, labels and regions to a data set folder. */
@Plugin(type = Command.class, headless = true, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = "Add To Data Set...", weight = 7) })
public final class AddToDataSet extends TrrgCommand {

	@Parameter
	private StatusService status;

	@Parameter(label = "Read", description = "which slices, and as what", choices = { SliceChoice.CURRENT_SLICE, SliceChoice.EACH_SLICE, SliceChoice.ALL_VIEWS })
	private String slices = SliceChoice.CURRENT_SLICE;

	@Parameter(label = "Split", description = "what the study is for", choices = { "train", "val", "test", "extra" })
	private String split = "train";
	@Parameter(label = "Regions named after a disease", description = "where they are", choices = { DiseaseRegions.IMAGE, DiseaseRegions.MANAGER,
		DiseaseRegions.NONE })
	private String regions = DiseaseRegions.IMAGE;

	@Parameter(label = "Replace a study of the same id", description = "otherwise nothing is overwritten", persist = false)
	private boolean replace = false;

	@Parameter(label = "Image", description = "title of an open image; left out for the active one", required = false, persist = false)
	private ImagePlus image;

	@Parameter(label = "Data set", description = "folder of the data set; an empty or new one begins one", style = "directory", required = false, persist = false)
	private File dataset;

	@Parameter(label = "Study id (blank: the image's title)", description = "unique in the data set", columns = 24, required = false, persist = false)
	private String study = "";
	@Parameter(label = "Patient id", description = "any text that tells patients apart", columns = 24, required = false, persist = false)
	private String patient = "";
	@Parameter(label = "Annotator", description = "who says so", columns = 24, required = false, persist = false)
	private String annotator = "";

	@Parameter(label = "Present", description = "diseases, separated by commas", columns = 40, required = false, persist = false)
	private String present = "";
	@Parameter(label = "Absent", description = "diseases, separated by commas", columns = 40, required = false, persist = false)
	private String absent = "";
	@Parameter(label = "Uncertain", description = "diseases, separated by commas", columns = 40, required = false, persist = false)
	private String uncertain = "";

	@Parameter(label = "Indication", description = "why the examination was asked for", columns = 40, required = false, persist = false)
	private String indication = "";
	@Parameter(label = "Impression", description = "the report's conclusion", columns = 40, required = false, persist = false)
	private String impression = "";
	@Parameter(label = "Report", description = "its findings, or @ and the path of a text file", columns = 40, required = false, persist = false)
	private String report = "";

	@Parameter(type = ItemIO.OUTPUT)
	private List<String> ids;

	@Override
	protected void execute() {
		final Map<String, Label> labels = Annotation.labels(List.of(present.split(",")), List.of(absent.split(",")), List.of(uncertain.split(",")));
		final List<ImageStudy> read = ImagePlusStudies.of(image, SliceChoice.of(slices), indication);
		final List<Roi> drawn = DiseaseRegions.of(image, regions, labels);
		final String text = TypedText.orFile(report);
		final List<NewStudy> added = read.stream().map(one -> DatasetImages.study(image, one, new Annotation(DatasetImages.id(one, study, read.size()), patient,
			split, text, impression, indication, labels, annotator), drawn)).toList();
		DatasetWriter.add(TypedText.folder(dataset, "dataset"), added, replace);
		ids = added.stream().map(one -> one.annotation().id()).toList();
		final int drawnIn = added.stream().mapToInt(one -> one.regions().size()).sum();
		status.showStatus("Added " + String.join(", ", ids) + " with " + drawnIn + (drawnIn == 1 ? " region" : " regions"));
	}
}
