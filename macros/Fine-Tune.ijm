// Trains the current model further on a data set. This one is made of a few synthetic radiographs, set folder to your own;
// with so few studies nothing useful is learnt, and nothing has to be waited for.
folder = getDirectory("temp") + "TRRG data set " + d2s(getTime(), 0);
output = folder + " model";
setBatchMode(true);
findings = newArray("normal", "left pleural effusion");
reports = newArray("The lungs are clear.", "There is a left pleural effusion.");
for (i = 0; i < 12; i++) {
	run("Sample Radiograph", "seed=" + i + " size=128 findings=[" + findings[i % 2] + "]");
	run("Add To Data Set...", "split=train dataset=[" + folder + "] study=sample" + i + " patient=phantom" + i + " report=[" + reports[i % 2] + "]");
	close();
}

// What is to be trained follows from the number of studies, unless told: train=[language model], train=perception, ...
// A name as output would put the new model among the user's models, where every command finds it.
run("Fine-Tune...", "train=auto epochs=1 time=2m device=auto dataset=[" + folder + "] output=[" + output + "]");
print("The card of the new model:\n" + File.openAsString(output + "/README.md"));

// After a crash or a cancelation, the same with resume=true goes on. Here all is done already.
run("Fine-Tune...", "train=auto epochs=1 time=2m device=auto resume=true dataset=[" + folder + "] output=[" + output + "]");
