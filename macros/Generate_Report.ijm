// Writes the report of a radiograph and reads it back.
// Without a radiograph at hand, a synthetic one serves; use open("/path/to/radiograph.dcm") for your own.
run("Sample Radiograph", "findings=[left pleural effusion]");

// Keys that are left out have their defaults, see Plugins>TRRG>Macro Help. Text with spaces stands in brackets; the indication comes last.
run("Generate Report...", "slices=[current slice] indication=[Shortness of breath]");

// The report and its clues, for the rest of the macro.
report = call("io.github.trrg.ij.TrrgMacro.lastReport");
print(report);
p = parseFloat(call("io.github.trrg.ij.TrrgMacro.clueProbability", "pleural effusion"));
print("Pleural effusion: " + d2s(p, 3));

// The same stands in the tables, a row per study and a row per disease.
print(Table.size("TRRG Reports") + " report(s), the last by " + Table.getString("model", Table.size("TRRG Reports") - 1, "TRRG Reports"));
