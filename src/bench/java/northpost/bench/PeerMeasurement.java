package northpost.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One library of others, in a process of its own, on the data that {@link SearchMeasurement} wrote:
 * prints one row as JSON a line, the plain loop first.
 */
public final class PeerMeasurement {
  private static final int CHECKED = 256;
  private static final int CHECKED_OF_LOOP = 8;
  private static final int TOGETHER = 32;

  private PeerMeasurement() {}

  /** Takes the class of a {@link Peer}, then a {@link SearchTask}. */
  public static void main(String[] arguments) throws IOException {
    SearchTask task = SearchTask.parse(Arrays.copyOfRange(arguments, 1, arguments.length));
    Path directory = Path.of(task.directory());
    SearchData data = SearchData.read(directory, task.dimension());
    ObjectMapper mapper = new ObjectMapper();
    float[][] probes = Arrays.copyOf(data.probes(), Math.min(CHECKED, data.probes().length));
    List<Contest.Entrant> entrants = new ArrayList<>();
    entrants.add(new Contest.Entrant(new RowLoop(data), CHECKED_OF_LOOP, -1, -1));
    entrants.addAll(peer(arguments[0], data, directory));
    ColumnScan truthful = new ColumnScan(data, TOGETHER);
    List<Answers> truths = new ArrayList<>();
    for (double distance : task.distances()) {
      truths.add(Answers.of(truthful, probes, distance * distance));
    }
    Contest contest =
        new Contest(
            data, entrants, task.rounds(), task.roundNanos(), line -> System.err.println(line));
    for (int d = 0; d < truths.size(); d++) {
      for (int threads : task.threads()) {
        List<SearchRow> rows = contest.run(task.distances().get(d), threads, truths.get(d));
        for (SearchRow row : rows.subList(1, rows.size())) {
          System.out.println(mapper.writeValueAsString(row));
        }
      }
    }
  }

  private static List<Contest.Entrant> peer(String name, SearchData data, Path directory)
      throws IOException {
    long started = System.nanoTime();
    List<SearchEngine> engines;
    try {
      engines =
          Class.forName(name)
              .asSubclass(Peer.class)
              .getDeclaredConstructor()
              .newInstance()
              .build(data, directory);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("peer: expected a class of Peer, got " + name, e);
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    System.err.println(name + ": built in " + seconds + " s by the clock, all cores");
    return engines.stream().map(e -> new Contest.Entrant(e, CHECKED, seconds, -1)).toList();
  }
}
