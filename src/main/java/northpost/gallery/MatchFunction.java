package northpost.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.stream.IntStream;
import northpost.domain.Candidate;
import northpost.domain.ComparisonKind;
import northpost.domain.Reference;
import northpost.domain.ReferenceUpdate;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.operators.TimestampedCollector;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares probes with the references of this subtask. Keyed by shard: references update the state
 * of their shard and the one index of all shards, probes read the index. A withdrawn or expired
 * reference is gone from the very next probe. An expired one also leaves the state when event time
 * reaches its end, or, where officers wait, the clock does.
 *
 * <p>Where officers wait, identifications wait a moment for one another and are searched together.
 * Each is answered before the references change, and so meets the gallery that it would have met
 * alone; and before a checkpoint and a watermark, so that none is on the heap only.
 *
 * <p>There, nothing is compared before all references that were there at the first start are in:
 * nobody must be taken for unknown, or known by a reference withdrawn since. Probes wait for that,
 * each until just before its time budget is spent, or until a checkpoint.
 */
final class MatchFunction
    extends KeyedCoProcessFunction<Integer, ProbeQuery, ReferenceUpdate, ShardAnswer>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(MatchFunction.class);

  private final MatchSettings settings;

  // -- runtime
  private transient MapState<String, Reference> references;
  private transient MapState<Long, List<ProbeQuery>> waitingForTime;
  private transient ListState<Boolean> loadedState;
  private transient volatile boolean loaded;
  private transient SubtaskGallery gallery;
  private transient Shards shards;
  private transient ShardRange ours;
  private transient Map<Integer, Integer> shardOfKey;
  private transient Counter comparisons;
  private transient Counter tooLate;
  private transient KeyedStateBackend<Integer> backend;
  private transient ProcessingTimeService clock;
  private transient TimestampedCollector<ShardAnswer> output;
  private transient List<Asked> waitingForOthers;
  private transient AwaitingGallery waitingForGallery;
  private transient Map<String, Due> due;
  private transient long dueAt;
  private transient ScheduledFuture<?> endOfWait;
  private transient ScheduledFuture<?> givingUp;
  private transient long givingUpAt;
  private transient ScheduledFuture<?> expiry;
  private transient long expiryAt;

  MatchFunction(MatchSettings settings) {
    this.settings = settings;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    loadedState = context.getOperatorStateStore().getUnionListState(GalleryState.loaded());
    loaded = context.isRestored();
    for (boolean mark : loadedState.get()) {
      loaded &= mark;
    }
    // A replay waits for event time, and its gallery is whole when that comes.
    loaded |= settings.order() == ProbeOrder.EVENT_TIME;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    loadedState.update(List.of(loaded));
  }

  @Override
  public void open(OpenContext context) {
    references = getRuntimeContext().getMapState(GalleryState.references());
    waitingForTime = getRuntimeContext().getMapState(GalleryState.waitingProbes());
    gallery = new SubtaskGallery(settings.maxIndexBytes());
    waitingForOthers = new ArrayList<>();
    waitingForGallery = new AwaitingGallery();
    due = new LinkedHashMap<>();
    dueAt = Long.MIN_VALUE;
    expiryAt = Long.MAX_VALUE;
    givingUpAt = Long.MAX_VALUE;
    MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("northpost");
    comparisons = group.counter("comparisons");
    tooLate = group.counter("queriesTooLate");
    group.gauge("galleryReferences", gallery::references);
    group.gauge("galleryIndexBytes", gallery::bytes);
    group.gauge("galleryRebuildMillis", gallery::rebuildMillis);
    group.gauge("galleryLoaded", () -> loaded ? 1 : 0);
  }

  SubtaskGallery gallery() {
    return gallery;
  }

  /** Fills the index from state, once it is there and before anything is processed. */
  void start(
      KeyedStateBackend<Integer> keyedState,
      ProcessingTimeService processingTime,
      TimestampedCollector<ShardAnswer> answers)
      throws Exception {
    backend = keyedState;
    clock = processingTime;
    output = answers;
    shards = new Shards(settings.shards());
    ours = ours();
    shardOfKey = new HashMap<>();
    for (int shard = ours.first(); shard < ours.end(); shard++) {
      shardOfKey.put(shards.keyOf(shard), shard);
    }
    gallery.rebuild(
        backend, shards, ours, getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks());
    scheduleExpiry(gallery.index().nextEnd());
    if (!loaded) {
      LOG.info("gallery: not loaded yet; probes wait until the references topic is read");
    }
  }

  private ShardRange ours() {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    int groups = task.getMaxNumberOfParallelSubtasks();
    return shards.in(
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            groups, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask()),
        groups);
  }

  /** All references that were there at the first start are in. */
  void galleryIsLoaded() {
    if (loaded) {
      return;
    }
    loaded = true;
    LOG.info("gallery: loaded, {} references in shards {}", gallery.references(), ours);
    noLongerGivingUp();
    emit(answers(waitingForGallery.takeAll()));
  }

  @Override
  public void processElement1(ProbeQuery query, Context ctx, Collector<ShardAnswer> out)
      throws Exception {
    requireOurs(query);
    if (settings.order() == ProbeOrder.EVENT_TIME) {
      waitForTime(query, ctx);
      return;
    }
    Asked asked = new Asked(query, ctx.timestamp(), query.range().toArray());
    if (!loaded) {
      waitForGallery(asked);
    } else if (settings.searchesTogether() && query.kind() == ComparisonKind.IDENTIFICATION) {
      waitForOthers(asked);
    } else {
      answers(List.of(asked)).forEach(answered -> out.collect(answered.answer()));
    }
  }

  private void requireOurs(ProbeQuery query) {
    boolean all = query.range().equals(ours);
    if (query.kind() == ComparisonKind.IDENTIFICATION && !all) {
      throw new IllegalStateException(
          "gallery-match: got a question for shards "
              + query.range()
              + ", expected those of this subtask, "
              + ours
              + ": routing and gallery-match must run at the same parallelism");
    }
  }

  /** Under each shard that is to answer: shards may be spread otherwise after a restore. */
  private void waitForTime(ProbeQuery query, Context ctx) throws Exception {
    Integer key = ctx.getCurrentKey();
    long capturedAt = query.capturedAt().toEpochMilli();
    for (int shard : query.range().toArray()) {
      backend.setCurrentKey(shards.keyOf(shard));
      List<ProbeQuery> queries = waitingForTime.get(capturedAt);
      List<ProbeQuery> longer = queries == null ? new ArrayList<>() : new ArrayList<>(queries);
      longer.add(query);
      waitingForTime.put(capturedAt, longer);
      ctx.timerService().registerEventTimeTimer(capturedAt);
    }
    backend.setCurrentKey(key);
  }

  private void waitForGallery(Asked asked) {
    waitingForGallery.add(asked);
    scheduleGivingUp();
  }

  private void scheduleGivingUp() {
    long next = waitingForGallery.nextEnd();
    if (next >= givingUpAt) {
      return;
    }
    if (givingUp != null) {
      givingUp.cancel(false);
    }
    givingUpAt = next;
    givingUp =
        clock.registerTimer(
            next,
            time -> {
              noLongerGivingUp();
              emit(notLoaded(waitingForGallery.takeEnded(clock.getCurrentProcessingTime())));
              scheduleGivingUp();
            });
  }

  private void noLongerGivingUp() {
    if (givingUp != null) {
      givingUp.cancel(false);
      givingUp = null;
    }
    givingUpAt = Long.MAX_VALUE;
  }

  private static List<Answered> notLoaded(List<Asked> asked) {
    return asked.stream().map(each -> answered(each, ComparisonStatus.GALLERY_NOT_LOADED)).toList();
  }

  private void waitForOthers(Asked asked) {
    waitingForOthers.add(asked);
    if (waitingForOthers.size() >= settings.batch()) {
      answerTogether();
    } else if (endOfWait == null) {
      endOfWait =
          clock.registerTimer(
              clock.getCurrentProcessingTime() + settings.waitMillis(),
              time -> {
                endOfWait = null;
                answerTogether();
              });
    }
  }

  private void answerTogether() {
    if (waitingForOthers.isEmpty()) {
      return;
    }
    List<Asked> asked = List.copyOf(waitingForOthers);
    waitingForOthers.clear();
    if (endOfWait != null) {
      endOfWait.cancel(false);
      endOfWait = null;
    }
    emit(answers(asked));
  }

  /** Answers what waits for others to be searched with, before a watermark. */
  void beforeWatermark() {
    answerTogether();
  }

  /** Answers all that waits on the heap, since no more than that comes through a checkpoint. */
  void beforeBarrierOrEnd() {
    answerTogether();
    noLongerGivingUp();
    emit(notLoaded(waitingForGallery.takeAll()));
  }

  @Override
  public void processElement2(ReferenceUpdate update, Context ctx, Collector<ShardAnswer> out)
      throws Exception {
    answerTogether();
    Reference reference = update.reference();
    if (update.kind() == ReferenceUpdate.Kind.WITHDRAW
        || hasEnded(reference, ctx.timerService().currentWatermark())) {
      references.remove(update.referenceId());
      gallery.remove(update.referenceId());
      return;
    }
    references.put(reference.referenceId(), reference);
    gallery.put(reference);
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

  /** Timers of one time come together, each under its shard: a probe is answered once for all. */
  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<ShardAnswer> out)
      throws Exception {
    Integer key = ctx.getCurrentKey();
    if (timestamp != dueAt) {
      timeHasPassed();
      backend.setCurrentKey(key);
      dueAt = timestamp;
    }
    List<ProbeQuery> queries = waitingForTime.get(timestamp);
    if (queries != null) {
      for (ProbeQuery query : queries) {
        due.computeIfAbsent(query.captureId(), id -> new Due(query, new ArrayList<>()))
            .shards()
            .add(shardOfKey.get(key));
      }
      waitingForTime.remove(timestamp);
    }
  }

  /** Answers the probes whose time has come, and lets go the references whose end has come. */
  void timeHasPassed() throws Exception {
    if (dueAt == Long.MIN_VALUE) {
      return;
    }
    List<Asked> asked = new ArrayList<>();
    for (Due each : due.values()) {
      int[] answering = each.shards().stream().mapToInt(Integer::intValue).sorted().toArray();
      asked.add(new Asked(each.query(), dueAt, answering));
    }
    due.clear();
    emit(answers(asked));
    expire(dueAt);
    dueAt = Long.MIN_VALUE;
  }

  private void expire(long time) throws Exception {
    for (String referenceId : gallery.index().expiredAt(time)) {
      backend.setCurrentKey(shards.keyOf(referenceId));
      references.remove(referenceId);
      gallery.remove(referenceId);
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
    answerTogether();
    expire(clock.getCurrentProcessingTime());
    if (expiry != null) {
      expiry.cancel(false); // not this one, where one that was cancelled too late comes before it
      expiry = null;
    }
    expiryAt = Long.MAX_VALUE;
    scheduleExpiry(gallery.index().nextEnd());
  }

  private void emit(List<Answered> answers) {
    for (Answered each : answers) {
      if (each.timestamp() == null) {
        output.eraseTimestamp();
      } else {
        output.setAbsoluteTimestamp(each.timestamp());
      }
      output.collect(each.answer());
    }
  }

  /** One answer each, in their order; identifications are searched together. */
  private List<Answered> answers(List<Asked> asked) {
    Answered[] answers = new Answered[asked.size()];
    List<Integer> identifications = new ArrayList<>();
    long now = asked.isEmpty() ? 0 : clock.getCurrentProcessingTime();
    for (int i = 0; i < answers.length; i++) {
      ProbeQuery query = asked.get(i).query();
      if (query.spentAt(now)) {
        tooLate.inc();
        answers[i] = answered(asked.get(i), ComparisonStatus.TIME_BUDGET_SPENT);
      } else if (query.kind() == ComparisonKind.VERIFICATION) {
        answers[i] = verified(asked.get(i));
      } else {
        identifications.add(i);
      }
    }
    List<GalleryIndex.Search> found =
        gallery
            .index()
            .search(
                identifications.stream().map(i -> identification(asked.get(i).query())).toList());
    IntStream.range(0, found.size())
        .forEach(
            i -> {
              int place = identifications.get(i);
              answers[place] = identified(asked.get(place), found.get(i));
            });
    return Arrays.asList(answers);
  }

  private static GalleryIndex.Identification identification(ProbeQuery query) {
    return new GalleryIndex.Identification(query.template(), query.capturedAt(), query.sought());
  }

  private Answered verified(Asked asked) {
    ProbeQuery query = asked.query();
    Reference reference = gallery.index().get(query.sought());
    if (reference == null) {
      return answered(asked, ComparisonStatus.REFERENCE_UNKNOWN);
    }
    List<String> galleries = reference.galleryIds();
    if (!reference.validAt(query.capturedAt())) {
      return answered(asked, ComparisonStatus.REFERENCE_NOT_VALID, List.of(), 0, 0, galleries);
    }
    if (!reference.template().comparableTo(query.template())) {
      return answered(asked, ComparisonStatus.MODEL_MISMATCH, List.of(), 0, 1, galleries);
    }
    comparisons.inc();
    Candidate candidate =
        new Candidate(
            reference.referenceId(),
            reference.subjectId(),
            GalleryIndex.score(query.template(), reference));
    return answered(asked, ComparisonStatus.COMPARED, List.of(candidate), 1, 0, galleries);
  }

  private Answered identified(Asked asked, GalleryIndex.Search search) {
    comparisons.inc(search.searched());
    return answered(
        asked,
        ComparisonStatus.COMPARED,
        search.candidates(),
        search.searched(),
        search.otherModel(),
        List.of(asked.query().sought()));
  }

  private static Answered answered(Asked asked, ComparisonStatus status) {
    boolean verification = asked.query().kind() == ComparisonKind.VERIFICATION;
    List<String> galleryIds = verification ? List.of() : List.of(asked.query().sought());
    return answered(asked, status, List.of(), 0, 0, galleryIds);
  }

  private static Answered answered(
      Asked asked,
      ComparisonStatus status,
      List<Candidate> candidates,
      int searched,
      int otherModel,
      List<String> galleryIds) {
    return new Answered(
        new ShardAnswer(
            asked.query().captureId(),
            asked.shards(),
            status,
            candidates,
            searched,
            otherModel,
            galleryIds),
        asked.timestamp());
  }

  /** An answer with the timestamp of its question. */
  private record Answered(ShardAnswer answer, Long timestamp) {}

  /** A probe whose time has come, and the shards under which it waited. */
  private record Due(ProbeQuery query, List<Integer> shards) {}
}
