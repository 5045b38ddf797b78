// Shows where the evidence of two diseases lies, as colours on the image and as a 32-bit stack of the same size.
run("Sample Radiograph", "findings=[right lung opacity]");
image = getTitle();
run("Show Clue Attention...", "map_stack=true overlay=true opacity=0.4 diseases=[lung opacity, pleural effusion]");

// The stack is the active image now, a slice per disease; its label is disease and probability.
for (i = 1; i <= nSlices; i++) {
	setSlice(i);
	getStatistics(area, mean, min, max);
	print(getInfo("slice.label") + ": largest weight " + max);
}

// Without diseases, all clues are shown that were found in the image.
selectWindow(image);
run("Show Clue Attention...", "map_stack=false");
