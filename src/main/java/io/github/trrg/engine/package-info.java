/**
 * The single door to DJL and PyTorch: start without network, devices, diagnosis, kernels. The only package that
 * touches {@code ai.djl.pytorch}.
 */
package io.github.trrg.engine;
