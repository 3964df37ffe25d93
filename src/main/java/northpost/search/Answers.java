package northpost.search;

/**
 * The answers of a search in the making, kept by who asks: what is found narrows what is still
 * looked for. See {@link ExactIndex#search}.
 */
public interface Answers {
  /**
   * References further than this squared distance are not in the answer of the probe. It may shrink
   * from one call to the next, and never grow.
   */
  double limit(int probe);

  /** Takes a reference within the limit, the limit included. */
  void offer(int probe, int slot, float squaredDistance);
}
