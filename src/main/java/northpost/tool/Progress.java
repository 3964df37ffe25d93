package northpost.tool;

import java.io.PrintWriter;
import java.util.function.Consumer;

/** Prints progress lines with the seconds since the start. */
final class Progress implements Consumer<String> {
  private final PrintWriter out;
  private final long started = System.nanoTime();

  Progress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void accept(String text) {
    out.printf("%6.1f s  %s%n", (System.nanoTime() - started) / 1e9, text);
    out.flush();
  }
}
