package northpost.demo;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import northpost.domain.Capture;
import northpost.domain.SeededProbe;
import northpost.simulation.Truth;

/** Every capture that was acknowledged by Kafka, with the truth about it. */
final class SentCaptures {
  private final Map<String, Sent> byId = new ConcurrentHashMap<>();

  /**
   * A capture as it was sent.
   *
   * @param replay whether its photo had been sent before, planted to be found
   * @param seededProbe what a test capture is known to be; null for a traveller's
   */
  record Sent(String portCode, Truth truth, boolean replay, SeededProbe seededProbe) {}

  void add(Capture capture, Truth truth, boolean replay) {
    byId.put(
        capture.captureId(), new Sent(capture.portCode(), truth, replay, capture.seededProbe()));
  }

  /** The captureIds of photos that had been sent before. */
  Set<String> replays() {
    return byId.entrySet().stream()
        .filter(entry -> entry.getValue().replay())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  int count() {
    return byId.size();
  }

  Map<String, Sent> all() {
    return Map.copyOf(byId);
  }
}
