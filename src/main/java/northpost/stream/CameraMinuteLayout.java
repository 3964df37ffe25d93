package northpost.stream;

import java.io.IOException;
import northpost.domain.CameraMinute;

/** The bytes of a camera's minute. */
public final class CameraMinuteLayout implements Layout<CameraMinute> {
  private static final long serialVersionUID = 1L;

  private static final FunnelCountsLayout FUNNEL_COUNTS = new FunnelCountsLayout();
  private static final MomentsLayout MOMENTS = new MomentsLayout();

  @Override
  public Class<CameraMinute> type() {
    return CameraMinute.class;
  }

  @Override
  public void write(CameraMinute value, RecordOutput out) {
    out.string(value.portCode());
    out.string(value.crossingId());
    out.string(value.laneId());
    out.string(value.cameraId());
    out.constant(value.mode(), DomainCodes.MODE);
    out.constant(value.zone(), DomainCodes.ZONE);
    out.instant(value.start());
    out.number(value.version());
    out.record(value.counts(), FUNNEL_COUNTS);
    out.record(value.matchScores(), MOMENTS);
    out.record(value.sharpness(), MOMENTS);
    out.record(value.interEyeDistance(), MOMENTS);
    out.record(value.transportMillis(), MOMENTS);
    out.number(value.overBudget());
    out.bytes(value.latencies());
  }

  @Override
  public CameraMinute read(RecordInput in) throws IOException {
    return new CameraMinute(
        in.knownString(),
        in.knownString(),
        in.knownString(),
        in.knownString(),
        in.constant(DomainCodes.MODE),
        in.constant(DomainCodes.ZONE),
        in.instant(),
        in.number(),
        in.record(FUNNEL_COUNTS),
        in.record(MOMENTS),
        in.record(MOMENTS),
        in.record(MOMENTS),
        in.record(MOMENTS),
        in.number(),
        in.bytes());
  }
}
