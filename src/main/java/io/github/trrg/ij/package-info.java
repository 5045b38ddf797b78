/**
 * Between ImageJ and the pure packages: images and files become studies, maps become stacks and overlays. Knows ImageJ; commands and
 * windows live elsewhere.
 */
package io.github.trrg.ij;
