package northpost.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import northpost.domain.Anomaly;
import northpost.domain.Capture;
import northpost.domain.Decision;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Finds the same image under two captureIds: no camera takes the same bytes twice, so the second is
 * a recording. Keyed by image digest. An image is remembered for {@link #HORIZON} of event time
 * after it was first seen.
 */
public final class ReplayFunction extends KeyedProcessFunction<String, Decision, Anomaly> {
  public static final String KIND = "replay";
  static final Duration HORIZON = Duration.ofHours(12);
  private static final int EVIDENCE_LIMIT = 20;

  // -- runtime
  private transient ValueState<Sightings> sightings;

  @Override
  public void open(OpenContext context) {
    sightings =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("sightings", TypeInformation.of(Sightings.class)));
  }

  @Override
  public void processElement(Decision decision, Context ctx, Collector<Anomaly> out)
      throws Exception {
    Sightings before = sightings.value();
    Sighting sighting = Sighting.of(decision.capture());
    Sightings now = before == null ? Sightings.of(sighting) : before.plus(sighting);
    sightings.update(now);
    if (before == null) {
      ctx.timerService().registerEventTimeTimer(sighting.capturedAt().plus(HORIZON).toEpochMilli());
      return;
    }
    out.collect(anomaly(ctx.getCurrentKey(), now));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Anomaly> out) {
    sightings.clear();
  }

  private static Anomaly anomaly(String digest, Sightings seen) {
    Sighting first = seen.earliest().get(0);
    Sighting last = seen.latest();
    return new Anomaly(
        id(digest, first),
        KIND,
        "high",
        seen.count() == 2 ? "OPEN" : "UPDATED",
        seen.count(),
        first.portCode(),
        first.crossingId(),
        first.laneId(),
        first.capturedAt(),
        last.capturedAt(),
        seen.count(),
        1,
        "The same image came "
            + seen.count()
            + " times, first at lane "
            + first.laneId()
            + " and last at lane "
            + last.laneId()
            + "; expected once.",
        seen.earliest().stream().map(Sighting::captureId).toList());
  }

  /** Names the horizon too: what comes after it is another anomaly, which starts from version 2. */
  private static String id(String digest, Sighting first) {
    long horizon = first.capturedAt().toEpochMilli() / HORIZON.toMillis();
    return KIND + "-" + digest.substring(0, Math.min(16, digest.length())) + "-" + horizon;
  }

  /** One capture of an image. */
  public record Sighting(
      String captureId, Instant capturedAt, String portCode, String crossingId, String laneId) {
    static final Comparator<Sighting> BY_TIME =
        Comparator.comparing(Sighting::capturedAt).thenComparing(Sighting::captureId);

    static Sighting of(Capture capture) {
      return new Sighting(
          capture.captureId(),
          capture.capturedAt(),
          capture.portCode(),
          capture.crossingId(),
          capture.laneId());
    }
  }

  /** The state: how often an image was seen, the earliest captures of it, and the latest. */
  public record Sightings(long count, List<Sighting> earliest, Sighting latest) {
    static Sightings of(Sighting first) {
      return new Sightings(1, List.of(first), first);
    }

    Sightings plus(Sighting sighting) {
      List<Sighting> sorted = new ArrayList<>(earliest);
      sorted.add(sighting);
      sorted.sort(Sighting.BY_TIME);
      return new Sightings(
          count + 1,
          new ArrayList<>(sorted.subList(0, Math.min(EVIDENCE_LIMIT, sorted.size()))),
          Sighting.BY_TIME.compare(sighting, latest) > 0 ? sighting : latest);
    }
  }
}
