package northpost.analytics;

import java.time.Duration;
import java.time.Instant;
import northpost.domain.Capture;
import northpost.domain.ConveyanceUpdate;
import northpost.domain.Decision;
import northpost.domain.Encounter;
import northpost.domain.EncounterCounts;
import northpost.domain.EncounterUpdate;
import northpost.domain.FunnelWindow;
import northpost.domain.Mode;
import northpost.domain.Zone;
import org.apache.flink.util.Collector;

/**
 * What changes in the funnel of a lane.
 *
 * @param at the moment that it counts in
 * @param counts may have parts below 0
 * @param changes how many changes are added up here
 */
public record FunnelChange(
    String portCode,
    String crossingId,
    String laneId,
    Mode mode,
    Zone zone,
    Instant at,
    EncounterCounts counts,
    long changes) {

  /** A capture that arrives later than this after it was taken is a late one. */
  static final Duration LATE = Duration.ofSeconds(10);

  /** Takes off what an encounter counted as before, and adds what it counts as now. */
  public static void of(EncounterUpdate update, Collector<FunnelChange> out) {
    FunnelChange now = of(update.now());
    if (update.before() == null) {
      out.collect(now);
      return;
    }
    FunnelChange before = of(update.before());
    if (!now.countsWhere(before)) {
      out.collect(before.taken());
      out.collect(now);
    } else if (!now.counts.equals(before.counts)) {
      out.collect(now.with(now.counts.minus(before.counts)));
    }
  }

  /** An encounter counts in the minute of its first capture. */
  private static FunnelChange of(Encounter e) {
    return new FunnelChange(
        e.portCode(),
        e.crossingId(),
        e.laneId(),
        e.mode(),
        e.zone(),
        e.firstCapturedAt(),
        EncounterCounts.of(e),
        1);
  }

  /** What is new of the occupants of a conveyance. */
  public static FunnelChange of(ConveyanceUpdate c) {
    return new FunnelChange(
        c.portCode(),
        c.crossingId(),
        c.laneId(),
        c.mode(),
        c.zone(),
        c.at(),
        EncounterCounts.ofOccupants(c.occupantsPresent(), c.encounters())
            .minus(EncounterCounts.ofOccupants(c.occupantsPresentBefore(), c.encountersBefore())),
        1);
  }

  /** Whether a capture came late: then it is counted beside the funnel. */
  public static boolean isLate(Decision decision) {
    return decision.transportLatencyMillis() > LATE.toMillis();
  }

  /** A capture that came late. */
  public static FunnelChange ofLate(Decision decision) {
    return of(decision.capture(), EncounterCounts.ofLateCapture());
  }

  /** A capture that came again. */
  public static FunnelChange ofDuplicate(Capture capture) {
    return of(capture, EncounterCounts.ofDuplicateCapture());
  }

  private static FunnelChange of(Capture c, EncounterCounts counts) {
    return new FunnelChange(
        c.portCode(), c.crossingId(), c.laneId(), c.mode(), c.zone(), c.capturedAt(), counts, 1);
  }

  /** What a lane's minute says that is new. */
  public static FunnelChange of(FunnelWindow lane) {
    return new FunnelChange(
        lane.portCode(),
        lane.crossingId(),
        lane.laneId(),
        lane.mode(),
        lane.zone(),
        lane.start(),
        lane.change(),
        lane.changes());
  }

  private boolean countsWhere(FunnelChange o) {
    return laneId.equals(o.laneId)
        && mode == o.mode
        && zone == o.zone
        && WindowSlot.minute(at.toEpochMilli(), null, null)
            .equals(WindowSlot.minute(o.at.toEpochMilli(), null, null));
  }

  private FunnelChange taken() {
    return with(EncounterCounts.ZERO.minus(counts));
  }

  private FunnelChange with(EncounterCounts other) {
    return new FunnelChange(portCode, crossingId, laneId, mode, zone, at, other, changes);
  }

  Place place() {
    return Place.lane(portCode, crossingId, laneId);
  }
}
