package northpost.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures engines on the same data, in turns: each round asks every engine for a short while, so
 * that whatever else the machine does disturbs all of them alike. The first engine is the
 * yardstick.
 */
public final class Contest {
  /** The first round is so much longer, for the compiler to have done its last. */
  private static final int WARM_UP = 10;

  private final int references;
  private final int dimension;
  private final float[][] probes;
  private final List<Entrant> entrants;
  private final int rounds;
  private final long roundNanos;
  private final Consumer<String> progress;

  /**
   * An engine with what it cost to set up.
   *
   * @param checkedProbes how many probes its answers are compared for
   * @param buildSeconds −1 when not measured
   * @param updateMicroseconds −1 when not measured
   */
  public record Entrant(
      SearchEngine engine, int checkedProbes, double buildSeconds, double updateMicroseconds) {}

  public Contest(
      SearchData data,
      List<Entrant> entrants,
      int rounds,
      long roundNanos,
      Consumer<String> progress) {
    this(
        data.references(), data.dimension(), data.probes(), entrants, rounds, roundNanos, progress);
  }

  Contest(
      int references,
      int dimension,
      float[][] probes,
      List<Entrant> entrants,
      int rounds,
      long roundNanos,
      Consumer<String> progress) {
    this.references = references;
    this.dimension = dimension;
    this.probes = probes;
    this.entrants = List.copyOf(entrants);
    this.rounds = rounds;
    this.roundNanos = roundNanos;
    this.progress = progress;
  }

  /** Rows of all engines, for one limit and number of threads. */
  public List<SearchRow> run(double distance, int threads, Answers truth) {
    double limit = distance * distance;
    Map<Entrant, List<Speed>> speeds = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (Entrant entrant : entrants) {
        long nanos = round == 0 ? WARM_UP * roundNanos : roundNanos;
        Speed speed = Speed.of(entrant.engine(), probes, limit, threads, nanos);
        if (round > 0) {
          speeds.computeIfAbsent(entrant, e -> new ArrayList<>()).add(speed);
        }
      }
      progress.accept("round " + round + " of " + rounds + ", distance " + distance);
    }
    Speed yardstick = Speed.median(speeds.get(entrants.get(0)));
    List<SearchRow> rows = new ArrayList<>();
    for (Entrant entrant : entrants) {
      Speed speed = Speed.median(speeds.get(entrant));
      rows.add(row(entrant, distance, threads, truth, speed, yardstick));
    }
    return rows;
  }

  private SearchRow row(
      Entrant entrant, double distance, int threads, Answers truth, Speed speed, Speed yardstick) {
    SearchEngine engine = entrant.engine();
    int checked = Math.min(entrant.checkedProbes(), truth.probes());
    float[][] some = java.util.Arrays.copyOf(probes, checked);
    Answers.Comparison comparison = Answers.of(engine, some, distance * distance).against(truth);
    return new SearchRow(
        engine.name(),
        references,
        dimension,
        engine.batch(),
        threads,
        speed.wall(),
        comparison.recall(),
        comparison.differences(),
        comparison.probes(),
        distance,
        (double) truth.found(truth.probes()) / truth.probes() / references,
        speed.cpu(),
        speed.wall() / yardstick.wall(),
        speed.cpu() / yardstick.cpu(),
        engine.bytesPerReference(),
        entrant.buildSeconds(),
        entrant.updateMicroseconds(),
        System.getProperty("java.version"));
  }
}
