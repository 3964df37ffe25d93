package northpost.tool;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;

/** Shows a table that changes: in place on a terminal, else again every ten seconds. */
final class LiveTable implements Consumer<List<String>> {
  private static final int ELSEWHERE_EVERY = 10;

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
    table.forEach(out::println);
    out.flush();
    lines = table.size();
  }
}
