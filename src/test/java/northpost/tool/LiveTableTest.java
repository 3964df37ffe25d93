package northpost.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveTableTest {
  private final StringWriter out = new StringWriter();

  @Test
  void drawsInPlaceOnATerminalAndNeverWraps() {
    LiveTable table = new LiveTable(new PrintWriter(out), true);
    table.accept(List.of("a", "b"));
    table.accept(List.of("c", "d"));

    assertThat(out.toString().lines().toList())
        .containsExactly(
            "\u001b[?7la", "b", "\u001b[?7h\u001b[2A\u001b[J\u001b[?7lc", "d", "\u001b[?7h");
  }

  @Test
  void printsEveryTenthTableElsewhere() {
    LiveTable table = new LiveTable(new PrintWriter(out), false);
    for (int i = 0; i < 11; i++) {
      table.accept(List.of("table " + i));
    }

    assertThat(out.toString().lines().toList()).containsExactly("table 0", "table 10");
  }
}
