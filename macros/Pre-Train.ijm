// Trains language model and perception on a data set, and calibrates the thresholds: all that comes before fine-tuning. It begins with
// the current model; model=[path of a recipe] would begin anew. The data set is made of a few synthetic radiographs.
folder = getDirectory("temp") + "TRRG data set " + d2s(getTime(), 0);
output = folder + " model";
setBatchMode(true);
findings = newArray("normal", "left pleural effusion");
reports = newArray("The lungs are clear.", "There is a left pleural effusion.");
for (i = 0; i < 12; i++) {
	run("Sample Radiograph", "seed=" + i + " size=128 findings=[" + findings[i % 2] + "]");
	run("Add To Data Set...", "split=train dataset=[" + folder + "] study=sample" + i + " patient=phantom" + i + " impression=[" + reports[i % 2] + "] report=[" + reports[i % 2] + "]");
	close();
}

run("Pre-Train...", "stage=all epochs=1 time=2m device=auto dataset=[" + folder + "] output=[" + output + "]");
print("The card of the new model:\n" + File.openAsString(output + "/README.md"));
