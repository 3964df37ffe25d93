package northpost.gallery;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import northpost.domain.Capture;
import northpost.domain.ComparisonKind;
import northpost.domain.Probe;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Asks the gallery: for 1:1 the subtask that holds the named reference, for 1:N each subtask once,
 * whatever the number of its shards. A document goes before a gallery when a capture names both.
 * What cannot be compared, or whose time budget is spent already, goes straight to the decision.
 *
 * <p>The merge is told of a probe before the gallery is asked, so that it can say in time that no
 * answer came. The gallery must run at the parallelism of this function, as all of the job does.
 */
public final class RoutingFunction extends ProcessFunction<Probe, ProbeQuery> {
  private static final long serialVersionUID = 1L;

  private final int shardCount;
  private final long budgetMillis;
  private final OutputTag<AskedProbe> asked;
  private final OutputTag<CandidateList> notCompared;
  private final ClockSupplier clockSupplier;

  // -- runtime
  private transient Shards shards;
  private transient List<ShardRange> ranges;
  private transient Clock clock;
  private transient Counter spent;

  /**
   * @param budgetMillis from the arrival of a capture to its answer, or {@link
   *     ShardMergeFunction#UNBOUNDED}
   */
  public RoutingFunction(
      int shardCount,
      long budgetMillis,
      OutputTag<AskedProbe> asked,
      OutputTag<CandidateList> notCompared) {
    this(shardCount, budgetMillis, asked, notCompared, Clock::systemUTC);
  }

  /** With a clock of its own, for tests. */
  RoutingFunction(
      int shardCount,
      long budgetMillis,
      OutputTag<AskedProbe> asked,
      OutputTag<CandidateList> notCompared,
      ClockSupplier clockSupplier) {
    this.shardCount = shardCount;
    this.budgetMillis = budgetMillis;
    this.asked = asked;
    this.notCompared = notCompared;
    this.clockSupplier = clockSupplier;
  }

  /** Makes the clock where the function runs. */
  interface ClockSupplier extends java.io.Serializable {
    Clock get();
  }

  @Override
  public void open(OpenContext context) {
    shards = new Shards(shardCount);
    ranges = shards.ranges(getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
    clock = clockSupplier.get();
    spent =
        getRuntimeContext().getMetricGroup().addGroup("northpost").counter("budgetSpentOnArrival");
  }

  @Override
  public void processElement(Probe probe, Context ctx, Collector<ProbeQuery> out) {
    ComparisonKind kind = kind(probe);
    if (kind == ComparisonKind.NONE || cannotBeCompared(probe)) {
      ctx.output(notCompared, CandidateList.notCompared(probe));
      return;
    }
    long answerBy = answerBy(probe);
    // Without a template it was given up before the face pipeline, by a clock that may be ahead.
    boolean late = answerBy != ShardMergeFunction.UNBOUNDED && clock.millis() >= answerBy;
    if (late || probe.template() == null) {
      spent.inc();
      ctx.output(notCompared, CandidateList.timedOut(AskedProbe.of(probe, kind, 0, answerBy)));
      return;
    }
    List<ProbeQuery> queries = queries(probe, kind, answerBy);
    int shardsAsked = queries.stream().mapToInt(ProbeQuery::shards).sum();
    ctx.output(asked, AskedProbe.of(probe, kind, shardsAsked, answerBy));
    queries.forEach(out::collect);
  }

  private static boolean cannotBeCompared(Probe probe) {
    return probe.capture().optedOut() || probe.failure() != null;
  }

  private static ComparisonKind kind(Probe probe) {
    Capture capture = probe.capture();
    if (capture.presentedReferenceId() != null) {
      return ComparisonKind.VERIFICATION;
    }
    return capture.galleryId() == null ? ComparisonKind.NONE : ComparisonKind.IDENTIFICATION;
  }

  private long answerBy(Probe probe) {
    return budgetMillis == ShardMergeFunction.UNBOUNDED
        ? ShardMergeFunction.UNBOUNDED
        : probe.receivedAt().toEpochMilli() + budgetMillis;
  }

  private List<ProbeQuery> queries(Probe probe, ComparisonKind kind, long answerBy) {
    if (kind == ComparisonKind.VERIFICATION) {
      int shard = shards.shardOf(probe.capture().presentedReferenceId());
      return List.of(ProbeQuery.verification(probe, shards.keyOf(shard), shard, answerBy));
    }
    List<ProbeQuery> queries = new ArrayList<>(ranges.size());
    for (ShardRange range : ranges) {
      queries.add(ProbeQuery.identification(probe, shards.keyOf(range.first()), range, answerBy));
    }
    return queries;
  }
}
