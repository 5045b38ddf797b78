package io.github.trrg.data;
import java.nio.file.*;
import java.util.*;
import com.google.gson.*;
public final class Dataset {
	private final Map<String,List<StudyItem>> splits=new LinkedHashMap<>();
	public static Dataset open(final Path folder){
		try{
			final Dataset d=new Dataset();
			final JsonObject j=JsonParser.parseString(Files.readString(folder.resolve("annotation.json"))).getAsJsonObject();
			for(final var e:j.entrySet()) for(final JsonElement x:e.getValue().getAsJsonArray()){
				final JsonObject o=x.getAsJsonObject(); final List<Path> im=new ArrayList<>(); o.getAsJsonArray("image_path").forEach(p->im.add(folder.resolve(p.getAsString())));
				d.splits.computeIfAbsent(e.getKey(),k->new ArrayList<>()).add(new StudyItem(o.get("id").getAsString(),o.get("report").getAsString(),o.get("impression").getAsString(),o.get("indication").getAsString(),im,List.of(),e.getKey()));
			}
			return d;
		}catch(java.io.IOException e){throw new RuntimeException(e);}
	}
	public List<StudyItem> split(final String name){return splits.getOrDefault(name,List.of());}
}
