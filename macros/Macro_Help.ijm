// Lists the keys of all commands, with their choices and defaults.
run("Macro Help");
