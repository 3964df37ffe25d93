package northpost.gallery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import northpost.domain.Candidate;
import northpost.domain.Capture;
import northpost.domain.ComparisonKind;
import northpost.domain.Probe;
import northpost.domain.Reference;
import northpost.domain.ReferenceUpdate;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.util.Collector;

/**
 * Compares probes with the references of their shard. Keyed by shard: references update the shard's
 * state, probes read it. A withdrawn or expired reference is gone from the very next probe. An
 * expired one also leaves the state when event time reaches its end, or, where officers wait, the
 * clock does.
 *
 * <p>Where officers wait, identifications of a shard wait a moment for one another and are searched
 * together. Each is answered before the shard's references change, and so meets the gallery that it
 * would have met alone; and before a checkpoint and a watermark, so that none is on the heap only.
 */
final class MatchFunction
    extends KeyedCoProcessFunction<Integer, ProbeQuery, ReferenceUpdate, ShardAnswer> {
  private static final long serialVersionUID = 1L;

  private final MatchSettings settings;

  // -- runtime
  private transient MapState<String, Reference> references;
  private transient MapState<Long, List<ProbeQuery>> waitingForTime;
  private transient GalleryIndexes indexes;
  private transient Counter comparisons;
  private transient KeyedStateBackend<Integer> backend;
  private transient ProcessingTimeService clock;
  private transient TimestampedCollector<ShardAnswer> output;
  private transient WaitingIdentifications waiting;
  private transient ScheduledFuture<?> endOfWait;
  private transient ScheduledFuture<?> expiry;
  private transient long expiryAt;

  MatchFunction(MatchSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    references = getRuntimeContext().getMapState(GalleryState.references());
    waitingForTime = getRuntimeContext().getMapState(GalleryState.waitingProbes());
    indexes = new GalleryIndexes(settings.maxIndexBytes());
    waiting = new WaitingIdentifications();
    expiryAt = Long.MAX_VALUE;
    MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("northpost");
    comparisons = group.counter("comparisons");
    group.gauge("galleryReferences", indexes::references);
    group.gauge("galleryIndexBytes", indexes::bytes);
    group.gauge("galleryRebuildMillis", indexes::rebuildMillis);
  }

  GalleryIndexes indexes() {
    return indexes;
  }

  /** Fills the indexes from state, once it is there and before anything is processed. */
  void start(
      KeyedStateBackend<Integer> keyedState,
      ProcessingTimeService processingTime,
      TimestampedCollector<ShardAnswer> answers)
      throws Exception {
    backend = keyedState;
    clock = processingTime;
    output = answers;
    indexes.rebuild(backend, references);
    scheduleExpiry(indexes.nextEnd());
  }

  @Override
  public void processElement1(ProbeQuery query, Context ctx, Collector<ShardAnswer> out)
      throws Exception {
    if (settings.order() == ProbeOrder.EVENT_TIME) {
      waitForTime(query, ctx);
    } else if (settings.searchesTogether() && query.kind() == ComparisonKind.IDENTIFICATION) {
      waitForOthers(query, ctx.timestamp());
    } else {
      answer(List.of(query), indexes.of(ctx.getCurrentKey())).forEach(out::collect);
    }
  }

  private void waitForTime(ProbeQuery query, Context ctx) throws Exception {
    long capturedAt = query.probe().capture().capturedAt().toEpochMilli();
    List<ProbeQuery> queries = waitingForTime.get(capturedAt);
    List<ProbeQuery> longer = queries == null ? new ArrayList<>() : new ArrayList<>(queries);
    longer.add(query);
    waitingForTime.put(capturedAt, longer);
    ctx.timerService().registerEventTimeTimer(capturedAt);
  }

  private void waitForOthers(ProbeQuery query, Long timestamp) {
    int together = waiting.add(query, timestamp);
    if (together >= settings.batch()) {
      answerWaiting(query.shardKey());
    } else if (endOfWait == null) {
      endOfWait =
          clock.registerTimer(
              clock.getCurrentProcessingTime() + settings.waitMillis(),
              time -> {
                endOfWait = null;
                answerWaiting();
              });
    }
  }

  /** Answers all that wait on the heap. */
  void answerWaiting() {
    waiting.shards().forEach(this::answerWaiting);
  }

  private void answerWaiting(Integer shardKey) {
    List<WaitingIdentifications.Waiting> due = waiting.take(shardKey);
    if (due.isEmpty()) {
      return;
    }
    List<ProbeQuery> queries = due.stream().map(WaitingIdentifications.Waiting::query).toList();
    List<ShardAnswer> answers = answer(queries, indexes.of(shardKey));
    for (int i = 0; i < due.size(); i++) {
      Long timestamp = due.get(i).timestamp();
      if (timestamp == null) {
        output.eraseTimestamp();
      } else {
        output.setAbsoluteTimestamp(timestamp);
      }
      output.collect(answers.get(i));
    }
    if (waiting.isEmpty() && endOfWait != null) {
      endOfWait.cancel(false);
      endOfWait = null;
    }
  }

  @Override
  public void processElement2(ReferenceUpdate update, Context ctx, Collector<ShardAnswer> out)
      throws Exception {
    Integer shardKey = ctx.getCurrentKey();
    answerWaiting(shardKey);
    Reference reference = update.reference();
    if (update.kind() == ReferenceUpdate.Kind.WITHDRAW
        || hasEnded(reference, ctx.timerService().currentWatermark())) {
      remove(shardKey, update.referenceId());
      return;
    }
    references.put(reference.referenceId(), reference);
    indexes.put(shardKey, reference);
    if (reference.expiresAt() != null) {
      long end = reference.expiresAt().toEpochMilli();
      ctx.timerService().registerEventTimeTimer(end);
      scheduleExpiry(end);
    }
  }

  /** Ended already: it would have gone, had it come earlier, and so it does not enter. */
  private boolean hasEnded(Reference reference, long eventTime) {
    if (reference.expiresAt() == null) {
      return false;
    }
    long end = reference.expiresAt().toEpochMilli();
    return end <= eventTime
        || (settings.endsByTheClock() && end <= clock.getCurrentProcessingTime());
  }

  private void remove(Integer shardKey, String referenceId) throws Exception {
    references.remove(referenceId);
    indexes.remove(shardKey, referenceId);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<ShardAnswer> out)
      throws Exception {
    List<ProbeQuery> due = waitingForTime.get(timestamp);
    if (due != null) {
      answer(due, indexes.of(ctx.getCurrentKey())).forEach(out::collect);
      waitingForTime.remove(timestamp);
    }
    expire(ctx.getCurrentKey(), timestamp);
  }

  private void expire(Integer shardKey, long time) throws Exception {
    for (String referenceId : indexes.of(shardKey).expiredAt(time)) {
      remove(shardKey, referenceId);
    }
  }

  /**
   * Sees to it that references go when the clock reaches this time. Not a timer in state: after a
   * restore it follows from the references themselves.
   */
  private void scheduleExpiry(long end) {
    if (!settings.endsByTheClock() || end >= expiryAt) {
      return;
    }
    if (expiry != null) {
      expiry.cancel(false);
    }
    expiryAt = end;
    expiry = clock.registerTimer(end, time -> expireByTheClock());
  }

  private void expireByTheClock() throws Exception {
    answerWaiting();
    long now = clock.getCurrentProcessingTime();
    for (Integer shardKey : List.copyOf(indexes.byShard().keySet())) {
      if (indexes.of(shardKey).nextEnd() <= now) {
        backend.setCurrentKey(shardKey);
        expire(shardKey, now);
      }
    }
    expiry = null;
    expiryAt = Long.MAX_VALUE;
    scheduleExpiry(indexes.nextEnd());
  }

  /** One answer a query, in their order; identifications are searched together. */
  private List<ShardAnswer> answer(List<ProbeQuery> queries, ShardIndex index) {
    ShardAnswer[] answers = new ShardAnswer[queries.size()];
    List<Integer> identifications = new ArrayList<>();
    for (int i = 0; i < answers.length; i++) {
      if (queries.get(i).kind() == ComparisonKind.VERIFICATION) {
        answers[i] = verify(queries.get(i), index);
      } else {
        identifications.add(i);
      }
    }
    List<Probe> probes = identifications.stream().map(i -> queries.get(i).probe()).toList();
    List<String> galleryIds = probes.stream().map(probe -> probe.capture().galleryId()).toList();
    List<ShardIndex.Search> found = index.search(probes, galleryIds);
    for (int i = 0; i < found.size(); i++) {
      int query = identifications.get(i);
      answers[query] = identified(queries.get(query), found.get(i));
    }
    return List.of(answers);
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

  private ShardAnswer identified(ProbeQuery query, ShardIndex.Search search) {
    comparisons.inc(search.searched());
    return answer(
        query,
        ComparisonStatus.COMPARED,
        search.candidates(),
        search.searched(),
        search.otherModel(),
        List.of(query.probe().capture().galleryId()));
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
