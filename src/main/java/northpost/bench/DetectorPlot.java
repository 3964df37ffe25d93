package northpost.bench;

import java.util.List;
import java.util.Locale;

/** Time to find a change against its size, one panel for each kind, as an SVG document. */
public final class DetectorPlot {
  private static final int WIDTH = 300;
  private static final int HEIGHT = 190;
  private static final int COLUMNS = 3;
  private static final int LEFT = 46;
  private static final int TOP = 34;
  private static final int BOTTOM = 46;
  private static final double MOST_MINUTES = 1440;

  private DetectorPlot() {}

  /** Draws medians as a line and the nine in ten as pale points; not found is at the top. */
  public static String svg(List<DetectorRow> rows) {
    List<String> kinds = rows.stream().map(DetectorRow::kind).distinct().toList();
    int lines = (kinds.size() + COLUMNS - 1) / COLUMNS;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"11\">%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
            COLUMNS * WIDTH,
            lines * HEIGHT));
    for (int i = 0; i < kinds.size(); i++) {
      String kind = kinds.get(i);
      svg.append(
          String.format(
              "<g transform=\"translate(%d %d)\">%n", i % COLUMNS * WIDTH, i / COLUMNS * HEIGHT));
      panel(svg, kind, rows.stream().filter(row -> row.kind().equals(kind)).toList());
      svg.append("</g>\n");
    }
    return svg.append("</svg>\n").toString();
  }

  private static void panel(StringBuilder svg, String kind, List<DetectorRow> rows) {
    text(svg, LEFT, 16, "start", kind + ": minutes to find", 13);
    text(svg, LEFT, HEIGHT - 8, "start", rows.get(0).change(), 10);
    for (double minutes : new double[] {1, 10, 100, 1000}) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
              LEFT,
              y(minutes),
              WIDTH - 14,
              y(minutes)));
      text(svg, LEFT - 5, y(minutes) + 4, "end", String.valueOf((int) minutes), 10);
    }
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      DetectorRow row = rows.get(i);
      double x = LEFT + 24 + i * (WIDTH - LEFT - 60.0) / Math.max(1, rows.size() - 1);
      text(svg, x, HEIGHT - BOTTOM + 14, "middle", number(row.size()), 10);
      boolean half = row.found() * 2 >= row.runs() && row.medianMinutes() >= 0;
      double median = y(half ? row.medianMinutes() : MOST_MINUTES);
      double most = y(row.longMinutes() >= 0 ? row.longMinutes() : MOST_MINUTES);
      line.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, median));
      circle(svg, x, most, "#b9cde6");
      circle(svg, x, median, half ? "#1f5fa8" : "#c0392b");
    }
    svg.append(
        String.format(
            "<polyline points=\"%s\" fill=\"none\" stroke=\"#1f5fa8\"/>%n",
            line.toString().strip()));
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%s", value);
  }

  private static double y(double minutes) {
    double share = Math.log(Math.max(1, minutes)) / Math.log(MOST_MINUTES);
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
  }

  private static void circle(StringBuilder svg, double x, double y, String colour) {
    svg.append(
        String.format(
            Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>%n", x, y, colour));
  }

  private static void text(
      StringBuilder svg, double x, double y, String anchor, String text, int size) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\">%s</text>%n",
            x,
            y,
            anchor,
            size,
            text));
  }
}
