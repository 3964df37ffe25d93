package northpost.sink;

import java.time.Duration;
import northpost.domain.EncounterCounts;
import northpost.domain.FunnelWindow;

/** A funnel window as a document: a correction replaces the one before, never a later one. */
public final class FunnelDocument {
  private FunnelDocument() {}

  public static Document of(FunnelWindow window) {
    String mode = WindowName.orAll(window.mode());
    String zone = WindowName.orAll(window.zone());
    String id =
        WindowName.of(
            window.start(),
            window.end(),
            window.scope(),
            window.portCode(),
            window.crossingId(),
            window.laneId(),
            mode,
            zone);
    long minutes = Duration.between(window.start(), window.end()).toMinutes();
    EncounterCounts counts = window.counts();
    byte[] json =
        DocumentBody.of(DocumentKind.FUNNEL, "metric", window.start())
            .put("event.id", id)
            .put("northpost.port.code", window.portCode())
            .put("northpost.crossing.id", window.crossingId())
            .put("northpost.lane.id", window.laneId())
            .put("northpost.mode", mode)
            .put("northpost.window.scope", window.scope())
            .put("northpost.window.mode", mode)
            .put("northpost.window.zone", zone)
            .put("northpost.window.start", window.start())
            .put("northpost.window.end", window.end())
            .put("northpost.window.minutes", minutes)
            .put("northpost.funnel.presented", counts.presented())
            .put("northpost.funnel.not_captured", counts.notCaptured())
            .put("northpost.funnel.captured", counts.captured())
            .put("northpost.funnel.opted_out", counts.optedOut())
            .put("northpost.funnel.unusable", counts.unusable())
            .put("northpost.funnel.usable", counts.usable())
            .put("northpost.funnel.unavailable", counts.unavailable())
            .put("northpost.funnel.decided", counts.decided())
            .put("northpost.funnel.ambiguous", counts.ambiguous())
            .put("northpost.funnel.not_matched", counts.notMatched())
            .put("northpost.funnel.matched", counts.matched())
            .put("northpost.funnel.not_asked", counts.notAsked())
            .put("northpost.funnel.confirmed", counts.confirmed())
            .put("northpost.funnel.overturned", counts.overturned())
            .put("northpost.funnel.inconclusive", counts.inconclusive())
            .put("northpost.funnel.late_captures", counts.lateCaptures())
            .put("northpost.funnel.duplicate_captures", counts.duplicateCaptures())
            .put("northpost.throughput.encounters_per_minute", counts.captured() / (double) minutes)
            .put("northpost.rate.capture", counts.captureRate())
            .put("northpost.rate.usable", counts.usableRate())
            .put("northpost.rate.decided", counts.decidedRate())
            .put("northpost.rate.match", counts.matchRate())
            .put("northpost.rate.confirmed", counts.confirmedRate())
            .put("northpost.rate.occupants", counts.occupantRate())
            .toBytes();
    return new Document(DocumentKind.FUNNEL.index(window.start()), id, json, window.version());
  }
}
