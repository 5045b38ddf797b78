// Adds a radiograph with its report, labels and a region to a data set folder. Every key is optional but the folder.
folder = getDirectory("temp") + "TRRG data set";
run("Sample Radiograph", "seed=7 findings=[left pleural effusion]");

// Regions are selections that are named after a disease: the selection, those of the overlay, or those of the ROI Manager.
makeOval(560, 640, 220, 200);
Roi.setName("pleural effusion");

// What stands in none of the three lists is blank. Nothing is overwritten unless replace=true. The report comes last; a report that holds
// square brackets is better read from a text file: report=[@/path/to/report.txt].
run("Add To Data Set...", "split=train replace=true dataset=[" + folder + "] study=sample7 patient=phantom7 annotator=[A. Reader] " +
	"present=[pleural effusion] absent=[edema, pneumothorax] uncertain=[] indication=[Shortness of breath] " +
	"impression=[Left pleural effusion.] report=[There is a left pleural effusion. No edema. No pneumothorax.]");
