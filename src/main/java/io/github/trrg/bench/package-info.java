/**
 * How fast this computer reads radiographs and writes reports, beside other programs on the same weights: shapes with random weights, GGUF
 * files, peers that run as processes of their own, and what was measured. Knows no user interface.
 */
package io.github.trrg.bench;
