/**
 * The networks, as plain Java over torch operations: visual encoders, text encoder, clue injection and interaction,
 * LLaMA decoder, LoRA. Parameters carry the names of published Hugging Face weights. Knows no files.
 */
package io.github.trrg.nn;
