/**
 * What the network is shown: a study of one or more views, and the one definition of how pixels become
 * network input, for training and inference alike. Knows ImgLib2, no ImageJ.
 */
package io.github.trrg.study;
