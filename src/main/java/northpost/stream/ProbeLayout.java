package northpost.stream;

import java.io.IOException;
import northpost.domain.Probe;

/** The bytes of a probe. */
public final class ProbeLayout implements Layout<Probe> {
  private static final long serialVersionUID = 1L;

  private static final CaptureLayout CAPTURE = new CaptureLayout();
  private static final FailureToAcquireLayout FAILURE_TO_ACQUIRE = new FailureToAcquireLayout();
  private static final QualityMeasureLayout QUALITY_MEASURE = new QualityMeasureLayout();
  private static final SourcePositionLayout SOURCE_POSITION = new SourcePositionLayout();
  private static final TemplateLayout TEMPLATE = new TemplateLayout();

  @Override
  public Class<Probe> type() {
    return Probe.class;
  }

  @Override
  public void write(Probe value, RecordOutput out) {
    out.record(value.capture(), CAPTURE);
    out.record(value.position(), SOURCE_POSITION);
    out.instant(value.receivedAt());
    out.record(value.template(), TEMPLATE);
    out.record(value.failure(), FAILURE_TO_ACQUIRE);
    out.list(value.quality(), QUALITY_MEASURE);
    out.string(value.imageDigest());
    out.instant(value.acquiredAt());
  }

  @Override
  public Probe read(RecordInput in) throws IOException {
    return new Probe(
        in.record(CAPTURE),
        in.record(SOURCE_POSITION),
        in.instant(),
        in.record(TEMPLATE),
        in.record(FAILURE_TO_ACQUIRE),
        in.list(QUALITY_MEASURE),
        in.string(),
        in.instant());
  }
}
