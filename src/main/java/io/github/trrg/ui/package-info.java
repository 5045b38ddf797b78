/**
 * Windows. What a window knows and does lives in classes without Swing ({@link io.github.trrg.ui.Inspection},
 * {@link io.github.trrg.ui.Inspector}, {@link io.github.trrg.ui.Annotator}), which tests drive; the Swing classes only show it. Every text
 * stands in {@code inspector.properties} or {@code annotate.properties}. Model work never runs on the event thread.
 */
package io.github.trrg.ui;
