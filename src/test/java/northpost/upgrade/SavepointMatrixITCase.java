package northpost.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import northpost.job.OperatorIds;
import northpost.sink.TakenDocuments;
import northpost.sink.TakenDocuments.Taken;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Savepoints of every release, in both formats, are taken up by the present job at any parallelism:
 * it decides all that follows as if nothing had been interrupted, and brings every document to what
 * it would have been.
 *
 * <p>With {@code -Dnorthpost.savepoints.write=VERSION} the savepoints of that version are written
 * first: once, when it is released.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SavepointMatrixITCase {
  private static final int[] PARALLELISMS = {1, 2, 3, 5};

  @TempDir static Path folder;

  private Map<String, String> decisions;
  private Map<String, Taken> documents;

  @BeforeAll
  void runWithoutInterruption() throws Exception {
    Trial.beginToTheEnd();
    TakenDocuments.begin(false);
    new ReleasedJob(folder.resolve("uninterrupted"), 2, "hashmap", null)
        .start()
        .getJobExecutionResult()
        .get();
    decisions = Trial.decisions();
    documents = TakenDocuments.documents();
    String version = System.getProperty("northpost.savepoints.write");
    if (version != null) {
      ReleasedSavepoints.of(version).write(folder.resolve("written"), decisions);
    }
  }

  @Test
  void noDecisionChangesWhateverTheFormatAndTheParallelism() throws Exception {
    List<String> matrix = new ArrayList<>();
    matrix.add("release  format     backend  parallelism  probes  changed  missing  documents  s");
    List<String> faults = new ArrayList<>();
    for (ReleasedSavepoints release : ReleasedSavepoints.all()) {
      for (boolean canonical : new boolean[] {true, false}) {
        for (int parallelism : PARALLELISMS) {
          cell(release, canonical, parallelism, matrix, faults);
        }
      }
    }
    System.out.println(String.join(System.lineSeparator(), matrix));
    assertThat(faults).isEmpty();
  }

  private void cell(
      ReleasedSavepoints release,
      boolean canonical,
      int parallelism,
      List<String> matrix,
      List<String> faults)
      throws Exception {
    // What is in canonical format may be taken up by another backend than wrote it.
    String backend = canonical && parallelism % 2 == 1 ? "hashmap" : "rocksdb";
    String name =
        release.version() + (canonical ? " canonical" : " native") + " parallelism " + parallelism;
    Trial.beginToTheEnd();
    TakenDocuments.begin(false);
    long start = System.nanoTime();
    new ReleasedJob(
            folder.resolve(name.replace(' ', '-')),
            parallelism,
            backend,
            (canonical ? release.canonical() : release.nativeFormat()).toAbsolutePath())
        .start()
        .getJobExecutionResult()
        .get();
    double seconds = (System.nanoTime() - start) / 1e9;

    Map<String, String> expected = release.decisions();
    expected.keySet().removeAll(release.decided());
    Map<String, String> actual = Trial.decisions();
    Set<String> missing = new TreeSet<>(expected.keySet());
    missing.removeAll(actual.keySet());
    Set<String> changed = new TreeSet<>();
    actual.forEach(
        (id, decision) -> {
          if (!ReleasedSavepoints.digest(decision).equals(expected.get(id))) {
            changed.add(id);
          }
        });
    Set<String> wrong = wrongDocuments(release);
    matrix.add(
        String.format(
            Locale.ROOT,
            "%-7s  %-9s  %-7s  %11d  %6d  %7d  %7d  %9s  %.1f",
            release.version(),
            canonical ? "canonical" : "native",
            backend,
            parallelism,
            actual.size(),
            changed.size(),
            missing.size(),
            wrong.isEmpty() ? "the same" : wrong.size() + " differ",
            seconds));
    changed.stream().limit(5).forEach(id -> faults.add(name + ": changed " + id));
    missing.stream().limit(5).forEach(id -> faults.add(name + ": missing " + id));
    wrong.stream().limit(5).forEach(id -> faults.add(name + ": document " + id));
  }

  /** Those that end otherwise than without an interruption, or were never taken. */
  private Set<String> wrongDocuments(ReleasedSavepoints release) throws Exception {
    Map<String, Long> before = release.documents();
    Map<String, Taken> after = TakenDocuments.documents();
    Set<String> wrong = new TreeSet<>();
    documents.forEach(
        (id, taken) -> {
          Taken again = after.get(id);
          boolean same =
              again != null
                  ? again.content().equals(taken.content())
                  : Long.valueOf(taken.version()).equals(before.get(id));
          if (!same) {
            wrong.add(id + ": got " + again + ", before " + before.get(id) + ", expected " + taken);
          }
        });
    after.keySet().stream()
        .filter(id -> !documents.containsKey(id))
        .forEach(id -> wrong.add(id + ": expected none"));
    return wrong;
  }

  @Test
  void thePresentCodeDecidesAsEachReleaseDid() throws Exception {
    Map<String, String> digests = new TreeMap<>();
    decisions.forEach((id, decision) -> digests.put(id, ReleasedSavepoints.digest(decision)));
    for (ReleasedSavepoints release : ReleasedSavepoints.all()) {
      assertThat(digests).as(release.version()).isEqualTo(release.decisions());
    }
  }

  /** And so every state that the newest release keeps is put to the test by the matrix. */
  @Test
  void everyStateIsFilled() throws Exception {
    for (ReleasedSavepoints release : ReleasedSavepoints.all()) {
      Map<String, Integer> now = StoredStates.ofTheJob(release.canonical());
      now.keySet().retainAll(release.states().keySet());
      assertThat(now).as(release.version()).isEqualTo(release.states()).doesNotContainValue(0);
    }
  }

  @Test
  void anOperatorThatIsNoLongerThereIsRefused() {
    Trial.beginToTheEnd();
    assertThatThrownBy(
            () ->
                new ReleasedJob(
                        folder.resolve("another-uid"),
                        2,
                        "hashmap",
                        ReleasedSavepoints.of("0.1.0").canonical().toAbsolutePath())
                    .startWithout(OperatorIds.ENCOUNTERS)
                    .getJobExecutionResult()
                    .get())
        .hasStackTraceContaining("Cannot map checkpoint/savepoint state for operator");
  }
}
