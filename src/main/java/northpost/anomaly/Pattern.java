package northpost.anomaly;

import java.time.Instant;
import java.util.List;
import northpost.domain.Anomaly;

/**
 * The state of a watch for a pattern, of one key. Times are epoch milliseconds of event time.
 *
 * @param waiting sightings that event time has not passed, by time
 * @param kept those taken in, by time, as many as the watch needs
 * @param count how many were taken in
 * @param latest of those taken in; null where none was
 * @param open the last that was said of the anomaly that is open; null where none is
 * @param version of what was last said; it rises as long as anything is kept
 * @param until a sighting from here on starts anew
 * @param closes when the open anomaly closes
 * @param forgotten when all is forgotten
 */
public record Pattern(
    List<Sighting> waiting,
    List<Sighting> kept,
    long count,
    Sighting latest,
    Anomaly open,
    long version,
    long until,
    long closes,
    long forgotten) {
  static final Pattern NOTHING = blank(List.of());

  static Pattern blank(List<Sighting> waiting) {
    return new Pattern(waiting, List.of(), 0, null, null, 0, 0, 0, 0);
  }

  boolean isBlank() {
    return latest == null;
  }

  Pattern waitingFor(Sighting one) {
    return waiting(Sighting.with(waiting, one));
  }

  Pattern waiting(List<Sighting> still) {
    return new Pattern(still, kept, count, latest, open, version, until, closes, forgotten);
  }

  /** With one more taken in, and the watch's choice of what to keep. */
  Pattern keeping(List<Sighting> chosen, Sighting one) {
    boolean later = latest == null || Sighting.BY_TIME.compare(one, latest) > 0;
    return new Pattern(
        waiting, chosen, count + 1, later ? one : latest, open, version, until, closes, forgotten);
  }

  /** With another number of sightings: those that count. */
  Pattern counting(long sightings) {
    return new Pattern(waiting, kept, sightings, latest, open, version, until, closes, forgotten);
  }

  Pattern lasting(long end) {
    return new Pattern(
        waiting, kept, count, latest, open, version, end, closes, Math.max(forgotten, end));
  }

  /** Kept at least so long, and not closed before. */
  Pattern remembered(long least) {
    return new Pattern(
        waiting,
        kept,
        count,
        latest,
        open,
        version,
        until,
        Math.max(closes, least),
        Math.max(forgotten, least));
  }

  Pattern said(Anomaly anomaly, long end) {
    return new Pattern(
        waiting, kept, count, latest, anomaly, anomaly.version(), until, end, forgotten);
  }

  Pattern closed(long lastVersion) {
    return new Pattern(waiting, kept, count, latest, null, lastVersion, until, closes, forgotten);
  }

  /** When the first of those taken in that are kept was. */
  Instant start() {
    return kept.get(0).at();
  }
}
