package northpost.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import northpost.domain.Anomaly;
import northpost.domain.Candidate;
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
 * Finds two subjects that searches cannot tell apart, again and again: one person enrolled twice,
 * or two who look alike. Keyed by the pair of the two best subjects of an AMBIGUOUS search,
 * whatever their order. One such encounter is chance, and its photos are not independent: an
 * anomaly opens with the second encounter within {@link #HORIZON} of event time after the first.
 */
public final class IdentityConflictFunction
    extends KeyedProcessFunction<String, Decision, Anomaly> {
  public static final String KIND = "identity-conflict";
  static final Duration HORIZON = Duration.ofDays(7);

  /** More sightings than an officer would look at are not kept, only counted. */
  static final int EVIDENCE_LIMIT = 20;

  // -- runtime
  private transient ValueState<Confusions> confusions;

  @Override
  public void open(OpenContext context) {
    confusions =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("confusions", TypeInformation.of(Confusions.class)));
  }

  /** Whether two subjects stood within the margin of each other, at or above the threshold. */
  public static boolean concerns(Decision decision) {
    List<Candidate> candidates = decision.candidates();
    return decision.outcome() == Outcome.AMBIGUOUS
        && decision.comparison() == ComparisonKind.IDENTIFICATION
        && candidates.size() >= 2
        && !candidates.get(0).subjectId().equals(candidates.get(1).subjectId());
  }

  /** The key of a decision that concerns: both subjectIds in order. No id has a bar in it. */
  public static String key(Decision decision) {
    String first = decision.candidates().get(0).subjectId();
    String second = decision.candidates().get(1).subjectId();
    return first.compareTo(second) <= 0 ? first + "|" + second : second + "|" + first;
  }

  @Override
  public void processElement(Decision decision, Context ctx, Collector<Anomaly> out)
      throws Exception {
    Confusions before = confusions.value();
    Confusion confusion = Confusion.of(decision.capture());
    Confusions now = before == null ? Confusions.of(confusion) : before.plus(confusion);
    confusions.update(now);
    if (before == null) {
      ctx.timerService()
          .registerEventTimeTimer(confusion.capturedAt().plus(HORIZON).toEpochMilli());
    }
    if (now.ofSeveralEncounters()) {
      boolean open = before != null && before.ofSeveralEncounters();
      out.collect(anomaly(ctx.getCurrentKey(), now, open));
    }
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Anomaly> out) {
    confusions.clear();
  }

  private static Anomaly anomaly(String pair, Confusions seen, boolean open) {
    Confusion first = seen.earliest().get(0);
    String[] subjects = pair.split("\\|", 2);
    return new Anomaly(
        id(pair, first),
        KIND,
        "medium",
        open ? "UPDATED" : "OPEN",
        seen.count(),
        first.portCode(),
        first.crossingId(),
        first.laneId(),
        first.capturedAt(),
        seen.latest().capturedAt(),
        seen.count(),
        0,
        "Subjects "
            + subjects[0]
            + " and "
            + subjects[1]
            + " were within the margin of each other in "
            + seen.count()
            + " searches, first at lane "
            + first.laneId()
            + " and last at lane "
            + seen.latest().laneId()
            + "; expected never: one person enrolled twice, or two who look alike.",
        seen.earliest().stream().map(Confusion::captureId).toList());
  }

  /** Names the horizon too: what comes after it is another anomaly, counted from 1 again. */
  private static String id(String pair, Confusion first) {
    return KIND + "-" + pair + "-" + first.capturedAt().toEpochMilli() / HORIZON.toMillis();
  }

  /** One search that could not tell the two apart. */
  public record Confusion(
      String captureId,
      String encounterId,
      Instant capturedAt,
      String portCode,
      String crossingId,
      String laneId) {
    static final Comparator<Confusion> BY_TIME =
        Comparator.comparing(Confusion::capturedAt).thenComparing(Confusion::captureId);

    static Confusion of(Capture capture) {
      return new Confusion(
          capture.captureId(),
          capture.encounterId(),
          capture.capturedAt(),
          capture.portCode(),
          capture.crossingId(),
          capture.laneId());
    }
  }

  /** The state: how many searches, the earliest of them, the latest, and whether of several. */
  public record Confusions(
      long count, List<Confusion> earliest, Confusion latest, boolean ofSeveralEncounters) {
    static Confusions of(Confusion first) {
      return new Confusions(1, List.of(first), first, false);
    }

    Confusions plus(Confusion confusion) {
      List<Confusion> sorted = new ArrayList<>(earliest);
      sorted.add(confusion);
      sorted.sort(Confusion.BY_TIME);
      return new Confusions(
          count + 1,
          new ArrayList<>(sorted.subList(0, Math.min(EVIDENCE_LIMIT, sorted.size()))),
          Confusion.BY_TIME.compare(confusion, latest) > 0 ? confusion : latest,
          ofSeveralEncounters || !confusion.encounterId().equals(latest.encounterId()));
    }
  }
}
