package northpost.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import northpost.search.ExactIndex;
import northpost.synthetic.FaceLikeVectors;

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
  private static final int DRAWN_AT_A_TIME = 8192;

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
    if (task.lean()) {
      measureLean(task);
    } else {
      measureAll(task);
    }
  }

  private static void measureAll(SearchTask task) throws IOException {
    SearchData data =
        SearchData.draw(task.references(), task.dimension(), task.checkedProbes(), SEED);
    say(task, "drawn " + data.references() + " references, " + data.probes().length + " probes");
    if (task.writeData()) {
      data.write(Path.of(task.directory()));
    }
    List<Contest.Entrant> entrants = new ArrayList<>();
    entrants.add(new Contest.Entrant(new RowLoop(data), ofLoop(task), -1, -1));
    ColumnScan truthful = new ColumnScan(data, TOGETHER);
    entrants.add(new Contest.Entrant(truthful, ofLoop(task), -1, -1));
    ExactIndex main = new ExactIndex(task.dimension());
    for (ExactIndex index : List.of(main, ExactIndex.inPlainJava(task.dimension()))) {
      double seconds = build(index, data);
      entrants.addAll(ours(task, index, seconds, update(task, index, data::reference)));
    }
    contest(task, data.probes(), entrants, main, truthful);
  }

  /** With the vectors of the index as the only copy: the others read them there. */
  private static void measureLean(SearchTask task) throws IOException {
    FaceLikeVectors drawn = new FaceLikeVectors(task.dimension(), SEED);
    float[][] probes = SearchData.probes(drawn, task.references(), task.checkedProbes());
    ExactIndex index = new ExactIndex(task.dimension());
    double seconds = build(task, index, drawn);
    VectorRows rows = VectorRows.of(index);
    requireAsDrawn(rows, drawn);
    List<Contest.Entrant> entrants = new ArrayList<>();
    entrants.add(new Contest.Entrant(new RowLoop(rows), ofLoop(task), -1, -1));
    entrants.addAll(ours(task, index, seconds, update(task, index, rows::reference)));
    contest(task, probes, entrants, index, new RowScan(rows));
  }

  /** The truth reads the vectors where the index keeps them, so they must be what was drawn. */
  private static void requireAsDrawn(VectorRows rows, FaceLikeVectors drawn) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int n : random.ints(UPDATES, 0, rows.references()).toArray()) {
      if (!Arrays.equals(rows.reference(n), drawn.vector(n, 0))) {
        throw new IllegalStateException(
            "vector of reference " + n + " in the index: expected the one that was added");
      }
    }
  }

  private static List<Contest.Entrant> ours(
      SearchTask task, ExactIndex index, double buildSeconds, double updateMicroseconds) {
    say(task, "built " + index.kernel() + " in " + buildSeconds + " s of processor time");
    List<Contest.Entrant> entrants = new ArrayList<>();
    for (int batch : new int[] {1, TOGETHER}) {
      entrants.add(
          new Contest.Entrant(
              new IndexEngine(index, batch),
              task.checkedProbes(),
              buildSeconds,
              updateMicroseconds));
    }
    return entrants;
  }

  private static int ofLoop(SearchTask task) {
    return (int)
        Math.max(8, Math.min(task.checkedProbes(), COMPARISONS_OF_THE_LOOP / task.references()));
  }

  private static void contest(
      SearchTask task,
      float[][] probes,
      List<Contest.Entrant> entrants,
      ExactIndex index,
      SearchEngine truthful)
      throws IOException {
    SearchEngine mainEngine = new IndexEngine(index, TOGETHER);
    ObjectMapper mapper = new ObjectMapper();
    Contest contest =
        new Contest(
            task.references(),
            task.dimension(),
            probes,
            entrants,
            task.rounds(),
            task.roundNanos(),
            message -> say(task, message));
    float[][] first = Arrays.copyOf(probes, Math.min(atATime(task), probes.length));
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
            comparison = compareAll(task, probes, mainEngine, truthful, distance);
          }
          System.out.println(mapper.writeValueAsString(main ? row.checked(comparison) : row));
        }
      }
    }
  }

  /** Our engine against brute force, over all probes, some at a time. */
  private static Answers.Comparison compareAll(
      SearchTask task,
      float[][] probes,
      SearchEngine engine,
      SearchEngine truthful,
      double distance) {
    double limit = distance * distance;
    Answers.Comparison sum = new Answers.Comparison(0, 0, 0, 0);
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

  /** Adds what is drawn, some at a time, so that no second copy is ever held. */
  private static double build(SearchTask task, ExactIndex index, FaceLikeVectors drawn) {
    long nanos = 0;
    for (int from = 0; from < task.references(); from += DRAWN_AT_A_TIME) {
      float[][] some = new float[Math.min(DRAWN_AT_A_TIME, task.references() - from)][];
      for (int n = 0; n < some.length; n++) {
        some[n] = drawn.vector(from + n, 0);
      }
      long started = Speed.cpuNanos();
      for (float[] vector : some) {
        index.addInBulk(vector);
      }
      nanos += Speed.cpuNanos() - started;
    }
    say(task, "drawn " + index.size() + " references");
    long started = Speed.cpuNanos();
    index.learn();
    return (nanos + Speed.cpuNanos() - started) / 1e9;
  }

  private static double update(SearchTask task, ExactIndex index, IntFunction<float[]> reference) {
    SplittableRandom random = new SplittableRandom(SEED);
    int[] slots = random.ints(UPDATES, 0, task.references()).toArray();
    long started = Speed.cpuNanos();
    for (int slot : slots) {
      index.replace(slot, reference.apply(slot));
    }
    return (Speed.cpuNanos() - started) / 1e3 / UPDATES;
  }

  private static void say(SearchTask task, String message) {
    System.err.println(task.references() + " references: " + message);
  }
}
