/**
 * The single door to DJL and PyTorch: start without network, devices, diagnosis, kernels, and the installation of builds for GPUs. The only package that
 * touches {@code ai.djl.pytorch}.
 */
package io.github.trrg.engine;
