package northpost.analytics;

import northpost.domain.Mode;
import northpost.domain.Zone;

/**
 * A window of one key, and which part of the key's traffic it counts.
 *
 * @param start epoch milliseconds
 * @param end epoch milliseconds, exclusive; a full minute
 * @param mode null: all
 * @param zone null: all
 */
public record WindowSlot(long start, long end, Mode mode, Zone zone) {
  static final long MINUTE = 60_000;

  /** The minute (UTC) that an instant is in. */
  static WindowSlot minute(long millis, Mode mode, Zone zone) {
    long start = Math.floorDiv(millis, MINUTE) * MINUTE;
    return new WindowSlot(start, start + MINUTE, mode, zone);
  }
}
