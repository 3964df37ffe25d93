package northpost.encounter;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import northpost.domain.Encounter;
import northpost.domain.EncounterUpdate;
import northpost.domain.Mode;
import northpost.domain.OutcomeCounts;
import northpost.domain.PortDays;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sums the changes of encounters by lane and hour, and passes the sums on to the windows of lane,
 * crossing and port, hour (UTC) and day (by the clock of the port). Keeps no state: before a
 * watermark and before a checkpoint barrier everything is passed on. So a port with most of the
 * traffic is no hot key, and a year is cheap.
 */
public final class OutcomeSums extends AbstractStreamOperator<OutcomeDelta>
    implements OneInputStreamOperator<EncounterUpdate, OutcomeDelta>, BoundedOneInput {
  private static final long serialVersionUID = 1;

  public static final String LANE = "LANE";
  public static final String CROSSING = "CROSSING";
  public static final String PORT = "PORT";
  static final long HOUR_MILLIS = 3_600_000;
  private static final int MAX_SUMS = 10_000;

  private final PortDays days;

  // -- runtime
  private transient Map<LaneHour, Sum> sums;

  private record LaneHour(
      String portCode, String crossingId, String laneId, Mode mode, long startMillis) {
    static LaneHour of(Encounter encounter) {
      return new LaneHour(
          encounter.portCode(),
          encounter.crossingId(),
          encounter.laneId(),
          encounter.mode(),
          Math.floorDiv(encounter.firstCapturedAt().toEpochMilli(), HOUR_MILLIS) * HOUR_MILLIS);
    }
  }

  private record Sum(OutcomeCounts counts, long atMillis) {
    Sum plus(Sum other) {
      return new Sum(counts.plus(other.counts), Math.max(atMillis, other.atMillis));
    }
  }

  /**
   * @param days whose hours are full ones of UTC
   */
  public OutcomeSums(PortDays days) {
    this.days = days;
  }

  @Override
  public void open() throws Exception {
    super.open();
    sums = new HashMap<>();
  }

  @Override
  public void processElement(StreamRecord<EncounterUpdate> element) {
    EncounterUpdate update = element.getValue();
    if (update.before() == null) {
      add(update.now(), counts(update.now()), element);
    } else if (changes(update)) {
      add(update.before(), OutcomeCounts.ZERO.minus(counts(update.before())), element);
      add(update.now(), counts(update.now()), element);
    }
    if (sums.size() >= MAX_SUMS) {
      passOn();
    }
  }

  private static boolean changes(EncounterUpdate update) {
    return update.before().outcome() != update.now().outcome()
        || update.before().finding() != update.now().finding()
        || !LaneHour.of(update.before()).equals(LaneHour.of(update.now()));
  }

  private static OutcomeCounts counts(Encounter encounter) {
    return OutcomeCounts.of(encounter.outcome(), encounter.finding());
  }

  private void add(
      Encounter encounter, OutcomeCounts counts, StreamRecord<EncounterUpdate> element) {
    if (!counts.equals(OutcomeCounts.ZERO)) {
      sums.merge(LaneHour.of(encounter), new Sum(counts, element.getTimestamp()), Sum::plus);
    }
  }

  private void passOn() {
    Map<String, OutcomeDelta> deltas = new HashMap<>();
    sums.forEach(
        (hour, sum) -> {
          // A sum of nothing too: its time is the window's version, however the changes fell into
          // one pass or two.
          PortDays.Day day = days.of(hour.portCode(), Instant.ofEpochMilli(hour.startMillis()));
          addAll(deltas, hour, sum, hour.startMillis(), HOUR_MILLIS);
          addAll(deltas, hour, sum, day.startMillis(), day.endMillis() - day.startMillis());
        });
    sums.clear();
    deltas.values().forEach(delta -> output.collect(new StreamRecord<>(delta, delta.atMillis())));
  }

  private static void addAll(
      Map<String, OutcomeDelta> deltas, LaneHour hour, Sum sum, long start, long length) {
    add(deltas, delta(LANE, hour, hour.crossingId(), hour.laneId(), start, length, sum));
    add(deltas, delta(CROSSING, hour, hour.crossingId(), null, start, length, sum));
    add(deltas, delta(PORT, hour, null, null, start, length, sum));
  }

  private static OutcomeDelta delta(
      String scope, LaneHour hour, String crossing, String lane, long start, long length, Sum sum) {
    return new OutcomeDelta(
        scope,
        hour.portCode(),
        crossing,
        lane,
        hour.mode(),
        start,
        length,
        sum.atMillis(),
        sum.counts());
  }

  private static void add(Map<String, OutcomeDelta> deltas, OutcomeDelta delta) {
    deltas.merge(
        delta.window(),
        delta,
        (a, b) ->
            new OutcomeDelta(
                a.scope(),
                a.portCode(),
                a.crossingId(),
                a.laneId(),
                a.mode(),
                a.startMillis(),
                a.lengthMillis(),
                Math.max(a.atMillis(), b.atMillis()),
                a.counts().plus(b.counts())));
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    passOn();
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    passOn();
  }

  @Override
  public void endInput() {
    passOn();
  }
}
