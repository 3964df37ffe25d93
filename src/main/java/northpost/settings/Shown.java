package northpost.settings;

/** Values as a line of a message may show them. */
final class Shown {
  private static final int LONGEST = 120;

  private Shown() {}

  /** Without control characters, and not too long. */
  static String text(String text) {
    if (text.isEmpty()) {
      return "an empty text";
    }
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
