package northpost.anomaly;

import java.util.List;

/**
 * The state of the watch over one port, but for what it has learned of each hour.
 *
 * @param nextMinute the minute (of the epoch) to be judged next
 */
public record PortMemory(
    String portCode,
    long nextMinute,
    List<CameraMemory> cameras,
    List<NodeMemory> nodes,
    List<OpenAnomaly> open) {
  static PortMemory blank(String portCode, long nextMinute) {
    return new PortMemory(portCode, nextMinute, List.of(), List.of(), List.of());
  }
}
