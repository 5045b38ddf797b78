/**
 * Windows. What a window knows and does lives in classes without Swing, which tests drive: {@link io.github.trrg.ui.Inspector} and its parts,
 * {@link io.github.trrg.ui.Studies} (what is known), {@link io.github.trrg.ui.Writing}, {@link io.github.trrg.ui.ShownMaps} and
 * {@link io.github.trrg.ui.Keeping}; {@link io.github.trrg.ui.Annotator} and its parts. The Swing classes only show it. Every text stands in
 * {@code inspector.properties} or {@code annotate.properties}. What takes long never runs on the event thread.
 */
package io.github.trrg.ui;
