package northpost.stream;

import java.io.IOException;
import northpost.domain.Decision;

/** The bytes of a decision. */
public final class DecisionLayout implements Layout<Decision> {
  private static final long serialVersionUID = 1L;

  private static final CandidateLayout CANDIDATE = new CandidateLayout();
  private static final CaptureLayout CAPTURE = new CaptureLayout();
  private static final QualityMeasureLayout QUALITY_MEASURE = new QualityMeasureLayout();

  @Override
  public Class<Decision> type() {
    return Decision.class;
  }

  @Override
  public void write(Decision value, RecordOutput out) {
    out.record(value.capture(), CAPTURE);
    out.constant(value.outcome(), DomainCodes.OUTCOME);
    out.string(value.reason());
    out.string(value.reasonDetail());
    out.constant(value.comparison(), DomainCodes.COMPARISON);
    out.list(value.candidates(), CANDIDATE);
    out.realOrNull(value.threshold());
    out.realOrNull(value.margin());
    out.string(value.policyId());
    out.number(value.policyVersion());
    out.string(value.modelId());
    out.list(value.quality(), QUALITY_MEASURE);
    out.string(value.imageDigest());
    out.instant(value.decidedAt());
    out.number(value.transportLatencyMillis());
    out.number(value.acquisitionLatencyMillis());
    out.number(value.comparisonLatencyMillis());
    out.number(value.totalLatencyMillis());
  }

  @Override
  public Decision read(RecordInput in) throws IOException {
    return new Decision(
        in.record(CAPTURE),
        in.constant(DomainCodes.OUTCOME),
        in.knownString(),
        in.string(),
        in.constant(DomainCodes.COMPARISON),
        in.list(CANDIDATE),
        in.realOrNull(),
        in.realOrNull(),
        in.knownString(),
        in.smallNumber(),
        in.knownString(),
        in.list(QUALITY_MEASURE),
        in.string(),
        in.instant(),
        in.number(),
        in.number(),
        in.number(),
        in.number());
  }
}
