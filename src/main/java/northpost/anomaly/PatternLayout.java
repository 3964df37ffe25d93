package northpost.anomaly;

import java.io.IOException;
import northpost.stream.AnomalyLayout;
import northpost.stream.Layout;
import northpost.stream.RecordInput;
import northpost.stream.RecordOutput;

/** The bytes of the state of a watch for a pattern. */
public final class PatternLayout implements Layout<Pattern> {
  private static final long serialVersionUID = 1L;

  private static final SightingLayout SIGHTING = new SightingLayout();
  private static final AnomalyLayout ANOMALY = new AnomalyLayout();

  @Override
  public Class<Pattern> type() {
    return Pattern.class;
  }

  @Override
  public void write(Pattern value, RecordOutput out) {
    out.list(value.waiting(), SIGHTING);
    out.list(value.kept(), SIGHTING);
    out.number(value.count());
    out.record(value.latest(), SIGHTING);
    out.record(value.open(), ANOMALY);
    out.number(value.version());
    out.number(value.until());
    out.number(value.closes());
    out.number(value.forgotten());
  }

  @Override
  public Pattern read(RecordInput in) throws IOException {
    return new Pattern(
        in.list(SIGHTING),
        in.list(SIGHTING),
        in.number(),
        in.record(SIGHTING),
        in.record(ANOMALY),
        in.number(),
        in.number(),
        in.number(),
        in.number());
  }
}
