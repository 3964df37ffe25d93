package northpost.gallery;

import java.util.List;
import java.util.stream.IntStream;
import northpost.domain.Capture;
import northpost.domain.ComparisonKind;
import northpost.domain.Probe;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Sends a probe to the shards that can answer it: the one that holds the named reference (1:1), or
 * all of them (1:N). A document goes before a gallery when a capture names both. What cannot be
 * compared goes straight to the decision.
 */
public final class RoutingFunction extends ProcessFunction<Probe, ProbeQuery> {
  private final int shardCount;
  private final OutputTag<CandidateList> notCompared;

  // -- runtime
  private transient Shards shards;

  public RoutingFunction(int shardCount, OutputTag<CandidateList> notCompared) {
    this.shardCount = shardCount;
    this.notCompared = notCompared;
  }

  @Override
  public void processElement(Probe probe, Context ctx, Collector<ProbeQuery> out) {
    List<ProbeQuery> queries = queries(probe);
    if (queries.isEmpty()) {
      ctx.output(notCompared, CandidateList.notCompared(probe));
    }
    queries.forEach(out::collect);
  }

  private List<ProbeQuery> queries(Probe probe) {
    if (shards == null) {
      shards = new Shards(shardCount);
    }
    Capture capture = probe.capture();
    if (probe.template() == null) {
      return List.of();
    }
    if (capture.presentedReferenceId() != null) {
      int key = shards.keyOf(shards.shardOf(capture.presentedReferenceId()));
      return List.of(new ProbeQuery(key, 1, ComparisonKind.VERIFICATION, probe));
    }
    if (capture.galleryId() == null) {
      return List.of();
    }
    return IntStream.range(0, shards.count())
        .mapToObj(
            shard ->
                new ProbeQuery(
                    shards.keyOf(shard), shards.count(), ComparisonKind.IDENTIFICATION, probe))
        .toList();
  }
}
