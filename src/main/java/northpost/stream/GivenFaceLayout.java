package northpost.stream;

import java.io.IOException;
import northpost.domain.GivenFace;

/** The bytes of what a simulation gives in place of a photo. */
public final class GivenFaceLayout implements Layout<GivenFace> {
  private static final long serialVersionUID = 1L;

  private static final TemplateLayout TEMPLATE = new TemplateLayout();
  private static final FailureToAcquireLayout FAILURE = new FailureToAcquireLayout();
  private static final QualityMeasureLayout QUALITY_MEASURE = new QualityMeasureLayout();

  @Override
  public Class<GivenFace> type() {
    return GivenFace.class;
  }

  @Override
  public void write(GivenFace value, RecordOutput out) {
    out.record(value.template(), TEMPLATE);
    out.record(value.failure(), FAILURE);
    out.list(value.quality(), QUALITY_MEASURE);
    out.string(value.imageDigest());
  }

  @Override
  public GivenFace read(RecordInput in) throws IOException {
    return new GivenFace(
        in.record(TEMPLATE), in.record(FAILURE), in.list(QUALITY_MEASURE), in.string());
  }
}
