/**
 * The menu: SciJava commands of a few lines each, which declare their inputs, check them, and call the facade and the classes of
 * {@code ij}. No logic of the method lives here.
 */
package io.github.trrg.command;
