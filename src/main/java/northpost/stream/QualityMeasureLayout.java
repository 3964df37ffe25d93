package northpost.stream;

import java.io.IOException;
import northpost.domain.QualityMeasure;

/** The bytes of a quality measure. */
public final class QualityMeasureLayout implements Layout<QualityMeasure> {
  private static final long serialVersionUID = 1L;

  @Override
  public Class<QualityMeasure> type() {
    return QualityMeasure.class;
  }

  @Override
  public void write(QualityMeasure value, RecordOutput out) {
    out.string(value.measure());
    out.real(value.value());
  }

  @Override
  public QualityMeasure read(RecordInput in) throws IOException {
    return new QualityMeasure(in.knownString(), in.real());
  }
}
