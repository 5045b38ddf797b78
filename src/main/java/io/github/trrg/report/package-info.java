/**
 * Report text as radiology knows it: sentences, the rule-based finding labeler, contradictions between text
 * and clues, cleaning of reference and training texts. No network, no user interface.
 */
package io.github.trrg.report;
