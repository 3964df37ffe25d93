package northpost.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import northpost.sink.Document;
import northpost.source.CaptureArrival;
import northpost.source.PortRegistryYaml;
import northpost.testing.Captures;
import northpost.testing.Captures.Place;
import northpost.testing.GatedSource;
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
  private static final int CAPTURES_PER_MALFORMED_LINE = 16;
  private static final int MALFORMED_LINES = CAPTURES / CAPTURES_PER_MALFORMED_LINE;

  /** After so many captures none is read until a checkpoint covers some of their decisions. */
  private static final int READ_BEFORE_GATE = 40;

  private static Results undisturbed;
  private static Results disturbed;
  private static boolean failedUndisturbed;

  /** The lines that a run committed. */
  private record Results(List<String> decisions, List<String> rejected) {}

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
      if (i % CAPTURES_PER_MALFORMED_LINE == 0) {
        files.captureLine("malformed " + i);
      }
    }
    files.write();

    undisturbed = run(files, folder.resolve("undisturbed"), false);
    failedUndisturbed = Trial.failed;
    disturbed = run(files, folder.resolve("disturbed"), true);
  }

  private static Results run(ReplayFiles files, Path output, boolean disturb) throws Exception {
    Path parts = output.resolve("parts");
    Trial.begin(parts.resolve(FileOutputs.DECISIONS), disturb);
    Configuration config =
        Configuration.fromMap(
            Map.of(
                "state.backend.type",
                "rocksdb",
                "execution.checkpointing.interval",
                "200 ms",
                "execution.checkpointing.incremental",
                "true",
                "execution.checkpointing.dir",
                output.resolve("checkpoints").toUri().toString(),
                "restart-strategy.type",
                "fixed-delay",
                "restart-strategy.fixed-delay.attempts",
                "1",
                "restart-strategy.fixed-delay.delay",
                "0 s",
                "pipeline.auto-watermark-interval",
                "20 ms",
                NorthpostOptions.MODELS_DIRECTORY.key(),
                Path.of(System.getProperty("northpost.home", "."), "models").toString()));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, config);
    env.configure(NorthpostJob.safeguards());
    Inputs inputs =
        FileInputs.of(
            files.captureFile(),
            files.referenceFile(),
            files.policyFile(),
            files.adjudicationFile(),
            PortRegistryYaml.shipped(),
            config);
    Outputs outputs = FileOutputs.under(parts);
    Topology.build(
        env,
        new Inputs(
            GatedSource.of(inputs.captures(), CaptureArrival.class, new Trial.Gate()),
            inputs.captureTime(),
            inputs.references(),
            inputs.referenceTime(),
            inputs.policies(),
            inputs.policyTime(),
            inputs.adjudications(),
            inputs.adjudicationTime()),
        new Outputs(
            outputs.decisions(),
            outputs.deadLetters(),
            null,
            null,
            null,
            null,
            null,
            null,
            new FailingOnceSink()),
        TopologySettings.replay(config));
    env.execute("failover");
    return new Results(
        committed(parts.resolve(FileOutputs.DECISIONS)),
        committed(parts.resolve(FileOutputs.REJECTED)));
  }

  /** Lines of the files that a completed checkpoint covers; those in the making have a dot. */
  private static List<String> committed(Path kind) {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.isDirectory(kind) ? Files.list(kind) : Stream.of()) {
      for (Path part : (Iterable<Path>) files::iterator) {
        if (!part.getFileName().toString().startsWith(".")) {
          lines.addAll(Files.readAllLines(part));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + kind, e);
    }
    return lines;
  }

  @Test
  void theUndisturbedRunDecidesEachCaptureOnce() {
    assertThat(failedUndisturbed).isFalse();
    assertThat(undisturbed.decisions).hasSize(CAPTURES).doesNotHaveDuplicates();
    assertThat(undisturbed.decisions).allMatch(line -> line.contains("\"outcome\":\"MATCH\""));
    assertThat(undisturbed.rejected).hasSize(MALFORMED_LINES);
  }

  @Test
  void theDisturbedRunFailedOnceAndWentOn() {
    assertThat(Trial.failed).isTrue();
    assertThat(Trial.ATTEMPTS).containsExactlyInAnyOrder(0, 1);
    assertThat(Trial.committedBeforeFailure).isBetween(1, CAPTURES - 1);
  }

  @Test
  void someWorkWasDoneAgainAndTheCheckpointSparedTheRest() {
    assertThat(Trial.DECISIONS_SEEN).hasSize(CAPTURES);
    assertThat(Trial.DECISIONS_SEEN.values()).anyMatch(times -> times > 1);
    assertThat(Trial.DECISIONS_SEEN.values().stream().filter(times -> times == 1).count())
        .isGreaterThanOrEqualTo(Trial.committedBeforeFailure);
  }

  @Test
  void noDecisionIsLostNoneDoubledAndNoneOther() {
    assertThat(ReplayFiles.comparable(disturbed.decisions))
        .containsExactlyElementsOf(ReplayFiles.comparable(undisturbed.decisions));
  }

  @Test
  void noRejectionIsLostAndNoneDoubled() {
    assertThat(ReplayFiles.comparable(disturbed.rejected))
        .containsExactlyElementsOf(ReplayFiles.comparable(undisturbed.rejected));
  }

  /** What the run in progress has come to; its operators run in this JVM. */
  private static final class Trial {
    static final Map<String, Integer> DECISIONS_SEEN = new ConcurrentHashMap<>();
    static final Set<Integer> ATTEMPTS = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger READ = new AtomicInteger();
    private static final CompletableFuture<Void> OPEN = CompletableFuture.completedFuture(null);

    private static volatile CompletableFuture<Void> covered;
    private static volatile boolean disturb;
    private static volatile Path decisions;
    static volatile boolean failed;
    static volatile int committedBeforeFailure;

    private Trial() {}

    static void begin(Path decisionsFolder, boolean disturbed) {
      DECISIONS_SEEN.clear();
      ATTEMPTS.clear();
      READ.set(0);
      failed = false;
      committedBeforeFailure = 0;
      covered = new CompletableFuture<>();
      decisions = decisionsFolder;
      disturb = disturbed;
    }

    /** Closed from some captures on, until a checkpoint covers some of their decisions. */
    static final class Gate implements GatedSource.Gate {
      private static final long serialVersionUID = 1;

      @Override
      public CompletableFuture<Void> open() {
        return READ.get() < READ_BEFORE_GATE ? OPEN : covered;
      }

      @Override
      public void passed() {
        READ.incrementAndGet();
      }
    }

    static void barrier() {
      if (!covered.isDone() && !committed(decisions).isEmpty()) {
        covered.complete(null);
      }
    }

    /** Fails at the first decision after the gate: it is surely covered by no checkpoint. */
    static synchronized void decision(String captureId) throws IOException {
      DECISIONS_SEEN.merge(captureId, 1, Integer::sum);
      if (disturb && !failed && covered.isDone()) {
        failed = true;
        committedBeforeFailure = committed(decisions).size();
        throw new IOException("the failure this test injects");
      }
    }
  }

  /** Sees every decision as often as it is made, unlike the files, and fails once. */
  private static final class FailingOnceSink implements Sink<Document> {
    private static final long serialVersionUID = 1;

    @Override
    public SinkWriter<Document> createWriter(WriterInitContext context) {
      Trial.ATTEMPTS.add(context.getTaskInfo().getAttemptNumber());
      return new SinkWriter<>() {
        @Override
        public void write(Document document, Context where) throws IOException {
          if (document.index().startsWith("northpost-decisions")) {
            Trial.decision(document.id());
          }
        }

        @Override
        public void flush(boolean endOfInput) {
          Trial.barrier();
        }

        @Override
        public void close() {}
      };
    }
  }
}
