package io.github.trrg.train;

import java.util.List;
import java.util.Map;

/**
 * How well a model does on held-out studies.
 *
 * @param score what early stopping goes by; larger is better
 * @param named by name: {@link #AUROC}, {@link #F1}, {@link #BLEU}, {@link #CIDER}, {@link #ROUGE}, {@link #LOSS}, as far as they are known
 * @param reports what it writes; empty where it writes none
 */
public record HeldOutScores(double score, Map<String, Double> named, List<Written> reports) {

	/** Mean AUROC of the clues, 0 to 1. */
	public static final String AUROC = "mean AUROC";
	/** Clinical micro-F1 over 13 findings, 0 to 1. */
	public static final String F1 = "clinical micro-F1";
	/** ROUGE-L, 0 to 1. */
	public static final String ROUGE = "ROUGE-L";
	/** BLEU-4, 0 to 1. */
	public static final String BLEU = "BLEU-4";
	/** CIDEr, 0 to 10. */
	public static final String CIDER = "CIDEr";
	/** Mean loss, at least 0; smaller is better. */
	public static final String LOSS = "loss";

	/**
	 * A report beside the one it should be like.
	 *
	 * @param study its id
	 */
	public record Written(String study, String reference, String text) {}
}
