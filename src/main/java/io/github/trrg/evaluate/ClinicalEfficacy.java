package io.github.trrg.evaluate;
import java.util.*; import io.github.trrg.report.*;
public final class ClinicalEfficacy { public static double micro13(List<Map<Finding,Label>> ref,List<Map<Finding,Label>> hyp){ int tp=0,fp=0,fn=0; for(int i=0;i<ref.size();i++) for(Finding f:Finding.values()){ if(f==Finding.NO_FINDING) continue; boolean r=ref.get(i).get(f)==Label.POSITIVE,h=hyp.get(i).get(f)==Label.POSITIVE; if(r&&h)tp++; else if(h)fp++; else if(r)fn++; } return 2.0*tp/Math.max(1,2*tp+fp+fn);} }
