/**
 * TRRG for Fiji: truthful radiology report generation (Wang et al., MICCAI 2025) on the JVM. Begin with {@link io.github.trrg.Trrg}.
 */
package io.github.trrg;
