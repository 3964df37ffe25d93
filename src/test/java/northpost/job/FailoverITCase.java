package northpost.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import northpost.domain.DeadLetter;
import northpost.sink.Document;
import northpost.source.PortRegistryYaml;
import northpost.testing.Captures;
import northpost.testing.Captures.Place;
import northpost.testing.RenderedFacesFixture;
import northpost.testing.ReplayFiles;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job fails once in the middle, when some decisions are covered by a checkpoint and some are
 * not, and goes on from the checkpoint: the decisions are those of a run without failure.
 */
class FailoverITCase {
  @RegisterExtension static final RenderedFacesFixture faces = new RenderedFacesFixture();
  @TempDir static Path folder;

  private static final int CAPTURES = 160;
  private static final int CAPTURES_PER_POISON = 8;
  private static final int POISON_LINES = CAPTURES / CAPTURES_PER_POISON;

  private static List<String> undisturbed;
  private static List<String> disturbed;
  private static int deadLettersUndisturbed;
  private static boolean failedUndisturbed;

  @BeforeAll
  static void runWithoutAndWithAFailure() throws Exception {
    ReplayFiles files = ReplayFiles.with(faces, folder.resolve("in"));
    Place[] places = Place.values();
    for (int i = 0; i < CAPTURES; i++) {
      int person = i % RenderedFacesFixture.PEOPLE;
      Captures capture =
          Captures.capture("c-" + i)
              .at(Captures.NOON.plusSeconds(i * 300L))
              .in(places[i % places.length]);
      files.capture(
          (i % 2 == 0
                  ? capture.presenting("r-" + person)
                  : capture.searching(RenderedFacesFixture.GALLERY))
              .build(),
          faces.photo(person, i % 4 / 2));
      if (i % CAPTURES_PER_POISON == 0) {
        files.captureLine("poison " + i);
      }
    }
    files.write();

    undisturbed = run(files, folder.resolve("undisturbed"), false);
    deadLettersUndisturbed = Trial.deadLetters.get();
    failedUndisturbed = Trial.failed;
    disturbed = run(files, folder.resolve("disturbed"), true);
  }

  /** The lines of decisions that the run committed. */
  private static List<String> run(ReplayFiles files, Path output, boolean disturb)
      throws Exception {
    Path parts = output.resolve("parts");
    Trial.begin(parts.resolve(FileOutputs.DECISIONS), disturb);
    Configuration config =
        Configuration.fromMap(
            Map.of(
                "state.backend.type", "rocksdb",
                "execution.checkpointing.interval", "200 ms",
                "execution.checkpointing.incremental", "true",
                "execution.checkpointing.dir", output.resolve("checkpoints").toUri().toString(),
                "restart-strategy.type", "fixed-delay",
                "restart-strategy.fixed-delay.attempts", "1",
                "restart-strategy.fixed-delay.delay", "0 s",
                "pipeline.auto-watermark-interval", "20 ms",
                // Little room between operators, so that the poison does not run far ahead.
                "taskmanager.memory.segment-size", "4 kb",
                NorthpostOptions.MODELS_DIRECTORY.key(),
                    Path.of(System.getProperty("northpost.home", "."), "models").toString()));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, config);
    env.configure(NorthpostJob.safeguards());
    Topology.build(
        env,
        FileInputs.of(
            files.captureFile(),
            files.referenceFile(),
            files.policyFile(),
            PortRegistryYaml.shipped(),
            config),
        new Outputs(
            FileOutputs.under(parts).decisions(), new PoisonedSink(), null, null, new SeenSink()),
        TopologySettings.replay(config));
    env.execute("failover");
    return committed(parts.resolve(FileOutputs.DECISIONS));
  }

  private static List<String> committed(Path decisions) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path part : committedFiles(decisions)) {
      lines.addAll(Files.readAllLines(part));
    }
    return lines;
  }

  /** Files that a completed checkpoint covers: those in the making start with a dot. */
  private static List<Path> committedFiles(Path decisions) throws IOException {
    if (!Files.isDirectory(decisions)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(decisions)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).toList();
    }
  }

  @Test
  void theUndisturbedRunDecidesEachCaptureOnce() {
    assertThat(failedUndisturbed).isFalse();
    assertThat(undisturbed).hasSize(CAPTURES).doesNotHaveDuplicates();
    assertThat(undisturbed).allMatch(line -> line.contains("\"outcome\":\"MATCH\""));
    assertThat(deadLettersUndisturbed).isEqualTo(POISON_LINES);
  }

  @Test
  void theDisturbedRunFailedOnceAndWentOnFromACheckpoint() {
    assertThat(Trial.failed).isTrue();
    assertThat(Trial.attempts).containsOnlyKeys(0, 1);
    assertThat(Trial.committedBeforeFailure).isBetween(1, CAPTURES - 1);
  }

  @Test
  void theFailureUndidWorkThatWasThenDoneAgain() {
    assertThat(Trial.deadLetters.get()).isGreaterThan(POISON_LINES);
    assertThat(Trial.decisionsSeen).hasSize(CAPTURES);
    assertThat(Trial.decisionsSeen.values()).anyMatch(times -> times > 1);
    // From a checkpoint, not from the start.
    assertThat(Trial.decisionsSeen.values()).anyMatch(times -> times == 1);
  }

  @Test
  void noDecisionIsLostNoneDoubledAndNoneOther() {
    assertThat(ReplayFiles.comparable(disturbed))
        .containsExactlyElementsOf(ReplayFiles.comparable(undisturbed));
  }

  /** What the sinks of the run in progress saw; they run in this JVM. */
  private static final class Trial {
    static final AtomicInteger deadLetters = new AtomicInteger();
    static final Map<String, Integer> decisionsSeen = new ConcurrentHashMap<>();
    static final Map<Integer, Boolean> attempts = new ConcurrentHashMap<>();

    /** Decisions since the last barrier, by subtask: a failure now undoes them for certain. */
    static final Map<Integer, Integer> sinceBarrier = new ConcurrentHashMap<>();

    static volatile boolean disturb;
    static volatile boolean failed;
    static volatile int committedBeforeFailure;
    static volatile Path decisions;

    private Trial() {}

    static void begin(Path decisionsFolder, boolean disturbed) {
      deadLetters.set(0);
      decisionsSeen.clear();
      attempts.clear();
      sinceBarrier.clear();
      failed = false;
      committedBeforeFailure = 0;
      decisions = decisionsFolder;
      disturb = disturbed;
    }

    static synchronized void deadLetter() throws IOException {
      deadLetters.incrementAndGet();
      if (!disturb || failed || sinceBarrier.values().stream().noneMatch(n -> n > 0)) {
        return;
      }
      int committed = committed(decisions).size();
      if (committed > 0) {
        failed = true;
        committedBeforeFailure = committed;
        throw new IOException("the failure this test injects");
      }
    }
  }

  /** Takes dead letters, and fails once when {@link Trial} finds it is time. */
  private static final class PoisonedSink implements Sink<DeadLetter> {
    private static final long serialVersionUID = 1;

    @Override
    public SinkWriter<DeadLetter> createWriter(WriterInitContext context) {
      Trial.attempts.put(context.getTaskInfo().getAttemptNumber(), true);
      return new SinkWriter<>() {
        @Override
        public void write(DeadLetter letter, Context where) throws IOException {
          Trial.deadLetter();
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }
  }

  /** Sees every decision as often as it is made, unlike the files. */
  private static final class SeenSink implements Sink<Document> {
    private static final long serialVersionUID = 1;

    @Override
    public SinkWriter<Document> createWriter(WriterInitContext context) {
      int subtask = context.getTaskInfo().getIndexOfThisSubtask();
      Trial.sinceBarrier.put(subtask, 0);
      return new SinkWriter<>() {
        @Override
        public void write(Document document, Context where) {
          if (document.index().startsWith("northpost-decisions")) {
            Trial.decisionsSeen.merge(document.id(), 1, Integer::sum);
            Trial.sinceBarrier.merge(subtask, 1, Integer::sum);
          }
        }

        @Override
        public void flush(boolean endOfInput) {
          Trial.sinceBarrier.put(subtask, 0);
        }

        @Override
        public void close() {}
      };
    }
  }
}
