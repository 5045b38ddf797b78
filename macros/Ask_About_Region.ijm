// What does the model see in the lower half of the patient's left lung, which is on the right of the image?
run("Sample Radiograph", "findings=[left pleural effusion]");
makeOval(getWidth() * 0.55, getHeight() * 0.45, getWidth() * 0.3, getHeight() * 0.4);
run("Ask About Region...");
for (i = 0; i < Table.size("TRRG Region"); i++)
	print(Table.getString("disease", i, "TRRG Region") + ": " + Table.get("region", i, "TRRG Region") + " there, which differs from the whole image by " +
		Table.get("difference", i, "TRRG Region"));
print(Table.getString("description", 0, "TRRG Region"));
