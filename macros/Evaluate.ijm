// Scores a model on a data set, beside baselines that look at no picture. A small data set of synthetic chests is made for it.
folder = getDirectory("temp") + "TRRG evaluated data set";
output = getDirectory("temp") + "TRRG evaluation";
setBatchMode(true);
for (i = 0; i < 8; i++) {
	if (i % 2 == 0) { finding = "left pleural effusion"; report = "There is a left pleural effusion."; }
	else { finding = "normal"; report = "The lungs are clear. No pleural effusion."; }
	if (i < 4) part = "train";
	else part = "val";
	run("Sample Radiograph", "seed=" + i + " size=256 findings=[" + finding + "]");
	if (i % 2 == 0) { // where it shows: the maps of the clues are compared with it
		makeRectangle(130, 150, 90, 60);
		Roi.setName("pleural effusion");
	}
	run("Add To Data Set...", "split=" + part + " replace=true dataset=[" + folder + "] study=chest" + i + " report=[" + report + "]");
	close();
}
setBatchMode(false);

// Clinical scores first. The output folder holds all numbers (metrics.json), a row per study, and report.html with plots and examples.
run("Evaluate...", "split=val dataset=[" + folder + "] output=[" + output + "]");
for (i = 0; i < Table.size("TRRG Evaluation"); i++)
	print(Table.getString("system", i, "TRRG Evaluation") + ": clinical F1 " + Table.get("F1 micro13", i, "TRRG Evaluation") + ", ROUGE-L " + Table.get("ROUGE_L", i, "TRRG Evaluation"));

// Reports of any other system are scored from a file, without images; two systems are compared on the same studies.
run("Evaluate...", "split=val compare=[" + output + "] predictions=[" + output + "/per_study.csv] dataset=[" + folder + "]");
