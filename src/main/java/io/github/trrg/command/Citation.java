package io.github.trrg.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;

import io.github.trrg.ij.TextOutput;

/** What to cite. */
@Plugin(type = Command.class, headless = true, menu = { @Menu(label = "Plugins"), @Menu(label = "TRRG"), @Menu(label = "Citation", weight = 17) })
public final class Citation extends TrrgCommand {

	private static final String TEXT = """
		If this plugin helped your research, please cite

		the method:
		  Wang Y, Hao C, Cui Y, Su X, Xie W, Tan T, Yu Z.
		  TRRG: Towards Truthful Radiology Report Generation With Cross-modal Disease Clue
		  Enhanced Large Language Models. MICCAI 2025. arXiv:2408.12141

		this software, an independent implementation:
		  TRRG for Fiji developers. TRRG for Fiji. https://github.com/trrg/trrg-fiji

		Fiji:
		  Schindelin J et al. Fiji: an open-source platform for biological-image analysis.
		  Nature Methods 9, 676-682 (2012). doi:10.1038/nmeth.2019

		ImageJ:
		  Schneider CA, Rasband WS, Eliceiri KW. NIH Image to ImageJ: 25 years of image analysis.
		  Nature Methods 9, 671-675 (2012). doi:10.1038/nmeth.2089
		""";

	@Override
	protected void execute() {
		TextOutput.show("TRRG Citation", TEXT);
	}
}
