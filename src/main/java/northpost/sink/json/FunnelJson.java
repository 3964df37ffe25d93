package northpost.sink.json;

import java.time.Duration;
import northpost.domain.EncounterCounts;
import northpost.domain.FunnelWindow;
import northpost.domain.Rate;
import northpost.wire.json.JsonLine;

/** A funnel window as a line of JSON; every rate with numerator, denominator and interval. */
public final class FunnelJson {
  private FunnelJson() {}

  public static String write(FunnelWindow w) {
    EncounterCounts c = w.counts();
    long minutes = Duration.between(w.start(), w.end()).toMinutes();
    JsonLine line =
        new JsonLine()
            .put("scope", w.scope())
            .put("portCode", w.portCode())
            .put("crossingId", w.crossingId())
            .put("laneId", w.laneId())
            .put("mode", w.mode() == null ? "ALL" : w.mode().name())
            .put("zone", w.zone() == null ? "ALL" : w.zone().name())
            .put("start", w.start())
            .put("end", w.end())
            .put("version", w.version())
            .put("presented", c.presented())
            .put("notCaptured", c.notCaptured())
            .put("captured", c.captured())
            .put("optedOut", c.optedOut())
            .put("unusable", c.unusable())
            .put("usable", c.usable())
            .put("unavailable", c.unavailable())
            .put("decided", c.decided())
            .put("ambiguous", c.ambiguous())
            .put("notMatched", c.notMatched())
            .put("matched", c.matched())
            .put("notAsked", c.notAsked())
            .put("confirmed", c.confirmed())
            .put("overturned", c.overturned())
            .put("inconclusive", c.inconclusive())
            .put("lateCaptures", c.lateCaptures())
            .put("duplicateCaptures", c.duplicateCaptures())
            .put("encountersPerMinute", c.captured() / (double) minutes);
    rate(line, "captureRate", c.captureRate());
    rate(line, "usableRate", c.usableRate());
    rate(line, "decidedRate", c.decidedRate());
    rate(line, "matchRate", c.matchRate());
    rate(line, "confirmedRate", c.confirmedRate());
    rate(line, "occupantRate", c.occupantRate());
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
