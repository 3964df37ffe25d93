package northpost.sink.json;

import northpost.domain.FunnelCounts;
import northpost.domain.FunnelWindow;
import northpost.domain.Rate;
import northpost.wire.json.JsonLine;

/** A funnel window as a line of JSON; every rate with numerator, denominator and interval. */
public final class FunnelJson {
  private FunnelJson() {}

  public static String write(FunnelWindow w) {
    FunnelCounts c = w.counts();
    JsonLine line =
        new JsonLine()
            .put("scope", w.scope())
            .put("portCode", w.portCode())
            .put("crossingId", w.crossingId())
            .put("laneId", w.laneId())
            .put("start", w.start())
            .put("end", w.end())
            .put("version", w.version())
            .put("presented", c.presented())
            .put("optedOut", c.optedOut())
            .put("captured", c.captured())
            .put("unusable", c.unusable())
            .put("matched", c.matched())
            .put("ambiguous", c.ambiguous())
            .put("notMatched", c.notMatched())
            .put("unavailable", c.unavailable())
            .put("maxLatencyMillis", c.maxLatencyMillis());
    rate(line, "captureRate", c.captureRate());
    rate(line, "matchRate", c.matchRate());
    return line.toString();
  }

  static void rate(JsonLine line, String name, Rate rate) {
    line.put(name, rate.rate())
        .put(name + "Numerator", rate.numerator())
        .put(name + "Denominator", rate.denominator())
        .put(name + "Lower", rate.lower())
        .put(name + "Upper", rate.upper());
  }
}
