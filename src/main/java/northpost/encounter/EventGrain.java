package northpost.encounter;

/**
 * The grain of event time at which encounters, conveyances and outcome windows change: whatever is
 * due within one grain happens together, once.
 */
final class EventGrain {
  static final long MILLIS = 10_000;

  private EventGrain() {}

  /** The end of the grain that the time is in; a time on a boundary is its own end. */
  static long endOf(long millis) {
    return -Math.floorDiv(-millis, MILLIS) * MILLIS;
  }

  /**
   * When to act on what is due: then, or where that has passed, at the next end of a grain.
   *
   * @param watermark event time so far
   */
  static long next(long due, long watermark) {
    if (due > watermark || watermark > Long.MAX_VALUE - MILLIS) {
      return due;
    }
    return endOf(watermark + 1);
  }
}
