package northpost.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import northpost.domain.Anomaly;
import northpost.domain.Capture;
import northpost.domain.ComparisonKind;
import northpost.domain.Decision;
import northpost.domain.Outcome;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Finds a document that is rejected at one lane again and again: somebody who tries another's, or a
 * reference that is of no use. Keyed by lane and presented reference. An anomaly opens with the
 * {@link #ENCOUNTERS}rd encounter within {@link #HORIZON} of event time; several photos of one
 * encounter count once. A match in between starts the count anew: the holder has come through.
 */
public final class RepeatedRejectionFunction
    extends KeyedProcessFunction<String, Decision, Anomaly> {
  public static final String KIND = "repeated-rejection";
  static final Duration HORIZON = Duration.ofHours(1);
  static final int ENCOUNTERS = 3;
  private static final int EVIDENCE_LIMIT = 20;

  // -- runtime
  private transient ValueState<Tries> tries;

  @Override
  public void open(OpenContext context) {
    tries =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("tries", TypeInformation.of(Tries.class)));
  }

  /** Whether a document was compared, and decided. */
  public static boolean concerns(Decision d) {
    return d.comparison() == ComparisonKind.VERIFICATION
        && d.capture().presentedReferenceId() != null
        && (d.outcome() == Outcome.NO_MATCH || d.outcome() == Outcome.MATCH);
  }

  /** The key of a decision that concerns. No id has a bar in it. */
  public static String key(Decision d) {
    return d.capture().laneId() + "|" + d.capture().presentedReferenceId();
  }

  @Override
  public void processElement(Decision decision, Context ctx, Collector<Anomaly> out)
      throws Exception {
    Tries before = tries.value();
    if (decision.outcome() == Outcome.MATCH) {
      if (before != null && before.version() == 0) {
        tries.clear();
      }
      return;
    }
    Try now = Try.of(decision.capture());
    Tries all = (before == null ? new Tries(List.of(), 0, 0) : before).plus(now);
    ctx.timerService().registerEventTimeTimer(now.at().plus(HORIZON).toEpochMilli());
    if (all.encounters() < ENCOUNTERS) {
      tries.update(all);
      return;
    }
    Tries found = new Tries(all.earliest(), all.count(), all.version() + 1);
    tries.update(found);
    out.collect(anomaly(decision.capture(), found));
  }

  /** An hour without a try ends it. */
  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Anomaly> out) throws Exception {
    Tries all = tries.value();
    if (all != null) {
      Instant from = Instant.ofEpochMilli(timestamp).minus(HORIZON);
      List<Try> kept = all.earliest().stream().filter(t -> t.at().isAfter(from)).toList();
      if (kept.isEmpty()) {
        tries.clear();
      } else if (all.version() == 0) {
        tries.update(new Tries(new ArrayList<>(kept), kept.size(), 0));
      }
    }
  }

  private static Anomaly anomaly(Capture capture, Tries seen) {
    Try first = seen.earliest().get(0);
    Try last = seen.earliest().get(seen.earliest().size() - 1);
    return new Anomaly(
        KIND + "-" + capture.laneId() + "-" + first.captureId(),
        KIND,
        "high",
        seen.version() == 1 ? "OPEN" : "UPDATED",
        seen.version(),
        capture.portCode(),
        capture.crossingId(),
        capture.laneId(),
        first.at(),
        last.at(),
        seen.count(),
        0,
        "The document "
            + capture.presentedReferenceId()
            + " was rejected "
            + seen.count()
            + " times in "
            + seen.encounters()
            + " encounters at lane "
            + capture.laneId()
            + " within an hour; expected to match.",
        seen.earliest().stream().map(Try::captureId).toList());
  }

  /** One rejection. */
  public record Try(String captureId, String encounterId, Instant at) {
    static Try of(Capture c) {
      return new Try(c.captureId(), c.encounterId(), c.capturedAt());
    }
  }

  /** The state: the rejections, the earliest by time. */
  public record Tries(List<Try> earliest, long count, long version) {
    Tries plus(Try one) {
      List<Try> all = new ArrayList<>(earliest);
      all.add(one);
      all.sort(Comparator.comparing(Try::at).thenComparing(Try::captureId));
      int most = Math.min(EVIDENCE_LIMIT, all.size());
      return new Tries(new ArrayList<>(all.subList(0, most)), count + 1, version);
    }

    long encounters() {
      return earliest.stream().map(Try::encounterId).distinct().count();
    }
  }
}
