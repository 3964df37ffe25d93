package northpost.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One HTML page without outside resources: the figures, the score distributions, the DET curve. */
public final class EvaluationReport {
  private static final double BIN = 0.02;
  private static final int BINS = (int) Math.round(1 / BIN);

  private static final String STYLE =
      """
      body { font: 16px/1.5 system-ui, sans-serif; color: #1b1f24; background: #fff;
             max-width: 800px; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
      table { border-collapse: collapse; } th, td { padding: .25rem .9rem .25rem 0; text-align: right;
             border-bottom: 1px solid #d8dee4; } th:first-child, td:first-child { text-align: left; }
      svg { width: 100%; height: auto; } svg text { font-size: 13px; fill: #3d444d; }
      .grid { stroke: #e6e9ed; } .mark { stroke: #57606a; stroke-dasharray: 5 4; }
      .mated { fill: #0a58ca; fill-opacity: .65; } .nonmated { fill: #d9730d; fill-opacity: .65; }
      .key { display: inline-block; width: .8em; height: .8em; margin: 0 .3em 0 1em; }
      .curve { fill: none; stroke: #0a58ca; stroke-width: 2; }
      .diagonal { fill: none; stroke: #9aa4af; stroke-dasharray: 2 4; }
      """;

  private EvaluationReport() {}

  public static String html(EvaluationResult result) {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>Northpost: accuracy on labelled photos</title>\n<style>\n")
        .append(STYLE)
        .append("</style></head><body>\n<h1>Accuracy on labelled photos</h1>\n");
    figures(result, page);
    page.append("<h2>Comparison scores</h2>\n");
    page.append(
        String.format(
            Locale.ROOT,
            "<p><span class=\"key\" style=\"background:#0a58ca\"></span>mated, n = %,d"
                + "<span class=\"key\" style=\"background:#d9730d\"></span>non-mated, n = %,d"
                + " (share of each, bins of %.2f; 1 is the same template)</p>%n",
            result.mated(),
            result.nonMated(),
            BIN));
    page.append(distributions(result));
    page.append("<h2>DET curve</h2>\n");
    page.append(
        String.format(
            Locale.ROOT,
            "<p>Both axes logarithmic. A rate of 0 is drawn at half of one pair (1/(2n)):"
                + " n = %,d non-mated, %,d mated.</p>%n",
            result.nonMated(),
            result.mated()));
    page.append(detCurve(result));
    failures(result, page);
    return page.append("</body></html>\n").toString();
  }

  private static void figures(EvaluationResult result, StringBuilder page) {
    page.append(
        String.format(
            Locale.ROOT,
            "<p>%,d photos, %d subjects; failure to acquire %d of %d; %,d mated and %,d non-mated"
                + " pairs compared, %,d lost to failures.</p>%n",
            result.images(),
            result.subjects(),
            result.failures().size(),
            result.images(),
            result.mated(),
            result.nonMated(),
            result.pairsLost()));
    page.append("<table><tr><th></th><th>rate</th><th>95 % interval</th><th>score at least</th>");
    page.append("<th>distance at most</th></tr>\n");
    row(
        page,
        "EER",
        result.equalErrorRate(),
        result.equalErrorInterval(),
        result.equalErrorThreshold());
    for (EvaluationResult.AtFmr at : result.atFmr()) {
      row(
          page,
          "FNMR at FMR " + at.label() + (at.resolved() ? "" : " (too few pairs)"),
          at.point().fnmr(),
          at.interval(),
          at.point().threshold());
    }
    page.append("</table>\n");
    page.append(
        String.format(
            Locale.ROOT,
            "<p>Intervals: subjects drawn with replacement. An interval of 0 to 0 means only that no"
                + " error was seen: were the pairs independent, %.2f %% of mated and %.2f %% of"
                + " non-mated pairs could still be in error. Where an FMR is marked as having too"
                + " few pairs, its threshold lies above every non-mated score.</p>%n",
            100 * EvaluationResult.upperBoundOfNone(result.mated()),
            100 * EvaluationResult.upperBoundOfNone(result.nonMated())));
  }

  private static void row(
      StringBuilder page, String name, double rate, Interval interval, double threshold) {
    page.append(
        String.format(
            Locale.ROOT,
            "<tr><td>%s</td><td>%.2f %%</td><td>%.2f to %.2f %%</td><td>%.4f</td><td>%.4f</td></tr>%n",
            name,
            100 * rate,
            100 * interval.lower(),
            100 * interval.upper(),
            threshold,
            2 * (1 - threshold)));
  }

  /** The share of the scores of one kind in each bin of 0 to 1. */
  static double[] histogram(List<ScoredPair> pairs, boolean mated) {
    double[] shares = new double[BINS];
    long count = pairs.stream().filter(pair -> pair.mated() == mated).count();
    for (ScoredPair pair : pairs) {
      if (pair.mated() == mated) {
        shares[Math.min(BINS - 1, (int) (pair.score() * BINS))] += 1.0 / count;
      }
    }
    return shares;
  }

  private static String distributions(EvaluationResult result) {
    double[] mated = histogram(result.pairs(), true);
    double[] nonMated = histogram(result.pairs(), false);
    double highest = 0;
    for (int i = 0; i < BINS; i++) {
      highest = Math.max(highest, Math.max(mated[i], nonMated[i]));
    }
    double top = Math.ceil(highest * 10) / 10;
    double least = result.pairs().stream().mapToDouble(ScoredPair::score).min().orElse(0);
    int firstTenth = (int) Math.min(9, Math.floor(10 * least));
    SvgChart chart = new SvgChart(SvgChart.linear(firstTenth / 10.0, 1), SvgChart.linear(0, top));
    List<SvgChart.Tick> scores = new ArrayList<>();
    for (int i = firstTenth; i <= 10; i++) {
      scores.add(new SvgChart.Tick(i / 10.0, String.format(Locale.ROOT, "%.1f", i / 10.0)));
    }
    List<SvgChart.Tick> shares = new ArrayList<>();
    for (int i = 0; i <= 5; i++) {
      shares.add(
          new SvgChart.Tick(top * i / 5, String.format(Locale.ROOT, "%.0f %%", 20 * top * i)));
    }
    chart.horizontalAxis("comparison score (higher is closer)", scores);
    chart.verticalAxis("share of pairs", shares);
    bars(chart, "nonmated", nonMated);
    bars(chart, "mated", mated);
    chart.mark(result.equalErrorThreshold(), "EER", 0);
    int row = 1;
    for (EvaluationResult.AtFmr at : result.atFmr()) {
      chart.mark(at.point().threshold(), "FMR " + at.label(), row++);
    }
    return chart.toSvg("Distributions of the comparison scores");
  }

  private static void bars(SvgChart chart, String style, double[] shares) {
    for (int i = 0; i < shares.length; i++) {
      if (shares[i] > 0) {
        chart.bar(
            style,
            i * BIN,
            (i + 1) * BIN,
            shares[i],
            String.format(
                Locale.ROOT, "%.2f to %.2f: %.2f %%", i * BIN, (i + 1) * BIN, 100 * shares[i]));
      }
    }
  }

  private static String detCurve(EvaluationResult result) {
    double lowestFmr = 0.5 / result.nonMated();
    double lowestFnmr = 0.5 / result.mated();
    SvgChart chart =
        new SvgChart(SvgChart.logarithmic(lowestFmr, 1), SvgChart.logarithmic(lowestFnmr, 1));
    chart.horizontalAxis("FMR: non-mated pairs that match", decades(lowestFmr));
    chart.verticalAxis("FNMR: mated pairs that do not", decades(lowestFnmr));
    double both = Math.max(lowestFmr, lowestFnmr);
    chart.curve("diagonal", List.of(new double[] {both, both}, new double[] {1, 1}));
    List<double[]> points = new ArrayList<>();
    OperatingPoint last = null;
    for (OperatingPoint point : result.rates().points()) {
      if (last != null) {
        points.add(new double[] {point.fmr(), last.fnmr()}); // steps, as errors come one by one
      }
      points.add(new double[] {point.fmr(), point.fnmr()});
      last = point;
    }
    chart.curve("curve", points);
    return chart.toSvg("DET curve");
  }

  private static List<SvgChart.Tick> decades(double lowest) {
    List<SvgChart.Tick> ticks = new ArrayList<>();
    for (double value = 1; value >= lowest; value /= 10) {
      ticks.add(new SvgChart.Tick(value, percent(value)));
    }
    return ticks;
  }

  private static String percent(double value) {
    double percent = 100 * value;
    return (percent >= 1
            ? String.format(Locale.ROOT, "%.0f", percent)
            : String.format(Locale.ROOT, "%.4f", percent).replaceAll("0+$", ""))
        + " %";
  }

  private static void failures(EvaluationResult result, StringBuilder page) {
    if (result.failures().isEmpty()) {
      return;
    }
    page.append("<h2>Failures to acquire</h2>\n<ul>\n");
    for (EvaluationResult.Failure failure : result.failures()) {
      page.append(
          String.format(
              "<li>%s: %s, %s</li>%n",
              escaped(failure.file()), failure.cause(), escaped(failure.message())));
    }
    page.append("</ul>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
