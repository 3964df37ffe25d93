package northpost.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import northpost.domain.Outcome;
import northpost.domain.Port;
import northpost.domain.PortRegistry;
import northpost.domain.Rate;

/** The live view: a row per port, over the last minute. */
final class DemoTable {
  private final PortRegistry ports;

  DemoTable(PortRegistry ports) {
    this.ports = ports;
  }

  List<String> lines(Map<String, DemoIndex.PortReading> readings, Map<String, Long> anomalies) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "%-4s %-24s %12s  %-24s %7s %7s %7s %9s %9s",
            "port",
            "",
            "captures/min",
            "matched of compared",
            "unus.",
            "opt-out",
            "unav.",
            "p95 ms",
            "anomalies"));
    for (Port port : ports.ports()) {
      lines.add(row(port, readings.get(port.code()), anomalies.getOrDefault(port.code(), 0L)));
    }
    lines.add(
        "The last minute; rates with 95 % interval. Strangers, 5 % of the travellers, are rightly"
            + " not matched.");
    return lines;
  }

  private static String row(Port port, DemoIndex.PortReading reading, long anomalies) {
    if (reading == null) {
      return String.format(
          "%-4s %-24s %12d  %-24s %7s %7s %7s %9s %9d",
          port.code(), cut(port.name()), 0, "-", "-", "-", "-", "-", anomalies);
    }
    long matched = reading.count(Outcome.MATCH);
    long compared = matched + reading.count(Outcome.AMBIGUOUS) + reading.count(Outcome.NO_MATCH);
    return String.format(
        Locale.ROOT,
        "%-4s %-24s %12d  %-24s %7d %7d %7d %9.0f %9d",
        port.code(),
        cut(port.name()),
        reading.captures(),
        rate(Rate.of(matched, compared)),
        reading.count(Outcome.UNUSABLE),
        reading.count(Outcome.OPTED_OUT),
        reading.count(Outcome.UNAVAILABLE),
        reading.p95Millis(),
        anomalies);
  }

  /** A rate with its n and its 95 % interval. */
  static String rate(Rate rate) {
    if (rate.denominator() == 0) {
      return "- of 0";
    }
    return String.format(
        Locale.ROOT,
        "%d/%d %.1f %% (%.0f-%.0f)",
        rate.numerator(),
        rate.denominator(),
        100 * rate.rate(),
        100 * rate.lower(),
        100 * rate.upper());
  }

  private static String cut(String name) {
    return name.length() <= 24 ? name : name.substring(0, 23) + "…";
  }
}
