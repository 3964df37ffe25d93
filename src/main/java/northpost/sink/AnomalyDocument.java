package northpost.sink;

import northpost.domain.Anomaly;

/** An anomaly as a document: one through its whole life, each update with a higher version. */
public final class AnomalyDocument {
  private AnomalyDocument() {}

  public static Document of(Anomaly anomaly) {
    byte[] json =
        DocumentBody.of(DocumentKind.ANOMALIES, "alert", anomaly.start())
            .put("event.id", anomaly.anomalyId())
            .put("event.start", anomaly.start())
            .put("event.end", anomaly.end())
            .put("event.reason", anomaly.sentence())
            .put("northpost.port.code", anomaly.portCode())
            .put("northpost.crossing.id", anomaly.crossingId())
            .put("northpost.lane.id", anomaly.laneId())
            .put("northpost.anomaly.kind", anomaly.kind())
            .put("northpost.anomaly.severity", anomaly.severity())
            .put("northpost.anomaly.status", anomaly.status())
            .put("northpost.anomaly.version", anomaly.version())
            .put("northpost.anomaly.observed", anomaly.observed())
            .put("northpost.anomaly.expected", anomaly.expected())
            .put("northpost.anomaly.evidence", anomaly.evidence())
            .put("northpost.anomaly.scope", anomaly.scope())
            .put("observer.name", anomaly.cameraId())
            .toBytes();
    return new Document(
        DocumentKind.ANOMALIES.index(anomaly.start()),
        anomaly.anomalyId(),
        json,
        anomaly.version());
  }
}
