package northpost.sink.json;

import northpost.domain.LatencySummary;
import northpost.domain.LatencyWindow;
import northpost.wire.json.JsonLine;

/** A latency window as a line of JSON; milliseconds. */
public final class LatencyJson {
  private LatencyJson() {}

  public static String write(LatencyWindow w) {
    JsonLine line =
        new JsonLine()
            .put("scope", w.scope())
            .put("portCode", w.portCode())
            .put("crossingId", w.crossingId())
            .put("laneId", w.laneId())
            .put("start", w.start())
            .put("end", w.end())
            .put("version", w.version())
            .put("captures", w.version())
            .put("queueAgeMillis", w.queueAgeMillis());
    put(line, "total", w.total());
    put(line, "transport", w.transport());
    put(line, "acquisition", w.acquisition());
    put(line, "comparison", w.comparison());
    return line.toString();
  }

  private static void put(JsonLine line, String stage, LatencySummary summary) {
    line.put(stage + "P50Millis", summary.p50())
        .put(stage + "P95Millis", summary.p95())
        .put(stage + "P99Millis", summary.p99())
        .put(stage + "MaxMillis", summary.max());
  }
}
