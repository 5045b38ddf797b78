// Opens a synthetic radiograph. Left and right are the patient's: left is on the right of the image.
run("Sample Radiograph", "seed=7 size=1024 findings=[cardiomegaly, left pleural effusion, pacemaker]");

// Where each finding was drawn.
print(getMetadata("Info"));
