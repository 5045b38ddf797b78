// Writes the report of an image file without opening a window. In Fiji, the batch processor runs this command over many files: choose it in
// the search bar and press "Batch"; report, clues, highest_probability, contradictions and warnings become columns of a table.
path = getDirectory("temp") + "TRRG sample.tif";
setBatchMode(true);
run("Sample Radiograph", "size=512 findings=[right lung opacity]");
saveAs("Tiff", path);
close();

run("Report From File...", "file=[" + path + "] indication=[Fever]");
print(call("io.github.trrg.ij.TrrgMacro.lastReport"));
