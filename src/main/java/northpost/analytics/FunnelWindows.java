package northpost.analytics;

import java.time.Duration;
import northpost.analytics.Place.Level;
import northpost.domain.FunnelWindow;

/** The operators of the funnel windows, and their keys. */
public final class FunnelWindows {
  /** Encounters are told of at full ten seconds of event time. */
  private static final Duration GRAIN = Duration.ofSeconds(10);

  /** How long an encounter may last, from its first capture to its last, and still be corrected. */
  private static final Duration LONGEST_ENCOUNTER = Duration.ofHours(2);

  private final WindowSpans spans;
  private final long settleMillis;
  private final long latenessMillis;

  /**
   * @param spans which windows there are
   * @param encounterGap an encounter is told of when so long has passed after its last capture
   * @param answerWithin how long after that an officer's answer may come
   */
  public FunnelWindows(WindowSpans spans, Duration encounterGap, Duration answerWithin) {
    this.spans = spans;
    this.settleMillis = fullMinutes(encounterGap.plus(GRAIN).toMillis());
    this.latenessMillis =
        fullMinutes(encounterGap.plus(answerWithin).plus(LONGEST_ENCOUNTER).toMillis());
  }

  private static long fullMinutes(long millis) {
    return -Math.floorDiv(-millis, WindowSlot.MINUTE) * WindowSlot.MINUTE;
  }

  public WindowOperator<FunnelChange, FunnelWindow> lanes() {
    return operator(Level.LANE);
  }

  public WindowOperator<FunnelChange, FunnelWindow> crossings() {
    return operator(Level.CROSSING);
  }

  public WindowOperator<FunnelChange, FunnelWindow> ports() {
    return operator(Level.PORT);
  }

  private WindowOperator<FunnelChange, FunnelWindow> operator(Level level) {
    return new WindowOperator<>(new FunnelFunction(level, spans, settleMillis, latenessMillis));
  }

  public static String laneKey(FunnelChange change) {
    return change.place().key();
  }

  public static String crossingKey(FunnelChange change) {
    return change.place().at(Level.CROSSING).key();
  }

  public static String portKey(FunnelChange change) {
    return change.place().at(Level.PORT).key();
  }

  /** Whether a window of a lane is one that crossings and ports are added up from. */
  public static boolean isOfAMinute(FunnelWindow lane) {
    return lane.end().toEpochMilli() - lane.start().toEpochMilli() == WindowSlot.MINUTE;
  }
}
