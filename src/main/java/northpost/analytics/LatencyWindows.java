package northpost.analytics;

import northpost.analytics.Place.Level;
import northpost.domain.Capture;
import northpost.domain.Decision;
import northpost.domain.LatencyWindow;

/** The operators of the latency windows, and their keys. */
public final class LatencyWindows {
  private LatencyWindows() {}

  public static WindowOperator<Decision, LatencyWindow> lanes(WindowSpans spans) {
    return new WindowOperator<>(new LatencyFunction.OfLanes(spans));
  }

  public static WindowOperator<LatencyWindow, LatencyWindow> crossings(WindowSpans spans) {
    return new WindowOperator<>(new LatencyFunction.OfPlacesAbove(Level.CROSSING, spans));
  }

  public static WindowOperator<LatencyWindow, LatencyWindow> ports(WindowSpans spans) {
    return new WindowOperator<>(new LatencyFunction.OfPlacesAbove(Level.PORT, spans));
  }

  public static String laneKey(Decision decision) {
    Capture capture = decision.capture();
    return Place.lane(capture.portCode(), capture.crossingId(), capture.laneId()).key();
  }

  public static String crossingKey(LatencyWindow lane) {
    return place(lane).at(Level.CROSSING).key();
  }

  public static String portKey(LatencyWindow lane) {
    return place(lane).at(Level.PORT).key();
  }

  /** Whether a window of a lane is one that crossings and ports are added up from. */
  public static boolean isOfAMinute(LatencyWindow lane) {
    return lane.end().toEpochMilli() - lane.start().toEpochMilli() == WindowSlot.MINUTE;
  }

  private static Place place(LatencyWindow lane) {
    return Place.lane(lane.portCode(), lane.crossingId(), lane.laneId());
  }
}
