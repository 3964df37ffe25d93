package northpost.sink;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import northpost.domain.ErrorCounts;
import northpost.domain.ErrorRateWindow;

/** Live error rates as a document: a fuller count replaces the one before. */
public final class ErrorRateDocument {
  private ErrorRateDocument() {}

  public static Document of(ErrorRateWindow window) {
    String id = id(window);
    ErrorCounts counts = window.counts();
    byte[] json =
        DocumentBody.of(DocumentKind.ERROR_RATES, "metric", window.start())
            .put("event.id", id)
            .put("northpost.port.code", window.portCode())
            .put("northpost.crossing.id", window.crossingId())
            .put("northpost.lane.id", window.laneId())
            .put("northpost.window.scope", window.scope())
            .put("northpost.window.start", window.start())
            .put("northpost.window.end", window.end())
            .put("northpost.seeded.comparison", window.comparison())
            .put("northpost.seeded.mated_not_answered", counts.matedNotAnswered())
            .put("northpost.seeded.non_mated_not_answered", counts.nonMatedNotAnswered())
            .put("northpost.rate.fmr", counts.fmr())
            .put("northpost.rate.fnmr", counts.fnmr())
            .toBytes();
    return new Document(DocumentKind.ERROR_RATES.index(window.start()), id, json, window.version());
  }

  private static String id(ErrorRateWindow window) {
    return Stream.of(
            window.scope(),
            window.portCode(),
            window.crossingId(),
            window.laneId(),
            window.comparison(),
            window.start())
        .map(part -> part == null ? "" : part.toString())
        .collect(Collectors.joining("|"));
  }
}
