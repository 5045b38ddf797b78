// Says what to cite.
run("Citation");
