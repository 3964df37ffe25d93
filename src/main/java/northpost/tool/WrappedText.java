package northpost.tool;

/** Long text over several lines, broken between words. */
final class WrappedText {
  private static final int WIDTH = 100;

  private WrappedText() {}

  /**
   * @param indent spaces before each line but the first
   */
  static String of(String text, int indent) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ")) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        lines.append(System.lineSeparator()).append(" ".repeat(indent));
        column = 0;
      } else if (column > 0) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.toString();
  }
}
