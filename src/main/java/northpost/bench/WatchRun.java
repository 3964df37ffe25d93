package northpost.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import northpost.anomaly.PortWatch;
import northpost.domain.Anomaly;
import northpost.domain.CameraMinute;

/** Lets the watch of a port judge simulated minutes, each when it would have arrived. */
public final class WatchRun {
  private static final long MINUTE = 60_000;

  private final PortWatch watch;
  private final MinuteTraffic traffic;
  private final Map<Long, List<CameraMinute>> arriving = new HashMap<>();

  public WatchRun(PortWatch watch, MinuteTraffic traffic) {
    this.watch = watch;
    this.traffic = traffic;
  }

  /** What is said until this instant. */
  public List<Anomaly> until(Instant end) throws Exception {
    List<Anomaly> said = new ArrayList<>();
    while (watch.nextMinute() * MINUTE < end.toEpochMilli()) {
      said.addAll(next());
    }
    return said;
  }

  /** What is said of the next minute. */
  public List<Anomaly> next() throws Exception {
    long minute = watch.nextMinute();
    for (CameraMinute m : traffic.minute(minute)) {
      long start = m.start().toEpochMilli() / MINUTE;
      long arrival = start + (long) (m.transportMillis().mean() / MINUTE);
      // A minute dated ahead waits for its time to be judged; one that is late comes when it comes.
      arriving.computeIfAbsent(Math.max(start, arrival), at -> new ArrayList<>()).add(m);
    }
    List<CameraMinute> now = arriving.remove(minute);
    return watch.judge(now == null ? List.of() : now);
  }
}
