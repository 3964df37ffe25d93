package northpost.dashboard;

/**
 * A column of a layer.
 *
 * @param type DATE, NUMBER or STRING
 */
public record Column(String id, String label, Type type, Operation operation, Format format) {
  /** What its values are. */
  public enum Type {
    DATE,
    NUMBER,
    STRING
  }

  /**
   * How a number is written.
   *
   * @param id {@code number}, {@code percent}, {@code bytes} or {@code duration}
   * @param suffix empty for none
   */
  public record Format(String id, int decimals, String suffix) {
    static final Format PLAIN = new Format("number", 2, "");
  }

  public boolean isBucket() {
    return operation instanceof Operation.Bucket;
  }
}
