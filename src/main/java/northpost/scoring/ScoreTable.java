package northpost.scoring;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** A score as a table to read, a line for each kind. */
public final class ScoreTable {
  private static final String ROW = "%-20s %8s %6s %8s %9s %10s %11s %16s%n";

  private ScoreTable() {}

  /** The table; a figure without a denominator is a dash. */
  public static String of(Score score) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            ROW,
            "kind",
            "planted",
            "found",
            "recall",
            "reported",
            "precision",
            "median time",
            "false/lane-week"));
    for (Map.Entry<String, KindScore> kind : score.kinds().entrySet()) {
      row(table, kind.getKey(), kind.getValue(), score.laneWeeks());
    }
    row(table, "all", score.total(), score.laneWeeks());
    table.append(
        String.format(
            Locale.ROOT,
            "false alarms: %d in %.1f port-months (%.2f each), %.1f lane-weeks (%.3f each); %d of"
                + " them about what was planted as harmless%n",
            score.falseAlarms(),
            score.portMonths(),
            score.falseAlarmsPerPortMonth(),
            score.laneWeeks(),
            score.falseAlarmsPerLaneWeek(),
            score.falseAlarmsInHarmless()));
    SilenceScore silences = score.silences();
    if (silences.planted() > 0) {
      table.append(
          String.format(
              Locale.ROOT,
              "silences: %d of %d found within 3 times the longest gap expected in a month; of that"
                  + " gap %s in the median, %s at most; of the mean gap %s and %s%n",
              silences.within(),
              silences.planted(),
              ratio(silences.medianOfLongest()),
              ratio(silences.mostOfLongest()),
              ratio(silences.medianOfMean()),
              ratio(silences.mostOfMean())));
    }
    return table.toString();
  }

  private static String ratio(Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static void row(StringBuilder table, String name, KindScore k, double laneWeeks) {
    table.append(
        String.format(
            Locale.ROOT,
            ROW,
            name,
            k.planted(),
            k.found(),
            share(k.recall()),
            k.reported(),
            share(k.precision()),
            time(k.medianSecondsToDetect()),
            laneWeeks == 0
                ? "-"
                : String.format(Locale.ROOT, "%.3f", k.falseAlarms() / laneWeeks)));
  }

  private static String share(Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
  }

  private static String time(Double seconds) {
    if (seconds == null) {
      return "-";
    }
    Duration duration = Duration.ofSeconds(Math.round(seconds));
    return duration.toHours() > 0
        ? duration.toHours() + "h" + String.format(Locale.ROOT, "%02dm", duration.toMinutesPart())
        : duration.toMinutes()
            + "m"
            + String.format(Locale.ROOT, "%02ds", duration.toSecondsPart());
  }
}
