package northpost.analytics;

/** When a window is written: at its end, or, when that has passed, at the next advance. */
final class EmissionTime {
  private EmissionTime() {}

  static long of(long windowEnd, long watermark) {
    return windowEnd > watermark || watermark == Long.MAX_VALUE ? windowEnd : watermark + 1;
  }
}
