// Draws several reports of one radiograph, the more freely the higher the temperature. Fiji asks for the parameters.
#@ File (label = "Radiograph", style = "file") file
#@ String (label = "Temperatures", value = "0.3, 0.7, 1.2") temperatures
#@ Integer (label = "Draws of each", value = 2) draws

values = split(temperatures, ",");
for (i = 0; i < values.length; i++)
	for (seed = 1; seed <= draws; seed++) {
		text = call("io.github.trrg.ij.TrrgMacro.generateReport", file, "temperature=" + String.trim(values[i]) + " seed=" + seed);
		print(String.trim(values[i]) + " #" + seed + ": " + text);
	}
