// Fiji asks for the parameters, or takes them from the command line:
//   fiji --headless --run Folder_with_Parameters.groovy 'folder="/path/to/radiographs",output="/path/to/reports"'
#@ CommandService commands
#@ File (label = "Folder of radiographs", style = "directory") folder
#@ File (label = "Output folder, new or empty", style = "directory") output
#@ String (label = "Files of a study", value = "file") group
#@ String (label = "Most tokens", value = "") maxLength
#@output String summary

import io.github.trrg.command.GenerateReportsInFolder

def module = commands.run(GenerateReportsInFolder, true, "folder", folder, "output", output, "group", group, "max_length", maxLength, "html", false).get()
if (module.isCanceled()) throw new IllegalStateException(module.getCancelReason())
summary = module.getOutput("done") + " done, " + module.getOutput("skipped") + " skipped, " + module.getOutput("failed") + " failed"
println(summary)
