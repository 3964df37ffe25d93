package northpost.bench;

import java.util.List;

/**
 * What {@code bench job} measured.
 *
 * @param cores processors the JVM sees
 * @param heapMegabytes most heap it may have
 */
public record JobReport(
    int cores,
    long heapMegabytes,
    int dimension,
    List<Throughput> throughput,
    List<Shares> shares,
    List<Latency> latency) {

  /**
   * The job against the bare loop, in turns.
   *
   * @param comparison 1:N or 1:1
   * @param jobPerSecond probes a second, median of the rounds
   * @param barePerSecond the same of the bare loop
   * @param ratio job over bare loop, median of the ratios of the rounds
   * @param cpuRatio the same by processor time of the whole process, which other work on the
   *     machine disturbs less
   * @param jobCpuMicros processor time a probe in the job, median
   * @param bareCpuMicros the same in the bare loop
   * @param checked decisions compared
   * @param differences decisions that differ
   */
  public record Throughput(
      String comparison,
      int references,
      int parallelism,
      int probes,
      int rounds,
      double jobPerSecond,
      double barePerSecond,
      double ratio,
      double cpuRatio,
      double jobCpuMicros,
      double bareCpuMicros,
      int checked,
      int differences) {}

  /**
   * Traffic with the ports' real shares against equal shares, in turns.
   *
   * @param ratio real over uniform, median of the ratios of the rounds
   */
  public record Shares(
      String comparison,
      int references,
      int parallelism,
      int probes,
      int rounds,
      double realPerSecond,
      double uniformPerSecond,
      double ratio) {}

  /**
   * Milliseconds from when a probe was due to its decision, at a fixed rate, in turns without
   * checkpoints and with them.
   *
   * @param checkpointing how checkpoints followed each other
   * @param windowSeconds how long each of the turns lasted
   * @param rate probes a second
   * @param withP99 median of the rounds' percentiles, as are all of them
   * @param p99Ratio with over without
   * @param checkpoints made in all
   * @param checkpointMillis median from trigger to completion
   */
  public record Latency(
      String comparison,
      int references,
      int parallelism,
      String checkpointing,
      double windowSeconds,
      double rate,
      int rounds,
      double withoutP50,
      double withoutP95,
      double withoutP99,
      double withP50,
      double withP95,
      double withP99,
      double p99Ratio,
      int checkpoints,
      double checkpointMillis) {}
}
