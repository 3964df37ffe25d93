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

  /**
   * A header and a row for each port. 80 columns show what matters most; no line has more than 100.
   */
  List<String> lines(Map<String, DemoIndex.PortReading> readings, Map<String, Long> anomalies) {
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            "port",
            "",
            "captures/min",
            "matched of compared",
            "p95 ms",
            "anom.",
            "unus.",
            "opted",
            "unav."));
    for (Port port : ports.ports()) {
      lines.add(row(port, readings.get(port.code()), anomalies.getOrDefault(port.code(), 0L)));
    }
    lines.add(
        "The last minute; rates with 95 % interval. Strangers (5 % of travellers) are rightly"
            + " not matched.");
    return lines;
  }

  private static String row(Port port, DemoIndex.PortReading reading, long anomalies) {
    if (reading == null) {
      return row(port.code(), port.name(), 0, "-", "-", anomalies, "-", "-", "-");
    }
    long matched = reading.count(Outcome.MATCH);
    long compared = matched + reading.count(Outcome.AMBIGUOUS) + reading.count(Outcome.NO_MATCH);
    return row(
        port.code(),
        port.name(),
        reading.captures(),
        rate(Rate.of(matched, compared)),
        String.format(Locale.ROOT, "%.0f", reading.p95Millis()),
        anomalies,
        reading.count(Outcome.UNUSABLE),
        reading.count(Outcome.OPTED_OUT),
        reading.count(Outcome.UNAVAILABLE));
  }

  private static String row(
      String code,
      String name,
      Object captures,
      String matched,
      String p95,
      Object anomalies,
      Object unusable,
      Object optedOut,
      Object unavailable) {
    return String.format(
        Locale.ROOT,
        "%-4s %-22s %12s  %-26s%6s %5s %6s %5s %5s",
        code,
        cut(name),
        captures,
        matched,
        p95,
        anomalies,
        unusable,
        optedOut,
        unavailable);
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
    return name.length() <= 22 ? name : name.substring(0, 21) + "…";
  }
}
