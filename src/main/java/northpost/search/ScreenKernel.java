package northpost.search;

/**
 * Finds the rows of a block that may be near the probes. Which rows beside those that are near is
 * left to the kernel: {@link ScreenBound} allows for any order of additions.
 */
interface ScreenKernel {
  /** Named in the log and in measurements. */
  String name();

  /** Working memory for one search of so many probes; not shared between threads. */
  Scratch scratch(int probes, int columns);

  /**
   * Marks rows.
   *
   * @param block with codes
   * @param weights of the first probe, one a column, then of the next
   * @param cuts one a probe; a row whose value is not below it is marked
   * @param survivors {@link Block#WORDS} words a probe, cleared and set by this method
   */
  void screen(
      Block block, float[] weights, float[] cuts, int probes, Scratch scratch, long[] survivors);

  /** What a kernel needs while it works. */
  interface Scratch {}
}
