package northpost.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import northpost.dashboard.Column;
import northpost.dashboard.PanelData.DataColumn;

/** Numbers as the page writes them, against the values they are of. */
final class ShownNumbers {
  /** Written as a span of time, such as 5 min. */
  private static final double LONG_MILLIS = 60_000;

  private ShownNumbers() {}

  /**
   * Compares a row.
   *
   * @param shown a text for each column
   * @return how many numbers there were
   */
  static int compare(
      String panel, List<DataColumn> columns, List<Object> values, List<String> shown) {
    assertThat(shown).as(panel).hasSameSizeAs(columns);
    int compared = 0;
    for (int i = 0; i < columns.size(); i++) {
      if (!(values.get(i) instanceof Double value)) {
        continue;
      }
      Column.Format format = columns.get(i).format();
      boolean span = format.suffix().strip().equals("ms") && value >= LONG_MILLIS;
      if (span || format.id().equals("duration") || format.id().equals("bytes")) {
        continue;
      }
      double factor = format.id().equals("percent") ? 100 : 1;
      assertThat(number(shown.get(i), format.suffix()))
          .as("%s, %s: %s", panel, columns.get(i).label(), value)
          .isCloseTo(
              factor * value,
              org.assertj.core.data.Offset.offset(0.5001 * Math.pow(10, -format.decimals())));
      compared++;
    }
    return compared;
  }

  private static double number(String text, String suffix) {
    String bare = text.replace(",", "").replace("%", "").strip();
    String unit = suffix.strip();
    if (!unit.isEmpty() && bare.endsWith(unit)) {
      bare = bare.substring(0, bare.length() - unit.length()).strip();
    }
    return Double.parseDouble(bare);
  }
}
