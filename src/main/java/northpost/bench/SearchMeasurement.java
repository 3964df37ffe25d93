package northpost.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import northpost.search.ExactIndex;

/** Our engine and brute force, in a process of its own: prints one row as JSON a line. */
public final class SearchMeasurement {
  private static final long SEED = 20_261_124L;
  private static final int TOGETHER = 32;
  private static final int CHECKED_OF_PEERS = 256;

  /** Every engine is compared for so many probes at most; ours, in batches, for all. */
  private static final int CHECKED_OF_ALL = 1000;

  /** Fewer probes at a time in large galleries, or their answers would not fit into the heap. */
  private static final long COMPARISONS_AT_A_TIME = 200_000_000L;

  private static final int UPDATES = 2000;

  /** The plain loop takes a tenth of a second a probe, so fewer of its answers are compared. */
  private static final long COMPARISONS_OF_THE_LOOP = 32_000_000L;

  private SearchMeasurement() {}

  /**
   * Measures.
   *
   * @param arguments a {@link SearchTask} as {@link SearchTask#arguments} gives it
   */
  public static void main(String[] arguments) throws IOException {
    SearchTask task = SearchTask.parse(arguments);
    SearchData data =
        SearchData.draw(task.references(), task.dimension(), task.checkedProbes(), SEED);
    say(task, "drawn " + data.references() + " references, " + data.probes().length + " probes");
    if (task.writeData()) {
      data.write(Path.of(task.directory()));
    }
    List<Contest.Entrant> entrants = new ArrayList<>();
    int ofLoop =
        (int)
            Math.max(
                8, Math.min(data.probes().length, COMPARISONS_OF_THE_LOOP / task.references()));
    entrants.add(new Contest.Entrant(new RowLoop(data), ofLoop, -1, -1));
    ColumnScan truthful = new ColumnScan(data, TOGETHER);
    entrants.add(new Contest.Entrant(truthful, ofLoop, -1, -1));
    List<ExactIndex> indexes = new ArrayList<>();
    indexes.add(new ExactIndex(task.dimension()));
    if (task.alsoPlainKernel()) {
      indexes.add(ExactIndex.inPlainJava(task.dimension()));
    }
    SearchEngine mainEngine = new IndexEngine(indexes.get(0), TOGETHER);
    for (ExactIndex index : indexes) {
      double seconds = build(index, data);
      double update = update(index, data);
      say(task, "built " + index.kernel() + " in " + seconds + " s of processor time");
      for (int batch : new int[] {1, TOGETHER}) {
        entrants.add(
            new Contest.Entrant(
                new IndexEngine(index, batch), data.probes().length, seconds, update));
      }
    }
    ObjectMapper mapper = new ObjectMapper();
    Contest contest =
        new Contest(
            data, entrants, task.rounds(), task.roundNanos(), message -> say(task, message));
    float[][] first = Arrays.copyOf(data.probes(), Math.min(atATime(task), data.probes().length));
    for (double distance : task.distances()) {
      Answers truth = Answers.of(truthful, first, distance * distance);
      say(task, "brute force of " + truth.probes() + " probes done, distance " + distance);
      if (task.writeData()) {
        truth.write(Path.of(task.directory()), distance, CHECKED_OF_PEERS);
      }
      Answers.Comparison comparison = null;
      for (int threads : task.threads()) {
        for (SearchRow row : contest.run(distance, threads, truth)) {
          boolean main = row.engine().equals(mainEngine.name()) && row.batch() == TOGETHER;
          if (main && comparison == null) {
            comparison = compareAll(task, data, mainEngine, truthful, distance);
          }
          System.out.println(mapper.writeValueAsString(main ? row.checked(comparison) : row));
        }
      }
    }
  }

  /** Our engine against brute force, over all probes, some at a time. */
  private static Answers.Comparison compareAll(
      SearchTask task,
      SearchData data,
      SearchEngine engine,
      SearchEngine truthful,
      double distance) {
    double limit = distance * distance;
    Answers.Comparison sum = new Answers.Comparison(0, 0, 0, 0);
    float[][] probes = data.probes();
    for (int from = 0; from < probes.length; from += atATime(task)) {
      float[][] some =
          Arrays.copyOfRange(probes, from, Math.min(probes.length, from + atATime(task)));
      sum = sum.plus(Answers.of(engine, some, limit).against(Answers.of(truthful, some, limit)));
      if (probes.length > atATime(task)) {
        say(
            task,
            sum.probes()
                + " of "
                + probes.length
                + " probes compared, differences "
                + sum.differences());
      }
    }
    return sum;
  }

  private static int atATime(SearchTask task) {
    return (int)
        Math.max(TOGETHER, Math.min(CHECKED_OF_ALL, COMPARISONS_AT_A_TIME / task.references()));
  }

  private static double build(ExactIndex index, SearchData data) {
    long started = Speed.cpuNanos();
    for (int n = 0; n < data.references(); n++) {
      index.add(data.reference(n));
    }
    index.learn();
    return (Speed.cpuNanos() - started) / 1e9;
  }

  private static double update(ExactIndex index, SearchData data) {
    SplittableRandom random = new SplittableRandom(SEED);
    int[] slots = random.ints(UPDATES, 0, data.references()).toArray();
    long started = Speed.cpuNanos();
    for (int slot : slots) {
      index.replace(slot, data.reference(slot));
    }
    return (Speed.cpuNanos() - started) / 1e3 / UPDATES;
  }

  private static void say(SearchTask task, String message) {
    System.err.println(task.references() + " references: " + message);
  }
}
