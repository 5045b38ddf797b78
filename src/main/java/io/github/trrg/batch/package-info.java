/**
 * Reports of a whole folder: finding files, grouping them into studies, reading, encoding and decoding side by side, tables that survive
 * a crash, and what is needed to repeat the run. Image files are read by whoever calls; knows no ImageJ and no user interface.
 */
package io.github.trrg.batch;
