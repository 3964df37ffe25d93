package northpost.gallery;

import java.io.Serializable;

/**
 * How the gallery-match operator works.
 *
 * @param batch most identifications that are searched together; 1 searches each alone
 * @param waitMillis how long one waits for others; 0 searches each alone
 * @param maxIndexBytes memory the index of a subtask may have
 * @param shards number of gallery shards
 */
public record MatchSettings(
    ProbeOrder order, int batch, long waitMillis, long maxIndexBytes, int shards)
    implements Serializable {
  /** Names the bound in messages; {@code northpost.job.NorthpostOptions} declares it. */
  public static final String MAX_INDEX_MEMORY = "northpost.gallery.max-index-memory";

  /** The same, in another order. */
  public MatchSettings in(ProbeOrder other) {
    return new MatchSettings(other, batch, waitMillis, maxIndexBytes, shards);
  }

  boolean searchesTogether() {
    return order == ProbeOrder.ARRIVAL && batch > 1 && waitMillis > 0;
  }

  /** Whether references also end by the clock; a replay knows event time only. */
  boolean endsByTheClock() {
    return order == ProbeOrder.ARRIVAL;
  }
}
