package northpost.stream;

import java.io.IOException;
import northpost.domain.Anomaly;

/** The bytes of an anomaly. */
public final class AnomalyLayout implements Layout<Anomaly> {
  private static final long serialVersionUID = 1L;

  @Override
  public Class<Anomaly> type() {
    return Anomaly.class;
  }

  @Override
  public void write(Anomaly value, RecordOutput out) {
    out.string(value.anomalyId());
    out.string(value.kind());
    out.string(value.severity());
    out.string(value.status());
    out.number(value.version());
    out.string(value.portCode());
    out.string(value.crossingId());
    out.string(value.laneId());
    out.instant(value.start());
    out.instant(value.end());
    out.real(value.observed());
    out.real(value.expected());
    out.string(value.sentence());
    out.strings(value.evidence());
    out.string(value.scope());
    out.string(value.cameraId());
  }

  @Override
  public Anomaly read(RecordInput in) throws IOException {
    return new Anomaly(
        in.string(),
        in.knownString(),
        in.knownString(),
        in.knownString(),
        in.number(),
        in.knownString(),
        in.knownString(),
        in.knownString(),
        in.instant(),
        in.instant(),
        in.real(),
        in.real(),
        in.string(),
        in.strings(),
        in.knownString(),
        in.knownString());
  }
}
