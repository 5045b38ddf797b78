// Reads a stack in two ways: each slice as a study of its own, then all slices as the views of one study.
setBatchMode(true);
run("Sample Radiograph", "seed=1 size=512 findings=normal");
rename("first");
run("Sample Radiograph", "seed=2 size=512 findings=cardiomegaly");
rename("second");
run("Images to Stack", "name=radiographs use");
setBatchMode("show");

run("Generate Report...", "slices=[all slices as independent studies]");
run("Generate Report...", "slices=[all slices as the views of one study]");

// The overlay shows the strongest clues of each slice. Settings of decoding: words drawn at random, the same ones for the same seed.
run("Generate Report...", "slices=[current slice] overlay=false temperature=0.7 seed=1");
