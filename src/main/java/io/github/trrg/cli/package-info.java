/**
 * The command line {@code bin/trrg}: one class per sub-command over the same facade as the menu. Results go to standard output, everything
 * else to standard error; exit codes are 0 (all done), 1 (some input failed) and 2 (wrong usage, or nothing could start).
 */
package io.github.trrg.cli;
