package northpost.tool;

import java.io.PrintWriter;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Prints progress lines with the seconds since the start. */
final class Progress implements Consumer<String> {
  /** Up to so many characters, then the space to break at. */
  private static final Pattern WRAP = Pattern.compile("(.{1,100}) (?=.{20})");

  private final PrintWriter out;
  private final long started = System.nanoTime();

  Progress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void accept(String text) {
    String indented = WRAP.matcher(text).replaceAll("$1%n" + " ".repeat(10)).trim();
    out.printf("%6.1f s  ", (System.nanoTime() - started) / 1e9);
    out.println(indented.replace("%n", System.lineSeparator()));
    out.flush();
  }
}
