package northpost.suite;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import northpost.scoring.Score;
import northpost.scoring.ScoreTable;
import northpost.wire.json.JsonLine;

/** The runs of a suite, and the score of all of them together. */
public record SuiteReport(List<ScenarioRun> runs) {
  public SuiteReport {
    runs =
        runs.stream()
            .sorted(Comparator.comparing(ScenarioRun::scenario).thenComparing(ScenarioRun::seed))
            .toList();
  }

  SuiteReport with(ScenarioRun run) {
    List<ScenarioRun> all = new ArrayList<>(runs);
    all.add(run);
    return new SuiteReport(all);
  }

  public Score score() {
    return runs.stream().map(ScenarioRun::score).reduce(Score.NOTHING, Score::plus);
  }

  /** Kinds whose recall or precision is lower, each as a sentence with the numbers; in order. */
  public List<String> below(double least) {
    List<String> below = new ArrayList<>();
    score()
        .kinds()
        .forEach(
            (kind, score) -> {
              if (score.recall() != null && score.recall() < least) {
                below.add(
                    sentence(kind, "recall", score.found(), score.planted() + " planted", least));
              }
              if (score.precision() != null && score.precision() < least) {
                below.add(
                    sentence(
                        kind,
                        "precision",
                        score.explained(),
                        score.reported() + " reported",
                        least));
              }
            });
    return below;
  }

  private static String sentence(String kind, String figure, int part, String of, double least) {
    return String.format(
        Locale.ROOT, "%s: %s %d of %s, expected %.2f or more", kind, figure, part, of, least);
  }

  /** The score's fields, and the runs beside them. */
  public String toJson() {
    return score()
        .toJson()
        .putObjects("runs", runs.stream().map(SuiteReport::json).toList())
        .toString();
  }

  private static JsonLine json(ScenarioRun run) {
    return new JsonLine()
        .put("scenario", run.scenario())
        .put("seed", run.seed())
        .put("captures", run.captures())
        .put("decisions", run.decisions())
        .put("seconds", Math.round(10 * run.seconds()) / 10.0)
        .putObject("score", run.score().toJson());
  }

  public String toText() {
    StringBuilder text = new StringBuilder();
    runs.forEach(run -> text.append(line(run)).append(System.lineSeparator()));
    return text.append(System.lineSeparator()).append(ScoreTable.of(score())).toString();
  }

  static String line(ScenarioRun run) {
    var total = run.score().total();
    return String.format(
        Locale.ROOT,
        "%-24s seed %d: %d captures in %.0f s; %d of %d found, %d of %d reported explained",
        run.scenario(),
        run.seed(),
        run.captures(),
        run.seconds(),
        total.found(),
        total.planted(),
        total.explained(),
        total.reported());
  }
}
