// Says what the computer offers (PyTorch, graphics cards, Vector API), what is used of it and why.
run("Engine...");
