package northpost.scoring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import northpost.wire.json.JsonLine;

/**
 * How soon planted silences were found, against the gaps that are usual where they were planted.
 *
 * @param planted silences whose usual gaps are known
 * @param ofLongest time to detect over the longest gap expected in a month, for each one found
 * @param ofMean the same over the mean gap
 */
public record SilenceScore(int planted, List<Double> ofLongest, List<Double> ofMean) {
  /** Within so many longest gaps a silence should be found. */
  public static final double ASKED = 3;

  static final SilenceScore NONE = new SilenceScore(0, List.of(), List.of());

  public SilenceScore {
    ofLongest = List.copyOf(ofLongest);
    ofMean = List.copyOf(ofMean);
  }

  static SilenceScore of(PlantedAnomaly planted, KindScore found) {
    if (planted.gap() == null) {
      return NONE;
    }
    List<Double> seconds = found.secondsToDetect();
    return new SilenceScore(
        1,
        seconds.stream().map(s -> s / planted.gap().longestSeconds()).toList(),
        seconds.stream().map(s -> s / planted.gap().meanSeconds()).toList());
  }

  /** Found within {@link #ASKED} times the longest gap. */
  public int within() {
    return (int) ofLongest.stream().filter(ratio -> ratio <= ASKED).count();
  }

  SilenceScore plus(SilenceScore other) {
    return new SilenceScore(
        planted + other.planted, both(ofLongest, other.ofLongest), both(ofMean, other.ofMean));
  }

  private static List<Double> both(List<Double> one, List<Double> other) {
    List<Double> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  /** Null where none was found. */
  private static Double quantile(List<Double> values, double share) {
    if (values.isEmpty()) {
      return null;
    }
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int at = (int) Math.ceil(share * sorted.size()) - 1;
    return Math.round(100 * sorted.get(Math.max(0, at))) / 100.0;
  }

  public Double medianOfLongest() {
    return quantile(ofLongest, .5);
  }

  /** The most of all that were found. */
  public Double mostOfLongest() {
    return quantile(ofLongest, 1);
  }

  public Double medianOfMean() {
    return quantile(ofMean, .5);
  }

  public Double mostOfMean() {
    return quantile(ofMean, 1);
  }

  JsonLine toJson() {
    return new JsonLine()
        .put("planted", planted)
        .put("withinThreeLongestGaps", within())
        .put("medianOfLongestGap", medianOfLongest())
        .put("mostOfLongestGap", mostOfLongest())
        .put("medianOfMeanGap", medianOfMean())
        .put("mostOfMeanGap", mostOfMean());
  }
}
