package northpost.bench;

import java.util.List;
import java.util.Locale;

/** State at each checkpoint of each replay over the days, as an SVG document. */
public final class YearPlot {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 340;
  private static final int LEFT = 70;
  private static final int RIGHT = 20;
  private static final int TOP = 46;
  private static final int BOTTOM = 50;
  private static final String[] COLOURS = {"#1f5fa8", "#c05a1c", "#3a8a4d", "#7a4fa0"};

  private YearPlot() {}

  /** Draws the state of all operators, gallery included. */
  public static String svg(YearReport report) {
    double days = report.days();
    double most =
        report.runs().stream()
            .flatMap(run -> run.samples().stream())
            .mapToDouble(YearReport.Sample::stateBytes)
            .max()
            .orElse(1);
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
            + " font-family=\"sans-serif\" font-size=\"13\">",
        WIDTH,
        HEIGHT);
    add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT);
    add(
        svg,
        "<text x=\"12\" y=\"26\" font-size=\"15\">State at each checkpoint of the replay, MB, by"
            + " day of event time</text>");
    for (int i = 0; i <= 4; i++) {
      double value = most * i / 4;
      add(
          svg,
          "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#d9d9d9\"/>"
              + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f</text>",
          LEFT,
          y(value, most),
          WIDTH - RIGHT,
          y(value, most),
          LEFT - 8,
          y(value, most) + 4,
          value / 1e6);
      add(
          svg,
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.0f</text>",
          x(days * i / 4, days),
          HEIGHT - BOTTOM + 20,
          days * i / 4);
    }
    List<YearReport.Run> runs = report.runs();
    for (int i = 0; i < runs.size(); i++) {
      run(svg, runs.get(i), COLOURS[i % COLOURS.length], i, days, most);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void run(
      StringBuilder svg, YearReport.Run run, String colour, int number, double days, double most) {
    StringBuilder points = new StringBuilder();
    for (YearReport.Sample sample : run.samples()) {
      points.append(
          String.format(
              Locale.ROOT, "%.1f,%.1f ", x(sample.day(), days), y(sample.stateBytes(), most)));
    }
    add(
        svg,
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>",
        points.toString().trim(),
        colour);
    add(
        svg,
        "<text x=\"%d\" y=\"%d\" fill=\"%s\">parallelism %d, %s, %,.0f captures/s</text>",
        LEFT + 230 * number,
        HEIGHT - 10,
        colour,
        run.parallelism(),
        run.backend(),
        run.perSecond());
  }

  private static double x(double day, double days) {
    return LEFT + (WIDTH - LEFT - RIGHT) * day / days;
  }

  private static double y(double bytes, double most) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * bytes / most;
  }

  private static void add(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format + "%n", values));
  }
}
