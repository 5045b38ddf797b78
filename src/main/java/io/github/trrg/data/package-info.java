/**
 * Data set folders: studies with their reports, images and splits, and the reference labels that lie beside them. No network, no user
 * interface.
 */
package io.github.trrg.data;
