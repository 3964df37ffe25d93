package northpost.sink;

import java.time.Duration;
import northpost.domain.LatencySummary;
import northpost.domain.LatencyWindow;

/** A latency window as a document: a correction replaces the one before, never a later one. */
public final class LatencyDocument {
  private LatencyDocument() {}

  public static Document of(LatencyWindow window) {
    String id =
        WindowName.of(
            window.start(),
            window.end(),
            window.scope(),
            window.portCode(),
            window.crossingId(),
            window.laneId());
    DocumentBody body =
        DocumentBody.of(DocumentKind.LATENCY, "metric", window.start())
            .put("event.id", id)
            .put("northpost.port.code", window.portCode())
            .put("northpost.crossing.id", window.crossingId())
            .put("northpost.lane.id", window.laneId())
            .put("northpost.window.scope", window.scope())
            .put("northpost.window.start", window.start())
            .put("northpost.window.end", window.end())
            .put(
                "northpost.window.minutes",
                Duration.between(window.start(), window.end()).toMinutes())
            .put("northpost.latency.captures", window.version())
            .put("northpost.latency.queue_age_ms", window.queueAgeMillis());
    put(body, "total", window.total());
    put(body, "transport", window.transport());
    put(body, "acquisition", window.acquisition());
    put(body, "comparison", window.comparison());
    return new Document(
        DocumentKind.LATENCY.index(window.start()), id, body.toBytes(), window.version());
  }

  private static void put(DocumentBody body, String stage, LatencySummary summary) {
    String field = "northpost.latency." + stage;
    body.put(field + ".p50_ms", summary.p50())
        .put(field + ".p95_ms", summary.p95())
        .put(field + ".p99_ms", summary.p99())
        .put(field + ".max_ms", summary.max());
  }
}
