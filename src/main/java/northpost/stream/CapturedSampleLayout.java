package northpost.stream;

import java.io.IOException;
import northpost.domain.CapturedSample;

/** The bytes of a capture with its photo. */
public final class CapturedSampleLayout implements Layout<CapturedSample> {
  private static final long serialVersionUID = 1L;

  private static final CaptureLayout CAPTURE = new CaptureLayout();
  private static final GivenFaceLayout GIVEN_FACE = new GivenFaceLayout();
  private static final SourcePositionLayout SOURCE_POSITION = new SourcePositionLayout();

  @Override
  public Class<CapturedSample> type() {
    return CapturedSample.class;
  }

  @Override
  public void write(CapturedSample value, RecordOutput out) {
    out.record(value.capture(), CAPTURE);
    out.bytes(value.image());
    out.record(value.position(), SOURCE_POSITION);
    out.instant(value.receivedAt());
    out.record(value.given(), GIVEN_FACE);
  }

  @Override
  public CapturedSample read(RecordInput in) throws IOException {
    return new CapturedSample(
        in.record(CAPTURE),
        in.bytes(),
        in.record(SOURCE_POSITION),
        in.instant(),
        in.record(GIVEN_FACE));
  }
}
