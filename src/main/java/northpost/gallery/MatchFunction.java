package northpost.gallery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import northpost.domain.Candidate;
import northpost.domain.Capture;
import northpost.domain.ComparisonKind;
import northpost.domain.Probe;
import northpost.domain.Reference;
import northpost.domain.ReferenceUpdate;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Compares probes with the references of their shard. Keyed by shard: references update the shard's
 * state, probes read it. A withdrawn or expired reference is gone from the very next probe; an
 * expired one also leaves the state when event time reaches its end.
 */
public final class MatchFunction
    extends KeyedCoProcessFunction<Integer, ProbeQuery, ReferenceUpdate, ShardAnswer> {
  private final ProbeOrder order;

  // -- runtime
  private transient MapState<String, Reference> references;
  private transient MapState<Long, List<ProbeQuery>> waiting;
  private transient Map<Integer, ShardIndex> indexes;
  private transient Counter comparisons;
  // Read by the metric reporter's thread.
  private transient volatile int held;

  public MatchFunction(ProbeOrder order) {
    this.order = order;
  }

  @Override
  public void open(OpenContext context) {
    references = getRuntimeContext().getMapState(GalleryState.references());
    waiting = getRuntimeContext().getMapState(GalleryState.waitingProbes());
    indexes = new HashMap<>();
    MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("northpost");
    comparisons = group.counter("comparisons");
    group.gauge("galleryReferences", () -> held);
  }

  @Override
  public void processElement1(ProbeQuery query, Context ctx, Collector<ShardAnswer> out)
      throws Exception {
    if (order == ProbeOrder.ARRIVAL) {
      out.collect(answer(query, index(ctx.getCurrentKey())));
      return;
    }
    long capturedAt = query.probe().capture().capturedAt().toEpochMilli();
    List<ProbeQuery> queries = waiting.get(capturedAt);
    List<ProbeQuery> longer = queries == null ? new ArrayList<>() : new ArrayList<>(queries);
    longer.add(query);
    waiting.put(capturedAt, longer);
    ctx.timerService().registerEventTimeTimer(capturedAt);
  }

  @Override
  public void processElement2(ReferenceUpdate update, Context ctx, Collector<ShardAnswer> out)
      throws Exception {
    ShardIndex index = index(ctx.getCurrentKey());
    if (update.kind() == ReferenceUpdate.Kind.WITHDRAW) {
      references.remove(update.referenceId());
      index.remove(update.referenceId());
      countHeld();
      return;
    }
    Reference reference = update.reference();
    references.put(reference.referenceId(), reference);
    index.put(reference);
    countHeld();
    if (reference.expiresAt() != null) {
      ctx.timerService().registerEventTimeTimer(reference.expiresAt().toEpochMilli());
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<ShardAnswer> out)
      throws Exception {
    ShardIndex index = index(ctx.getCurrentKey());
    List<ProbeQuery> due = waiting.get(timestamp);
    if (due != null) {
      for (ProbeQuery query : due) {
        out.collect(answer(query, index));
      }
      waiting.remove(timestamp);
    }
    for (String referenceId : index.expiredAt(timestamp)) {
      index.remove(referenceId);
      references.remove(referenceId);
      countHeld();
    }
  }

  private void countHeld() {
    held = indexes.values().stream().mapToInt(ShardIndex::size).sum();
  }

  /** The shard's index, filled from state at its first use after a start or restore. */
  private ShardIndex index(Integer shardKey) throws Exception {
    ShardIndex index = indexes.get(shardKey);
    if (index == null) {
      index = new ShardIndex();
      for (Reference reference : references.values()) {
        index.put(reference);
      }
      indexes.put(shardKey, index);
      countHeld();
    }
    return index;
  }

  private ShardAnswer answer(ProbeQuery query, ShardIndex index) {
    return query.kind() == ComparisonKind.VERIFICATION
        ? verify(query, index)
        : identify(query, index);
  }

  private ShardAnswer verify(ProbeQuery query, ShardIndex index) {
    Capture capture = query.probe().capture();
    Reference reference = index.get(capture.presentedReferenceId());
    if (reference == null) {
      return answer(query, ComparisonStatus.REFERENCE_UNKNOWN, List.of(), 0, 0, List.of());
    }
    List<String> galleries = reference.galleryIds();
    if (!reference.validAt(capture.capturedAt())) {
      return answer(query, ComparisonStatus.REFERENCE_NOT_VALID, List.of(), 0, 0, galleries);
    }
    if (!reference.template().comparableTo(query.probe().template())) {
      return answer(query, ComparisonStatus.MODEL_MISMATCH, List.of(), 0, 1, galleries);
    }
    comparisons.inc();
    Candidate candidate =
        new Candidate(
            reference.referenceId(),
            reference.subjectId(),
            ShardIndex.score(query.probe(), reference));
    return answer(query, ComparisonStatus.COMPARED, List.of(candidate), 1, 0, galleries);
  }

  private ShardAnswer identify(ProbeQuery query, ShardIndex index) {
    Probe probe = query.probe();
    String galleryId = probe.capture().galleryId();
    ShardIndex.Search search = index.search(probe, galleryId);
    comparisons.inc(search.searched());
    return answer(
        query,
        ComparisonStatus.COMPARED,
        search.candidates(),
        search.searched(),
        search.otherModel(),
        List.of(galleryId));
  }

  private static ShardAnswer answer(
      ProbeQuery query,
      ComparisonStatus status,
      List<Candidate> candidates,
      int searched,
      int otherModel,
      List<String> galleryIds) {
    return new ShardAnswer(
        query.probe().withoutTemplate(),
        query.probe().template().modelId(),
        query.shardKey(),
        query.shardsAsked(),
        query.kind(),
        status,
        candidates,
        searched,
        otherModel,
        galleryIds);
  }
}
