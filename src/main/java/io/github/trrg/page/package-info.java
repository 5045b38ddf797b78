/**
 * Reports as HTML pages that need nothing beside them: text, clues, pictures with the evidence in colour. Knows studies and reports; no
 * network, no user interface.
 */
package io.github.trrg.page;
