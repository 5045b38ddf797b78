/**
 * Public data sets in the forms they are published in, made into data set folders: a reader per form, and what all share. Pixels are not
 * changed; DICOM files are decoded by who calls. No network, no user interface.
 */
package io.github.trrg.convert;
