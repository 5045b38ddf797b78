// Makes a model of weights published on Hugging Face, from folders that were downloaded:
//   run("Import Model...", "vision=[/path/to/swin] text=[/path/to/bert] llm=[/path/to/vicuna] output=my-model");
// Parts without a folder come from the model=... given as base, or the current one. Here all of them do, and the language model is stored in 8 bits.
output = getDirectory("temp") + "TRRG imported " + d2s(getTime(), 0);
run("Import Model...", "precision=int8 prompt=auto output=[" + output + "]");

// What was mapped, what is new and must be trained. The model can be used as model=[folder], or by its name if output was a name.
print(File.openAsString(output + "/README.md"));
