package io.github.trrg.data;
import java.nio.file.Path;
import java.util.List;
public record StudyItem(String id, String report, String impression, String indication, List<Path> images, List<String> views, String split) {}
