package northpost.scoring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import northpost.wire.json.JsonLine;

/**
 * How well planted anomalies were found, by kind, with false alarms against the traffic that could
 * have raised them.
 *
 * @param kinds kind → its score
 * @param laneWeeks traffic that was scored
 * @param portMonths the same traffic, by port
 * @param falseAlarmsInHarmless of the false alarms, those about something planted as no anomaly
 * @param silences how soon silences were found
 */
public record Score(
    Map<String, KindScore> kinds,
    double laneWeeks,
    double portMonths,
    int falseAlarmsInHarmless,
    SilenceScore silences) {

  /** Nothing scored yet. */
  public static final Score NOTHING = new Score(Map.of(), 0, 0, 0, SilenceScore.NONE);

  /**
   * What became of everything planted and reported in one run.
   *
   * @param score of the run
   * @param finders each planted anomaly that is expected and scored, with the anomalies that report
   *     it
   * @param falseAlarms reported, and explained by nothing
   */
  public record Detailed(
      Score score,
      Map<PlantedAnomaly, List<ReportedAnomaly>> finders,
      List<ReportedAnomaly> falseAlarms) {}

  /**
   * Scores one run. What is planted or reported before the exposure begins is not scored, but what
   * is planted may explain what is reported in it, and a report of what is scored may start early.
   */
  public static Detailed of(
      ScenarioTruth truth, List<ReportedAnomaly> reported, Matching matching) {
    Map<PlantedAnomaly, List<ReportedAnomaly>> finders = new LinkedHashMap<>();
    Map<String, KindScore> kinds = new TreeMap<>();
    SilenceScore silences = SilenceScore.NONE;
    for (PlantedAnomaly planted : truth.planted()) {
      if (planted.expected() && !planted.start().isBefore(truth.exposure().from())) {
        List<ReportedAnomaly> found =
            reported.stream().filter(r -> matching.explains(planted, r)).toList();
        finders.put(planted, found);
        KindScore of = ofPlanted(planted, found);
        kinds.merge(planted.kind(), of, KindScore::plus);
        silences = planted.silence() ? silences.plus(SilenceScore.of(planted, of)) : silences;
      }
    }
    List<ReportedAnomaly> falseAlarms = new ArrayList<>();
    int inHarmless = 0;
    for (ReportedAnomaly r : reported) {
      boolean explained = truth.planted().stream().anyMatch(p -> matching.explains(p, r));
      boolean finds = finders.values().stream().anyMatch(found -> found.contains(r));
      if (!finds && r.start().isBefore(truth.exposure().from())) {
        continue;
      }
      kinds.merge(r.kind(), new KindScore(0, 0, 1, explained ? 1 : 0, List.of()), KindScore::plus);
      if (!explained) {
        falseAlarms.add(r);
        inHarmless += truth.planted().stream().anyMatch(p -> matching.mistakes(p, r)) ? 1 : 0;
      }
    }
    Exposure exposure = truth.exposure();
    return new Detailed(
        new Score(kinds, exposure.laneWeeks(), exposure.portMonths(), inHarmless, silences),
        finders,
        falseAlarms);
  }

  private static KindScore ofPlanted(PlantedAnomaly planted, List<ReportedAnomaly> found) {
    if (found.isEmpty()) {
      return new KindScore(1, 0, 0, 0, List.of());
    }
    double seconds =
        found.stream()
            .mapToDouble(r -> Duration.between(planted.start(), r.detectedAt()).toMillis() / 1000.0)
            .min()
            .orElseThrow();
    return new KindScore(1, 1, 0, 0, List.of(Math.max(0, seconds)));
  }

  /** Both together. */
  public Score plus(Score other) {
    Map<String, KindScore> all = new TreeMap<>(kinds);
    other.kinds.forEach((kind, score) -> all.merge(kind, score, KindScore::plus));
    return new Score(
        all,
        laneWeeks + other.laneWeeks,
        portMonths + other.portMonths,
        falseAlarmsInHarmless + other.falseAlarmsInHarmless,
        silences.plus(other.silences));
  }

  public int falseAlarms() {
    return kinds.values().stream().mapToInt(KindScore::falseAlarms).sum();
  }

  /** Of all kinds together. */
  public KindScore total() {
    return kinds.values().stream().reduce(KindScore.NONE, KindScore::plus);
  }

  public double falseAlarmsPerPortMonth() {
    return portMonths == 0 ? 0 : falseAlarms() / portMonths;
  }

  public double falseAlarmsPerLaneWeek() {
    return laneWeeks == 0 ? 0 : falseAlarms() / laneWeeks;
  }

  /** As one JSON object; a figure without a denominator is left out. */
  public JsonLine toJson() {
    Map<String, JsonLine> byKind = new LinkedHashMap<>();
    kinds.forEach((kind, score) -> byKind.put(kind, json(score)));
    JsonLine line = new JsonLine().putObject("kinds", byKind);
    if (silences.planted() > 0) {
      line.putObject("silences", silences.toJson());
    }
    return line.put("falseAlarms", falseAlarms())
        .put("falseAlarmsInHarmless", falseAlarmsInHarmless)
        .put("falseAlarmsPerPortMonth", rounded(falseAlarmsPerPortMonth()))
        .put("falseAlarmsPerLaneWeek", rounded(falseAlarmsPerLaneWeek()))
        .put("portMonths", rounded(portMonths))
        .put("laneWeeks", rounded(laneWeeks));
  }

  private JsonLine json(KindScore k) {
    return new JsonLine()
        .put("planted", k.planted())
        .put("found", k.found())
        .put("reported", k.reported())
        .put("precision", rounded(k.precision()))
        .put("recall", rounded(k.recall()))
        .put("medianSecondsToDetect", rounded(k.medianSecondsToDetect()))
        .put("falseAlarms", k.falseAlarms())
        .put(
            "falseAlarmsPerLaneWeek",
            rounded(laneWeeks == 0 ? null : (Double) (k.falseAlarms() / laneWeeks)));
  }

  private static Double rounded(Double value) {
    return value == null ? null : (Double) (Math.round(value * 1e4) / 1e4);
  }
}
