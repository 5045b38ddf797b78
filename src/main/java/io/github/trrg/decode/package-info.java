/**
 * From a prompt to text: what a language model must offer ({@link io.github.trrg.decode.LanguageModel}), LLaMA decoders
 * with a KV cache in pure Java and on PyTorch, and the search over them ({@link io.github.trrg.decode.Generator}: greedy,
 * beams, sampling, with their rules). Tokens become text by a function that comes in. No files, no images.
 */
package io.github.trrg.decode;
