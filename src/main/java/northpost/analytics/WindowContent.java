package northpost.analytics;

/**
 * What a window has counted, on the heap.
 *
 * @param <S> the same as a record of state
 */
interface WindowContent<S> {
  /** Whether it has counted something since it was last written. */
  boolean unwritten();

  S toState();
}
