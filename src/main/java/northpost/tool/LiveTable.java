package northpost.tool;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;

/** Shows a table that changes: in place on a terminal, else again every ten seconds. */
final class LiveTable implements Consumer<List<String>> {
  private static final int ELSEWHERE_EVERY = 10;
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";

  private final PrintWriter out;
  private final boolean terminal;
  private int shown;
  private int lines;

  LiveTable(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void accept(List<String> table) {
    boolean due = terminal || shown % ELSEWHERE_EVERY == 0;
    shown++;
    if (!due) {
      return;
    }
    if (terminal && lines > 0) {
      out.print("\u001b[" + lines + "A\u001b[J");
    }
    // A line that wrapped would take two, and the next table would not land on this one.
    out.print(terminal ? NO_WRAP : "");
    table.forEach(out::println);
    out.print(terminal ? WRAP : "");
    out.flush();
    lines = table.size();
  }
}
