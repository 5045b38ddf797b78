// Opens the clue inspector on a sample. What is done in it can be recorded (Plugins>Macros>Record...) and run again without it.
run("Sample Radiograph", "findings=[left pleural effusion]");
image = getTitle();
run("Inspect Clues...");

// What ticking edema, unticking cardiomegaly, moving a threshold and pressing Regenerate records:
run("Generate Report...", "overlay=false image=[" + image + "] on=edema off=cardiomegaly thresholds=[lung lesion 0.3] indication=[Short of breath]");
print(call("io.github.trrg.ij.TrrgMacro.lastReport"));
