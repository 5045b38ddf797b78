// For machines without a display: plain ImageJ cannot run() plugins there, but call() works. Fiji can do both. Start it like
//   java -Djava.awt.headless=true -Dplugins.dir=/path/to/ImageJ -jar ij.jar -batch Headless_Report.ijm /path/to/radiograph.png
path = getArgument();
if (path == "") {
	// No radiograph given: a synthetic one.
	call("io.github.trrg.ij.TrrgMacro.run", "Sample Radiograph", "findings=[left pleural effusion]");
	path = getDirectory("temp") + "TRRG sample.tif";
	saveAs("Tiff", path);
}

// The same keys as of run("Generate Report...", options).
print(call("io.github.trrg.ij.TrrgMacro.generateReport", path, "indication=[Shortness of breath]"));
print(call("io.github.trrg.ij.TrrgMacro.lastReportJson"));

// Maps: open the image, run the command on it, save what it made the current image.
call("io.github.trrg.ij.TrrgMacro.open", path);
call("io.github.trrg.ij.TrrgMacro.run", "Show Clue Attention...", "overlay=false diseases=[pleural effusion]");
saveAs("Tiff", getDirectory("temp") + "TRRG maps.tif");
