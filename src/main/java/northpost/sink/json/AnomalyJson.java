package northpost.sink.json;

import northpost.domain.Anomaly;
import northpost.wire.json.JsonLine;

/** An anomaly as a line of JSON with the fields of its domain record. */
public final class AnomalyJson {
  private AnomalyJson() {}

  public static String write(Anomaly a) {
    return new JsonLine()
        .put("anomalyId", a.anomalyId())
        .put("kind", a.kind())
        .put("severity", a.severity())
        .put("status", a.status())
        .put("version", a.version())
        .put("portCode", a.portCode())
        .put("crossingId", a.crossingId())
        .put("laneId", a.laneId())
        .put("start", a.start())
        .put("end", a.end())
        .put("observed", a.observed())
        .put("expected", a.expected())
        .put("sentence", a.sentence())
        .put("evidence", a.evidence())
        .put("scope", a.scope())
        .put("cameraId", a.cameraId())
        .toString();
  }
}
