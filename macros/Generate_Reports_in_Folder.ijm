// Writes the reports of all radiographs in a folder, as one would overnight, and reads the table.
// Without a folder at hand, synthetic radiographs serve; set folder to your own.
folder = getDirectory("temp") + "TRRG radiographs " + getTime();
output = folder + " reports";
File.makeDirectory(folder);
setBatchMode(true);
findings = newArray("normal", "cardiomegaly", "left pleural effusion");
for (i = 0; i < findings.length; i++) {
	run("Sample Radiograph", "seed=" + i + " size=256 findings=[" + findings[i] + "]");
	saveAs("Tiff", folder + "/patient" + i + "_pa.tif");
	close();
}

// A row per study, a page per study, and the maps of its clues. What fails is named in the table and does not stop the run.
// The expression finds what the files of a study share: patient1_pa.tif and patient1_lat.tif would be one study.
run("Generate Reports in Folder...", "html=true maps=true group=[regex:^(.+)_(pa|lat)] filter=*.tif folder=[" + folder + "] output=[" + output + "]");

Table.open(output + "/reports.csv");
for (i = 0; i < Table.size; i++)
	print(Table.getString("id", i) + ": " + Table.getString("status", i) + ", effusion " + Table.get("pleural effusion_probability", i));

// After a crash or a cancelation, the same with resume=true goes on. Here all is done already.
run("Generate Reports in Folder...", "resume=true html=true maps=true group=[regex:^(.+)_(pa|lat)] filter=*.tif folder=[" + folder + "] output=[" + output + "]");
