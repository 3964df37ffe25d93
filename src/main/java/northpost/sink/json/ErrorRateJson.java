package northpost.sink.json;

import northpost.domain.ErrorCounts;
import northpost.domain.ErrorRateWindow;
import northpost.wire.json.JsonLine;

/** Live error rates as a line of JSON; every rate with numerator, denominator and interval. */
public final class ErrorRateJson {
  private ErrorRateJson() {}

  public static String write(ErrorRateWindow w) {
    ErrorCounts c = w.counts();
    JsonLine line =
        new JsonLine()
            .put("scope", w.scope())
            .put("portCode", w.portCode())
            .put("crossingId", w.crossingId())
            .put("laneId", w.laneId())
            .put("comparison", w.comparison())
            .put("start", w.start())
            .put("end", w.end())
            .put("version", w.version())
            .put("matedNotAnswered", c.matedNotAnswered())
            .put("nonMatedNotAnswered", c.nonMatedNotAnswered());
    FunnelJson.rate(line, "fmr", c.fmr());
    FunnelJson.rate(line, "fnmr", c.fnmr());
    return line.toString();
  }
}
