// Opens the annotation window on a sample. Instead of an image it can take a folder: run("Annotate...", "folder=[/my/radiographs]").
folder = getDirectory("temp") + "TRRG data set";
run("Sample Radiograph", "seed=9 findings=[left pleural effusion]");
image = getTitle();
run("Annotate...", "dataset=[" + folder + "]");

// What drawing a region, setting labels, writing the report and adding the study records, and what does the same without the window:
selectImage(image);
makeOval(560, 640, 220, 200);
Roi.setName("pleural effusion");
Overlay.addSelection;
Roi.remove;
run("Add To Data Set...", "slices=[current slice] split=train replace=true dataset=[" + folder + "] study=sample9 annotator=[A. Reader] " +
	"present=[pleural effusion] absent=[edema, pneumothorax] report=[There is a left pleural effusion. No edema. No pneumothorax.]");
