package northpost.scoring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How well one kind was found. Add up what several runs gave.
 *
 * @param planted of this kind
 * @param found of those, by an anomaly of this kind or one that is accepted for it
 * @param reported anomalies of this kind
 * @param explained of those, by something that was planted
 * @param secondsToDetect from the planted start to the first report, for each one found
 */
public record KindScore(
    int planted, int found, int reported, int explained, List<Double> secondsToDetect) {

  static final KindScore NONE = new KindScore(0, 0, 0, 0, List.of());

  public KindScore {
    secondsToDetect = List.copyOf(secondsToDetect);
  }

  /** Null where none was planted. */
  public Double recall() {
    return planted == 0 ? null : (Double) ((double) found / planted);
  }

  /** Null where none was reported. */
  public Double precision() {
    return reported == 0 ? null : (Double) ((double) explained / reported);
  }

  /** Null where none was found. */
  public Double medianSecondsToDetect() {
    if (secondsToDetect.isEmpty()) {
      return null;
    }
    List<Double> sorted = new ArrayList<>(secondsToDetect);
    Collections.sort(sorted);
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (Double) ((sorted.get(half - 1) + sorted.get(half)) / 2);
  }

  public int falseAlarms() {
    return reported - explained;
  }

  KindScore plus(KindScore other) {
    List<Double> seconds = new ArrayList<>(secondsToDetect);
    seconds.addAll(other.secondsToDetect);
    return new KindScore(
        planted + other.planted,
        found + other.found,
        reported + other.reported,
        explained + other.explained,
        seconds);
  }
}
