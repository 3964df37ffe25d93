package northpost.bench;

import java.util.List;

/**
 * What {@code bench elasticsearch} measured: the sink in a job against a bare bulk loop, in turns.
 *
 * @param cores processors the JVM sees
 * @param documents in each round, of each of the two
 * @param documentBytes of the JSON of one, on average
 * @param sinkPerSecond documents a second, median of the rounds
 * @param barePerSecond the same of the bare loop
 * @param ratio sink over bare loop, of the medians
 * @param sinkCpuMicros processor time a document in this process, median
 * @param bareCpuMicros the same of the bare loop
 * @param cpuRatio bare loop over sink, of the medians
 * @param serverSinkCpuMicros processor time a document in the server's process, median
 * @param serverBareCpuMicros the same of the bare loop
 * @param missing documents that were not there after a round; expected 0
 */
public record SinkReport(
    int cores,
    long documents,
    double documentBytes,
    int rounds,
    double sinkPerSecond,
    double barePerSecond,
    double ratio,
    double sinkCpuMicros,
    double bareCpuMicros,
    double cpuRatio,
    double serverSinkCpuMicros,
    double serverBareCpuMicros,
    long missing,
    List<Round> each) {

  /** One round: documents a second of the two. */
  public record Round(double sinkPerSecond, double barePerSecond) {}
}
