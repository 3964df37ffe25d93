package northpost.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Time and processor time of this process, as a point or as the difference of two.
 *
 * @param nanos by {@link System#nanoTime}
 * @param cpuNanos of all threads
 */
record Cost(long nanos, long cpuNanos) {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  static Cost now() {
    return new Cost(System.nanoTime(), SYSTEM.getProcessCpuTime());
  }

  /** From an earlier point until now. */
  static Cost since(Cost earlier) {
    Cost now = now();
    return new Cost(now.nanos - earlier.nanos, now.cpuNanos - earlier.cpuNanos);
  }

  double seconds() {
    return nanos / 1e9;
  }
}
