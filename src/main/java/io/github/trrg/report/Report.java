package io.github.trrg.report;
import java.util.*;
import io.github.trrg.clue.Clue;
public record Report(String text, List<Clue> clues, List<String> warnings, Map<String, String> provenance, Map<String, Double> timings) {
	public static Report of(String text, List<Clue> clues, List<String> warnings, Map<String, String> provenance, Map<String, Double> timings){ return new Report(text,clues,warnings,provenance,timings);}
}
