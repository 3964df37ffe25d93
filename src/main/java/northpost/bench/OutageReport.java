package northpost.bench;

/**
 * What {@code bench outage} measured.
 *
 * @param rate captures a second
 * @param minutes that Elasticsearch was away
 * @param bufferDocuments bound of the sink's buffer
 * @param before traffic while Elasticsearch is there, half as long as it will be away
 * @param away traffic while it is away
 * @param back traffic while it is started and takes what has gathered
 * @param after as before
 * @param p99Ratio p99 while it is away over p99 of before and after together
 * @param mostBuffered documents held at the end of the outage
 * @param mostBufferedBytes their bytes
 * @param backPressureEpisodes times the buffer was full and the decisions were held up; expected 0
 * @param catchUpSeconds from when Elasticsearch answered again until the sink had no trouble any
 *     more and its buffer was as before
 * @param decisions made in all
 * @param missing of them that were not in Elasticsearch in the end; expected 0
 * @param surplus documents beyond one for each decision; expected 0
 */
public record OutageReport(
    double rate,
    double minutes,
    int bufferDocuments,
    Phase before,
    Phase away,
    Phase back,
    Phase after,
    double p99Ratio,
    long mostBuffered,
    long mostBufferedBytes,
    long backPressureEpisodes,
    double catchUpSeconds,
    long decisions,
    long missing,
    long surplus) {

  /**
   * Milliseconds from when a capture was due to its decision, and the checkpoints meanwhile; one
   * that failed would have ended the measurement.
   *
   * @param checkpointMillis median from trigger to completion
   * @param longestCheckpointMillis the longest
   */
  public record Phase(
      int decisions,
      double p50,
      double p95,
      double p99,
      double max,
      int checkpoints,
      double checkpointMillis,
      double longestCheckpointMillis) {}
}
