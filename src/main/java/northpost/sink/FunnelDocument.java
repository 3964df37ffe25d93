package northpost.sink;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import northpost.domain.FunnelCounts;
import northpost.domain.FunnelWindow;

/** A funnel window as a document: a correction replaces the one before, never a later one. */
public final class FunnelDocument {
  private FunnelDocument() {}

  public static Document of(FunnelWindow window) {
    String id = id(window);
    FunnelCounts counts = window.counts();
    byte[] json =
        DocumentBody.of(DocumentKind.FUNNEL, "metric", window.start())
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
            .put("northpost.funnel.presented", counts.presented())
            .put("northpost.funnel.opted_out", counts.optedOut())
            .put("northpost.funnel.unusable", counts.unusable())
            .put("northpost.funnel.captured", counts.captured())
            .put("northpost.funnel.compared", counts.compared())
            .put("northpost.funnel.matched", counts.matched())
            .put("northpost.funnel.ambiguous", counts.ambiguous())
            .put("northpost.funnel.not_matched", counts.notMatched())
            .put("northpost.funnel.unavailable", counts.unavailable())
            .put("northpost.rate.capture", counts.captureRate())
            .put("northpost.rate.match", counts.matchRate())
            .put("northpost.latency.max_ms", counts.maxLatencyMillis())
            .toBytes();
    return new Document(DocumentKind.FUNNEL.index(window.start()), id, json, window.version());
  }

  /** Scope, place and time; the end too, since windows of several lengths start together. */
  private static String id(FunnelWindow window) {
    return Stream.of(
            window.scope(),
            window.portCode(),
            window.crossingId(),
            window.laneId(),
            window.start(),
            Duration.between(window.start(), window.end()))
        .map(part -> part == null ? "" : part.toString())
        .collect(Collectors.joining("|"));
  }
}
