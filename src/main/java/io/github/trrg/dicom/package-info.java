/**
 * DICOM files beyond what ImageJ reads: their tags without their pixels, and compressed pixels. Knows no ImageJ and nothing of
 * studies.
 */
package io.github.trrg.dicom;
