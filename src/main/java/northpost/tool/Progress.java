package northpost.tool;

import java.io.PrintWriter;
import java.util.function.Consumer;

/** Prints progress lines with the seconds since the start. */
final class Progress implements Consumer<String> {
  private static final int WIDTH = 100;
  private static final String INDENT = " ".repeat(10);

  private final PrintWriter out;
  private final long started = System.nanoTime();

  Progress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void accept(String text) {
    out.printf("%6.1f s  ", (System.nanoTime() - started) / 1e9);
    out.println(wrapped(text));
    out.flush();
  }

  /** Long text over several lines, broken between words. */
  private static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ")) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        lines.append(System.lineSeparator()).append(INDENT);
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
