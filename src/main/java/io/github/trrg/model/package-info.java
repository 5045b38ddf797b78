/**
 * The model folder: weights, configuration, tokenizer, diseases, prompt and card, each read and checked
 * completely before use, and the places where model folders are found. Nothing in a model folder is ever
 * run. The network itself lives in {@code nn}.
 */
package io.github.trrg.model;
