package northpost.demo;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import northpost.simulation.Truth;

/** Every capture that was acknowledged by Kafka, with the truth about it. */
final class SentCaptures {
  private final Map<String, Sent> byId = new ConcurrentHashMap<>();

  /** A capture as it was sent. */
  record Sent(String portCode, Truth truth) {}

  void add(String portCode, Truth truth) {
    byId.put(truth.captureId(), new Sent(portCode, truth));
  }

  int count() {
    return byId.size();
  }

  Map<String, Sent> all() {
    return Map.copyOf(byId);
  }
}
