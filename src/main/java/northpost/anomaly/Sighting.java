package northpost.anomaly;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import northpost.domain.Capture;

/**
 * What a watch for patterns keeps of a capture.
 *
 * @param encounterId null where the watch does not ask
 * @param matched whether the subject was recognised; false where the watch does not ask
 * @param referenceId of the document presented; null where there is none, or the watch does not ask
 * @param subjectId who was recognised; null where nobody was, or the watch does not ask
 * @param knownBy the reference that a search found; null elsewhere
 */
public record Sighting(
    String captureId,
    String encounterId,
    Instant at,
    String portCode,
    String crossingId,
    String laneId,
    boolean matched,
    String referenceId,
    String subjectId,
    String knownBy) {
  /** By time of capture; the captureId makes it total. */
  static final Comparator<Sighting> BY_TIME =
      Comparator.comparing(Sighting::at).thenComparing(Sighting::captureId);

  /** Where and when alone. */
  static Sighting of(Capture c) {
    return new Sighting(
        c.captureId(),
        null,
        c.capturedAt(),
        c.portCode(),
        c.crossingId(),
        c.laneId(),
        false,
        null,
        null,
        null);
  }

  /** Where, when and in which encounter. */
  static Sighting inEncounter(Capture c, boolean matched) {
    return new Sighting(
        c.captureId(),
        c.encounterId(),
        c.capturedAt(),
        c.portCode(),
        c.crossingId(),
        c.laneId(),
        matched,
        null,
        null,
        null);
  }

  long millis() {
    return at.toEpochMilli();
  }

  /** The sightings and one more, in the order of time. */
  static List<Sighting> with(List<Sighting> sightings, Sighting one) {
    if (sightings.isEmpty()) {
      return List.of(one);
    }
    int place = sightings.size();
    while (place > 0 && BY_TIME.compare(sightings.get(place - 1), one) > 0) {
      place--;
    }
    List<Sighting> all = new ArrayList<>(sightings.size() + 1);
    all.addAll(sightings);
    all.add(place, one);
    return all;
  }
}
