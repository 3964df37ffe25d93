package northpost.search;

/** The answers of a search in the making. */
interface Answers {
  /** References further than this squared distance are not in the answer of the probe. */
  double limit(int probe);

  /** Takes a reference within the limit. */
  void offer(int probe, int slot, float squaredDistance);
}
