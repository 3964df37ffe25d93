package northpost.domain;

/**
 * Where a record came from: topic, partition and offset, or file, 0 and line (from 1).
 *
 * @param source topic or file name
 * @param partition partition of the topic, 0 for a file
 * @param offset offset in the partition, or line number
 */
public record SourcePosition(String source, int partition, long offset) {
  @Override
  public String toString() {
    return source + "-" + partition + "-" + offset;
  }
}
