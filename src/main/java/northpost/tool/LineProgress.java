package northpost.tool;

import java.io.PrintWriter;

/** Prints how far long work is, a line for each tenth. */
final class LineProgress {
  private final PrintWriter out;
  private final String what;
  private int lastTenth = -1;

  LineProgress(PrintWriter out, String what) {
    this.out = out;
    this.what = what;
  }

  void done(int count, int total) {
    int tenth = total == 0 ? 10 : (int) (10L * count / total);
    if (tenth > lastTenth) {
      lastTenth = tenth;
      out.println(count + " of " + total + " " + what);
      out.flush();
    }
  }
}
