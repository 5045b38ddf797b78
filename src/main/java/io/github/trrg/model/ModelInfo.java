package io.github.trrg.model;

import java.nio.file.Path;

/**
 * A model folder found along the search path.
 *
 * @param name of the folder, by which {@link ModelStore#find} knows it
 * @param folder where it lies
 * @param card its summary
 * @param problem why it cannot be used, empty if it can
 */
public record ModelInfo(String name, Path folder, ModelCard card, String problem) {}
