package northpost.tool;

import java.io.PrintWriter;
import java.util.function.Consumer;

/** Prints progress lines with the seconds since the start. */
final class Progress implements Consumer<String> {
  private static final int INDENT = 10;

  private final PrintWriter out;
  private final long started = System.nanoTime();

  Progress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void accept(String text) {
    out.printf("%6.1f s  ", (System.nanoTime() - started) / 1e9);
    out.println(WrappedText.of(text, INDENT));
    out.flush();
  }
}
