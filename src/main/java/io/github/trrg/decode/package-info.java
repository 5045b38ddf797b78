/**
 * From a prompt to tokens: what a language model must offer ({@link io.github.trrg.decode.LanguageModel}), a pure-Java
 * LLaMA decoder with a KV cache, and the search over it (greedy, beams, sampling) with its constraints. Knows token ids
 * only; text comes in through a decode function. No files, no images.
 */
package io.github.trrg.decode;
