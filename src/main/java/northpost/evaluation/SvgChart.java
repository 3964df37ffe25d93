package northpost.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line or bar chart as an SVG element: two labelled axes over a plain background. */
final class SvgChart {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 400;
  private static final int LEFT = 84;
  private static final int RIGHT = 30;
  private static final int TOP = 20;
  private static final int BOTTOM = 56;

  /** Maps values of an axis to 0 to 1. */
  interface Scale {
    double position(double value);
  }

  /** A tick of an axis. */
  record Tick(double value, String label) {}

  private final StringBuilder body = new StringBuilder();
  private final Scale horizontal;
  private final Scale vertical;

  SvgChart(Scale horizontal, Scale vertical) {
    this.horizontal = horizontal;
    this.vertical = vertical;
  }

  static Scale linear(double from, double to) {
    return value -> (value - from) / (to - from);
  }

  /** Logarithmic; values below the lower end are drawn on it. */
  static Scale logarithmic(double from, double to) {
    return value -> Math.log(Math.max(value, from) / from) / Math.log(to / from);
  }

  void horizontalAxis(String label, List<Tick> ticks) {
    for (Tick tick : ticks) {
      double x = x(tick.value());
      line("grid", x, TOP, x, HEIGHT - BOTTOM);
      text("middle", x, HEIGHT - BOTTOM + 18, tick.label());
    }
    text("middle", LEFT + (WIDTH - LEFT - RIGHT) / 2.0, HEIGHT - 12, label);
  }

  void verticalAxis(String label, List<Tick> ticks) {
    for (Tick tick : ticks) {
      double y = y(tick.value());
      line("grid", LEFT, y, WIDTH - RIGHT, y);
      text("end", LEFT - 8, y + 4, tick.label());
    }
    double middle = TOP + (HEIGHT - TOP - BOTTOM) / 2.0;
    body.append(
        String.format(
            Locale.ROOT,
            "<text text-anchor=\"middle\" transform=\"translate(16 %.1f) rotate(-90)\">%s</text>%n",
            middle,
            label));
  }

  void bar(String style, double from, double to, double height, String title) {
    body.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">"
                + "<title>%s</title></rect>%n",
            style,
            x(from),
            y(height),
            x(to) - x(from),
            y(0) - y(height),
            title));
  }

  /** A dashed upright line with a label at its top. */
  void mark(double value, String label, int labelRow) {
    line("mark", x(value), TOP, x(value), HEIGHT - BOTTOM);
    text("start", x(value) + 4, TOP + 14 + 16 * labelRow, label);
  }

  void curve(String style, List<double[]> points) {
    List<String> places = new ArrayList<>();
    for (double[] point : points) {
      places.add(String.format(Locale.ROOT, "%.1f,%.1f", x(point[0]), y(point[1])));
    }
    body.append(
        String.format("<polyline class=\"%s\" points=\"%s\"/>%n", style, String.join(" ", places)));
  }

  String toSvg(String title) {
    return String.format(
        Locale.ROOT,
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n%s</svg>%n",
        WIDTH,
        HEIGHT,
        title,
        body);
  }

  private double x(double value) {
    return LEFT + horizontal.position(value) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - vertical.position(value) * (HEIGHT - TOP - BOTTOM);
  }

  private void line(String style, double x1, double y1, double x2, double y2) {
    body.append(
        String.format(
            Locale.ROOT,
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
            style,
            x1,
            y1,
            x2,
            y2));
  }

  private void text(String anchor, double x, double y, String text) {
    body.append(
        String.format(
            Locale.ROOT,
            "<text text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n",
            anchor,
            x,
            y,
            text));
  }
}
