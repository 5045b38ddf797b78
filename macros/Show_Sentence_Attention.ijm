// Shows where the model looked while it wrote the first sentence of a report.
run("Sample Radiograph", "findings=[cardiomegaly]");
run("Generate Report...", "overlay=false");
run("Show Sentence Attention...", "sentence=1 colours=fire smooth=false cut=0.2");
