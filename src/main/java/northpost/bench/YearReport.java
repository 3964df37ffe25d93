package northpost.bench;

import java.util.List;
import java.util.Map;

/**
 * What replays of the same traffic showed.
 *
 * @param references in the gallery, loaded before the first capture
 * @param galleries lists that the references are on
 * @param loadSeconds time to write the savepoint that holds them
 * @param same whether all runs gave the same results, by their digests
 */
public record YearReport(
    long seed,
    int days,
    double share,
    int cores,
    long heapMegabytes,
    int shards,
    int references,
    int galleries,
    double loadSeconds,
    boolean same,
    List<Run> runs) {

  /**
   * One replay.
   *
   * @param seconds from the submission of the job to its end
   * @param cpuSeconds of this process meanwhile, all of it
   * @param decisions captures decided; duplicates are among the rejected
   * @param cpuMicros processor time a capture, start of Flink and of the gallery included
   * @param laterCpuMicros the same in the second half, when all code is compiled; NaN where the
   *     replay was too short to tell
   * @param results records and digest by kind of result
   * @param digest of all kinds together
   * @param stateGrowth of the last month over the first, state for each capture of a day; NaN where
   *     there are not two
   */
  public record Run(
      int parallelism,
      String backend,
      double seconds,
      double cpuSeconds,
      long decisions,
      double perSecond,
      double cpuMicros,
      double laterCpuMicros,
      Map<String, Long> outcomes,
      Map<String, Result> results,
      String digest,
      int checkpoints,
      double stateGrowth,
      List<Month> months,
      List<Sample> samples) {}

  /** Records of a kind, and the sum of their digests. */
  public record Result(long records, String digest) {}

  /**
   * Means over the checkpoints of a virtual month.
   *
   * @param perDay captures decided in a day of event time
   * @param stateMegabytes beside the gallery
   * @param bytesPerCapture state beside the gallery, for each capture of a day
   */
  public record Month(
      String month,
      int checkpoints,
      double perDay,
      double stateMegabytes,
      double bytesPerCapture) {}

  /**
   * A checkpoint.
   *
   * @param day of event time, from the start
   * @param decisions until then
   * @param stateBytes all state of the job, the gallery included
   * @param millis from its trigger to its end
   */
  public record Sample(double day, long decisions, long stateBytes, long millis) {}
}
