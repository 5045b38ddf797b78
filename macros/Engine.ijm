// Says what the computer offers (PyTorch, graphics cards, Vector API), what is used of it and why.
run("Engine...");

// Uses the PyTorch 2.7.1 of a Python for NVIDIA GPUs from the next start on, after a trial. Nothing is downloaded but by
// "action=[download the engine for GPUs]".
python = "";
if (python != "") run("Engine...", "action=[use the PyTorch in the folder below] folder=[" + python + "]");
