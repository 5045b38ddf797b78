/**
 * What the network is shown: a study of one or more views, and the one definition of how pixels become network input, for training and
 * inference alike, with the way back for maps. Beside it, whether a view looks like a chest radiograph at all, and a synthetic
 * radiograph for trying. Knows ImgLib2, no ImageJ.
 */
package io.github.trrg.study;
