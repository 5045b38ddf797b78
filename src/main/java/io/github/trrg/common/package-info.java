/**
 * What every other package may use: the one exception users see, progress with cancellation, JSON
 * whose fields are checked as they are read, and files that appear whole or not at all. Knows nothing of radiographs, networks or user interfaces.
 */
package io.github.trrg.common;
