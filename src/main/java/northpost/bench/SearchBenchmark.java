package northpost.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Measures our engine and its peers, each in a process of its own, size by size. */
public final class SearchBenchmark {
  /** Engines of others, by the names that {@code --peers} takes. */
  public static final List<String> PEERS = List.of("jvector", "lucene", "openblas", "hnswlib");

  /**
   * From here on only ours and the plain loop are measured, on one copy of the references: graphs
   * of tens of millions take hours to build, and copies more memory than most machines have.
   */
  public static final int LEAN_ABOVE = 2_000_000;

  private static final int FEW_PROBES = 1000;
  private static final int NEWER_JAVA = 21;
  private static final double HEAP_ROOM = 1.3;
  private static final long HEAP_BASE = 400L << 20;
  private static final long LEAN_YOUNG = 256L << 20;
  private static final double LEAN_ROOM = 1.1;

  /** At most: codes, start value and flag of a reference in the index. */
  private static final int CODE_BYTES = 72;

  private final Path project;
  private final Path directory;
  private final List<String> peers;
  private final Consumer<String> progress;

  /**
   * A measurement.
   *
   * @param project folder of the project, for the sources of peers
   * @param directory where data and reports are written
   * @param peers which of {@link #PEERS} are measured too
   * @param progress takes lines for people
   */
  public SearchBenchmark(
      Path project, Path directory, List<String> peers, Consumer<String> progress) {
    this.project = project;
    this.directory = directory;
    this.peers = List.copyOf(peers);
    this.progress = progress;
  }

  /** The rows of one size: ours on this Java and on a newer one, then the peers. */
  public List<SearchRow> run(SearchTask task) throws IOException {
    Files.createDirectories(directory);
    boolean withPeers = !peers.isEmpty() && !task.lean();
    SearchTask first = task.writingData(withPeers);
    List<SearchRow> rows = new ArrayList<>(own(JavaHome.current(), first));
    Optional<JavaHome> newer = JavaHome.newest(NEWER_JAVA);
    if (newer.isPresent() && newer.get().feature() > JavaHome.current().feature()) {
      rows.addAll(own(newer.get(), task.checking(FEW_PROBES)));
    } else if (newer.isEmpty()) {
      progress.accept(
          "no Java of version "
              + NEWER_JAVA
              + " or newer in /usr/lib/jvm or "
              + JavaHome.VARIABLE
              + ": nothing is measured on one");
    }
    if (withPeers) {
      for (SearchRow row : new SearchPeers(project, directory, progress).run(peers, task, newer)) {
        rows.add(row.timesPlainLoop() == 0 ? row.against(loop(rows, row)) : row);
      }
      Files.deleteIfExists(directory.resolve(SearchData.REFERENCES_FILE));
      Files.deleteIfExists(directory.resolve(SearchData.PROBES_FILE));
    }
    return rows;
  }

  /** The plain loop that was measured first for the same limit. */
  private static SearchRow loop(List<SearchRow> rows, SearchRow like) {
    return rows.stream()
        .filter(row -> row.distance() == like.distance() && row.threads() == like.threads())
        .findFirst()
        .orElse(rows.get(0));
  }

  private List<SearchRow> own(JavaHome java, SearchTask task) throws IOException {
    progress.accept("measuring on Java " + java.feature());
    List<String> command = new ArrayList<>();
    command.add(java.java());
    if (task.lean()) {
      // The index is all that lives long; half of a heap for what is new would be a waste.
      command.add("-Xmx" + (leanHeapBytes(task) >> 20) + "m");
      command.add("-Xmn" + (LEAN_YOUNG >> 20) + "m");
    } else {
      command.add("-Xmx" + (heapBytes(task, 4) >> 20) + "m");
    }
    command.add("-XX:+UseParallelGC");
    command.add("--add-modules=jdk.incubator.vector");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(SearchMeasurement.class.getName());
    command.addAll(task.arguments());
    return RowProcess.rows(command);
  }

  /** Heap for an index of the references and nothing beside. */
  static long leanHeapBytes(SearchTask task) {
    double index = (4.0 * task.dimension() + CODE_BYTES) * task.references();
    return (long) (index * LEAN_ROOM) + LEAN_YOUNG + HEAP_BASE;
  }

  /** Heap for so many copies of the references, and what Java needs beside. */
  static long heapBytes(SearchTask task, int copies) {
    double references = 4.0 * task.references() * task.dimension();
    return (long) (references * copies * HEAP_ROOM) + HEAP_BASE;
  }
}
