package northpost.bench;

/**
 * What two runs over the same input have in common of a line of JSON: all but the times at which
 * something was done, and how long it took.
 */
final class Deterministic {
  private static final String[] TIMES = {"decidedAt", "rejectedAt", "Latency", "latencies"};

  private Deterministic() {}

  /** The line without fields whose name contains one of the times. */
  static String part(String line) {
    String left = line;
    for (String name : TIMES) {
      left = without(left, name);
    }
    return left;
  }

  private static String without(String line, String name) {
    int at = line.indexOf(name);
    if (at < 0) {
      return line;
    }
    StringBuilder kept = new StringBuilder(line.length());
    int from = 0;
    while (at >= 0) {
      int nameStart = line.lastIndexOf('"', at);
      int nameEnd = line.indexOf('"', at);
      boolean isName =
          nameStart > 0 && nameEnd > 0 && line.startsWith("\":", nameEnd) && nameStart >= from;
      int next = nameEnd;
      if (isName) {
        kept.append(line, from, nameStart);
        next = endOfValue(line, nameEnd + 2);
        from = line.charAt(next) == ',' ? next + 1 : next;
      }
      at = line.indexOf(name, Math.max(next, at + 1));
    }
    return kept.append(line, from, line.length()).toString();
  }

  /** Past a number, or a text without quotes in it. */
  private static int endOfValue(String line, int start) {
    if (line.charAt(start) == '"') {
      return line.indexOf('"', start + 1) + 1;
    }
    int end = start;
    while (line.charAt(end) != ',' && line.charAt(end) != '}') {
      end++;
    }
    return end;
  }
}
