package northpost.anomaly;
import java.time.*; import java.util.*; import northpost.bench.*; import northpost.domain.*; import northpost.source.PortRegistryYaml;
class Probe0 {
  public static void main(String[] a) throws Exception {
    PortRegistry r = PortRegistryYaml.shipped();
    Instant s = Instant.parse("2026-02-02T05:00:00Z");
    int days = Integer.parseInt(a[0]);
    for (Port p : r.ports()) {
      if (a.length > 2 && !a[2].equals(p.code())) continue;
      long t=System.nanoTime();
      List<Anomaly> said=new ArrayList<>();
      for (int seed=0; seed<Integer.parseInt(a[1]); seed++) {
        WatchRun run=new WatchRun(PortWatch.inMemory(p,r,s.toEpochMilli()/60000), new MinuteTraffic(p,r,1,seed+1,(x,m)->MinuteTraffic.Conditions.USUAL));
        said.addAll(run.until(s.plus(Duration.ofDays(days))));
      }
      long opened=said.stream().filter(x->x.status().equals("OPEN")).count();
      System.out.println(p.code()+" opened "+opened+" "+(System.nanoTime()-t)/1000000+" ms");
      said.stream().filter(x->x.status().equals("OPEN")||x.status().equals("CLOSED")).limit(12).forEach(x->System.out.println("  "+x.status()+" "+x.anomalyId()+" "+x.sentence()));
    }
  }
}
