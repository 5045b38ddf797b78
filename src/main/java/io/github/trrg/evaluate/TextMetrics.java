package io.github.trrg.evaluate;
import java.util.*;
public final class TextMetrics { public static double rougeL(List<String> hyp,List<String> ref){ double s=0; for(int i=0;i<hyp.size();i++){ String[] h=hyp.get(i).split(" "),r=ref.get(i).split(" "); int[][] d=new int[h.length+1][r.length+1]; for(int a=1;a<=h.length;a++)for(int b=1;b<=r.length;b++) d[a][b]=h[a-1].equals(r[b-1])?d[a-1][b-1]+1:Math.max(d[a-1][b],d[a][b-1]); double l=d[h.length][r.length],p=l/h.length,q=l/r.length; if(l>0) s+=(1+1.44)*p*q/(q+1.44*p);} return s/hyp.size(); } }
