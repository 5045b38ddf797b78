// Looks for what is wrong with a data set, and counts its classes. This one has just been made.
folder = getDirectory("temp") + "TRRG data set";
run("Sample Radiograph", "seed=8 findings=normal");
run("Add To Data Set...", "replace=true dataset=[" + folder + "] study=sample8 patient=phantom8 absent=edema report=[The lungs are clear.]");

// write_splits=true would write the proposed splits to a new file, annotation_proposed.json.
run("Check Data Set...", "write_splits=false dataset=[" + folder + "]");
print("Problems: " + Table.size("TRRG Data Set Problems"));
print("First class: " + Table.getString("disease", 0, "TRRG Data Set"));
