package northpost.upgrade;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import northpost.sink.TakenDocuments;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.util.FileUtils;

/**
 * The savepoints of one release, with what came before them and what must come after.
 *
 * <pre>
 * canonical/, native/   the savepoints, of one job at one moment
 * decisions.txt         captureId and digest of every decision, before and after
 * decided.txt           captureIds that were decided before
 * documents.txt         documents that were taken before: version, index/id
 * states.txt            uid, name and number of entries of every state
 * </pre>
 */
record ReleasedSavepoints(Path folder) {
  private static final Path ALL = Path.of("src/test/resources/savepoints");
  private static final int PARALLELISM = 2;

  /** Captures of {@link Traffic#BEFORE} that event time has come to, but for those that repeat. */
  private static final int DECIDED = 233;

  static ReleasedSavepoints of(String version) {
    return new ReleasedSavepoints(ALL.resolve(version));
  }

  /** Of every release, the oldest first. */
  static List<ReleasedSavepoints> all() throws IOException {
    try (Stream<Path> versions = Files.list(ALL)) {
      return versions
          .map(ReleasedSavepoints::new)
          .sorted(Comparator.comparing(each -> Version.parse(each.version())))
          .toList();
    }
  }

  String version() {
    return folder.getFileName().toString();
  }

  Path canonical() {
    return folder.resolve("canonical");
  }

  Path nativeFormat() {
    return folder.resolve("native");
  }

  /** captureId → digest of its decision in a run that nothing interrupts. */
  Map<String, String> decisions() throws IOException {
    Map<String, String> decisions = new TreeMap<>();
    for (String line : lines("decisions.txt")) {
      String[] words = line.split(" ");
      decisions.put(words[0], words[1]);
    }
    return decisions;
  }

  /** captureIds. */
  List<String> decided() throws IOException {
    return lines("decided.txt");
  }

  /** index/id → version. */
  Map<String, Long> documents() throws IOException {
    Map<String, Long> documents = new TreeMap<>();
    for (String line : lines("documents.txt")) {
      int space = line.indexOf(' ');
      documents.put(line.substring(space + 1), Long.valueOf(line.substring(0, space)));
    }
    return documents;
  }

  /** "uid state" → entries. */
  Map<String, Integer> states() throws IOException {
    Map<String, Integer> states = new TreeMap<>();
    for (String line : lines("states.txt")) {
      int space = line.lastIndexOf(' ');
      states.put(line.substring(0, space), Integer.valueOf(line.substring(space + 1)));
    }
    return states;
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file));
  }

  /**
   * Makes the savepoints of the present code; a folder that is there is replaced.
   *
   * @param uninterrupted the decisions of a run of the present code from start to end
   */
  void write(Path work, Map<String, String> uninterrupted) throws Exception {
    Trial.begin(Traffic.BEFORE, DECIDED);
    TakenDocuments.begin(true);
    JobClient job = new ReleasedJob(work, PARALLELISM, "rocksdb", null).start();
    awaitDecided();
    // Windows are written, and their documents taken, at the first savepoint that comes to them.
    take(job, work, SavepointFormatType.CANONICAL, work.resolve("first"));
    FileUtils.deleteDirectory(folder.toFile());
    Files.createDirectories(folder);
    take(job, work, SavepointFormatType.CANONICAL, canonical());
    take(job, work, SavepointFormatType.NATIVE, nativeFormat());
    cancel(job);
    requireDecided();
    Files.write(folder.resolve("decided.txt"), Trial.decisions().keySet());
    List<String> documents = new ArrayList<>();
    TakenDocuments.documents().forEach((id, taken) -> documents.add(taken.version() + " " + id));
    Files.write(folder.resolve("documents.txt"), documents);
    List<String> decisions = new ArrayList<>();
    uninterrupted.forEach((id, decision) -> decisions.add(id + " " + digest(decision)));
    Files.write(folder.resolve("decisions.txt"), decisions);
    List<String> states = new ArrayList<>();
    StoredStates.ofTheJob(canonical()).forEach((state, count) -> states.add(state + " " + count));
    Files.write(folder.resolve("states.txt"), states);
  }

  private static void awaitDecided() throws Exception {
    try {
      Trial.decided().get(2, TimeUnit.MINUTES);
    } catch (TimeoutException e) {
      requireDecided();
    }
  }

  private static void requireDecided() {
    if (Trial.decisions().size() != DECIDED) {
      throw new IllegalStateException(
          "captures decided before the savepoint: got "
              + Trial.decisions().size()
              + ", expected "
              + DECIDED);
    }
  }

  private static void take(JobClient job, Path work, SavepointFormatType format, Path to)
      throws Exception {
    String target = work.resolve("savepoints").toUri().toString();
    Path taken = Path.of(job.triggerSavepoint(target, format).get().replaceFirst("^file:/*", "/"));
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(taken)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static void cancel(JobClient job) throws Exception {
    job.cancel().get();
    try {
      job.getJobExecutionResult().get();
    } catch (ExecutionException | CompletionException e) {
      // It says that it was cancelled.
    }
  }

  static String digest(String decision) {
    try {
      byte[] all =
          MessageDigest.getInstance("SHA-256").digest(decision.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(all, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
