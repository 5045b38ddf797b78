package io.github.trrg.evaluate;

/**
 * Agreement on what is present; 0 where a quotient has no denominator, as the field does.
 *
 * @param precision 0 to 1
 * @param recall 0 to 1
 * @param f1 0 to 1
 */
public record PrecisionRecall(double precision, double recall, double f1) {}
