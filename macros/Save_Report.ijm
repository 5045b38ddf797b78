// Saves a report as data (JSON), as a page to look at (HTML) and its maps (TIFF).
run("Sample Radiograph", "findings=[right lung opacity]");
run("Generate Report...", "overlay=false");
folder = getDirectory("temp") + "trrg report";
run("Save Report...", "folder=[" + folder + "]");
list = getFileList(folder);
for (i = 0; i < list.length; i++)
	print(list[i]);
