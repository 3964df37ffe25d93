package northpost.sink;

import java.util.List;

/**
 * What was found of one object in the cluster.
 *
 * @param kind e.g. {@code index template}
 * @param differences one line each: path, got, expected
 */
public record ObjectReport(String kind, String name, State state, List<String> differences) {
  /** How the cluster's object compares with ours. */
  public enum State {
    MISSING,
    DIFFERENT,
    SAME,
    /** This server has no such objects at all. */
    UNSUPPORTED
  }
}
