package northpost.bench;

import java.util.List;
import java.util.Locale;

/** Bars of probes a second on a logarithmic scale, as an SVG document. */
public final class SearchPlot {
  private static final int LEFT = 330;
  private static final int BAR_AREA = 420;
  private static final int RIGHT = 150;
  private static final int LINE = 24;
  private static final int TOP = 46;
  private static final double COMPLETE = .999;

  private SearchPlot() {}

  /** Draws the rows of the largest size and the first limit; pale bars miss references. */
  public static String svg(List<SearchRow> rows) {
    int largest = rows.stream().mapToInt(SearchRow::references).max().orElseThrow();
    double distance = rows.get(0).distance();
    List<SearchRow> shown =
        rows.stream()
            .filter(row -> row.references() == largest && row.distance() == distance)
            .toList();
    double least = shown.stream().mapToDouble(SearchRow::qps).min().orElseThrow() / 2;
    double most = shown.stream().mapToDouble(SearchRow::qps).max().orElseThrow();
    int height = TOP + LINE * shown.size() + 30;
    int width = LEFT + BAR_AREA + RIGHT;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"13\">%n"
                + "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n"
                + "<text x=\"12\" y=\"26\" font-size=\"15\">Probes a second, %,d references of %d"
                + " dimensions within %.2f (logarithmic)</text>%n",
            width,
            height,
            width,
            height,
            largest,
            shown.get(0).dimension(),
            distance));
    for (int i = 0; i < shown.size(); i++) {
      SearchRow row = shown.get(i);
      int y = TOP + LINE * i;
      double length = BAR_AREA * Math.log(row.qps() / least) / Math.log(most / least);
      String colour =
          row.recall() < COMPLETE
              ? "#c9c9c9"
              : row.engine().startsWith("Northpost") ? "#1f5fa8" : "#6f6f6f";
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s, %d thr., %d tog., %s</text>%n"
                  + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n"
                  + "<text x=\"%.1f\" y=\"%d\">%.0f, recall %.4f</text>%n",
              LEFT - 8,
              y + 15,
              row.engine(),
              row.threads(),
              row.batch(),
              platform(row),
              LEFT,
              y + 2,
              length,
              LINE - 6,
              colour,
              LEFT + length + 6,
              y + 15,
              row.qps(),
              row.recall()));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"12\" y=\"%d\">Pale: recall below %.3f. tog.: probes searched together.</text>%n"
                + "</svg>%n",
            height - 10,
            COMPLETE));
    return svg.toString();
  }

  private static String platform(SearchRow row) {
    String first = row.java().split("[.]", 2)[0];
    return first.matches("\\d+") ? "Java " + first : first;
  }
}
