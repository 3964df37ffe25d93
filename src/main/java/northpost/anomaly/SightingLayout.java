package northpost.anomaly;

import java.io.IOException;
import northpost.stream.Layout;
import northpost.stream.RecordInput;
import northpost.stream.RecordOutput;

/** The bytes of a sighting. */
public final class SightingLayout implements Layout<Sighting> {
  private static final long serialVersionUID = 1L;

  @Override
  public Class<Sighting> type() {
    return Sighting.class;
  }

  @Override
  public void write(Sighting value, RecordOutput out) {
    out.string(value.captureId());
    out.string(value.encounterId());
    out.instant(value.at());
    out.string(value.portCode());
    out.string(value.crossingId());
    out.string(value.laneId());
    out.flag(value.matched());
    out.string(value.referenceId());
    out.string(value.subjectId());
    out.string(value.knownBy());
  }

  @Override
  public Sighting read(RecordInput in) throws IOException {
    return new Sighting(
        in.string(),
        in.string(),
        in.instant(),
        in.knownString(),
        in.knownString(),
        in.knownString(),
        in.flag(),
        in.string(),
        in.string(),
        in.string());
  }
}
