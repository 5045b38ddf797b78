// Lists the models that are found. The model given here is used from now on, also after a restart: model=name, or
// model_folder=[/path/to/model folder] for a folder elsewhere. Without either, the choice stays as it is.
run("Models...", "show_card=true");
for (i = 0; i < Table.size("TRRG Models"); i++)
	print(Table.getString("name", i, "TRRG Models") + "  " + Table.getString("folder", i, "TRRG Models"));
