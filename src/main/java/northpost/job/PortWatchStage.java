package northpost.job;

import northpost.anomaly.PortWatchFunction;
import northpost.domain.Anomaly;
import northpost.domain.CameraMinute;
import northpost.domain.PortRegistry;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The stage from the minutes of cameras to the anomalies of ports. */
final class PortWatchStage {
  static final String UID = "port-watch";

  /** While captures are answered as they come, what is late by more is a sign of lateness only. */
  static final long LIVE_HOLD_MINUTES = 1;

  /** In files one clock that is ahead, by the most that is allowed, makes all others late. */
  static final long REPLAY_HOLD_MINUTES = 6;

  private PortWatchStage() {}

  static SingleOutputStreamOperator<Anomaly> watched(
      DataStream<CameraMinute> minutes, PortRegistry registry, long holdMinutes) {
    return minutes
        .keyBy(CameraMinute::portCode)
        .process(new PortWatchFunction(registry, holdMinutes))
        .uid(UID)
        .name(UID);
  }
}
