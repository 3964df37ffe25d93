package northpost.scoring;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was planted and what was reported along the time of a run, as a page with one picture: a row
 * for each kind, above the planted ones, below the reported ones.
 */
public final class Timeline {
  private static final int WIDTH = 1100;
  private static final int LEFT = 170;
  private static final int RIGHT = 20;
  private static final int TOP = 30;
  private static final int ROW = 44;
  private static final int BAR = 14;
  private static final double LEAST_BAR = 2;

  private final ScenarioTruth truth;
  private final Score.Detailed score;
  private final List<ReportedAnomaly> reported;
  private final Instant from;
  private final Instant to;

  /** The timeline of a run. */
  public Timeline(ScenarioTruth truth, List<ReportedAnomaly> reported, Score.Detailed score) {
    this.truth = truth;
    this.score = score;
    this.reported = reported;
    Instant first = truth.exposure().from();
    for (PlantedAnomaly p : truth.planted()) {
      first = p.start().isBefore(first) ? p.start() : first;
    }
    from = first;
    to = truth.exposure().to();
  }

  /** A page that needs nothing beside it. */
  public String toHtml(String title) {
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>%1$s</title><style>
    body { font: 14px system-ui, sans-serif; margin: 2em; color: #222; background: #fff }
    svg { max-width: 100%%; font-size: 12px } .grid { stroke: #ddd } .row { stroke: #eee }
    .found { fill: #2a7f62 } .missed { fill: #c0392b } .harmless { fill: #bbb }
    .explained { fill: #7fb8a4 } .false { fill: #e67e22 } pre { font-size: 13px }
    </style></head><body>
    <h1>%1$s</h1>
    <p>Above: planted (green found, red missed, grey no anomaly). Below: reported (light green
    explained, orange false alarm). Times are UTC.</p>
    %2$s
    <pre>%3$s</pre>
    </body></html>
    """
        .formatted(escaped(title), svg(), escaped(ScoreTable.of(score.score())));
  }

  private String svg() {
    Set<String> kinds = new TreeSet<>();
    truth.planted().forEach(p -> kinds.add(p.kind()));
    reported.forEach(r -> kinds.add(r.kind()));
    StringBuilder svg = new StringBuilder();
    int height = TOP + ROW * kinds.size() + 10;
    svg.append(
        String.format(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"planted and reported\">%n",
            WIDTH, height));
    days(svg, height);
    int y = TOP;
    for (String kind : kinds) {
      svg.append(
          String.format(
              "<line class=\"row\" x1=\"0\" y1=\"%1$d\" x2=\"%2$d\" y2=\"%1$d\"/>"
                  + "<text x=\"4\" y=\"%3$d\">%4$s</text>%n",
              y, WIDTH, y + ROW / 2 + 4, escaped(kind)));
      for (PlantedAnomaly p : truth.planted()) {
        if (p.kind().equals(kind)) {
          bar(svg, style(p), p.start(), p.end(), y + 4, p.id());
        }
      }
      for (ReportedAnomaly r : reported) {
        if (r.kind().equals(kind)) {
          String style = score.falseAlarms().contains(r) ? "false" : "explained";
          bar(svg, style, r.start(), r.end() == null ? to : r.end(), y + 8 + BAR, told(r));
        }
      }
      y += ROW;
    }
    return svg.append("</svg>").toString();
  }

  private static String told(ReportedAnomaly r) {
    return r.sentence() == null ? r.anomalyId() : r.sentence();
  }

  private String style(PlantedAnomaly p) {
    List<ReportedAnomaly> finders = score.finders().get(p);
    return finders == null ? "harmless" : finders.isEmpty() ? "missed" : "found";
  }

  private void days(StringBuilder svg, int height) {
    long days = Math.max(1, Duration.between(from, to).toDays());
    long step = Math.max(1, days / 14);
    Instant day = from.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    for (; day.isBefore(to); day = day.plus(step, ChronoUnit.DAYS)) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%1$.1f\" y1=\"%2$d\" x2=\"%1$.1f\" y2=\"%3$d\"/>"
                  + "<text text-anchor=\"middle\" x=\"%1$.1f\" y=\"16\">%4$s</text>%n",
              x(day),
              TOP - 8,
              height,
              day.atZone(ZoneOffset.UTC).toLocalDate().toString().substring(5)));
    }
  }

  private void bar(
      StringBuilder svg, String style, Instant start, Instant end, int y, String title) {
    double width = Math.max(LEAST_BAR, x(end) - x(start));
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\">"
                + "<title>%s</title></rect>%n",
            style,
            x(start),
            y,
            width,
            BAR,
            escaped(title)));
  }

  private double x(Instant at) {
    double share =
        (double) Duration.between(from, at).toMillis() / Duration.between(from, to).toMillis();
    return LEFT + Math.max(0, Math.min(1, share)) * (WIDTH - LEFT - RIGHT);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
