package northpost.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import northpost.domain.DeadLetter;
import northpost.domain.Decision;
import northpost.source.PortRegistryYaml;
import northpost.testing.Await;
import northpost.testing.Captures;
import northpost.testing.Photos;
import northpost.testing.RenderedFacesFixture;
import northpost.testing.ReplayFiles;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Photos are in no checkpoint and no savepoint, not even where a deployment turns unaligned
 * checkpoints on, which persist what is in flight.
 *
 * <p>Every photo carries a marker that is looked for in all files; the captureIds carry another,
 * which has to be found, so that the search is known to see what is there.
 */
class CheckpointPrivacyITCase {
  private static final int PARALLELISM = 2;
  private static final int CAPTURES = 1500;
  private static final int DECISIONS_BEFORE_CHECKPOINT = 20;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String IMAGE_MARKER = marker(1);
  private static final String ID_MARKER = marker(2);

  @RegisterExtension static final RenderedFacesFixture faces = new RenderedFacesFixture();

  @RegisterExtension
  static final MiniClusterExtension flink =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(PARALLELISM)
              .build());

  @TempDir static Path folder;

  private static int decidedAtSavepoint;

  /** 32 bytes as 64 characters that no compression is applied to. */
  private static String marker(long seed) {
    byte[] bytes = new byte[32];
    new Random(seed).nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @BeforeAll
  static void takeCheckpointsWhileCapturesFlow(@InjectMiniCluster MiniCluster cluster)
      throws Exception {
    ReplayFiles files = ReplayFiles.with(faces, folder.resolve("in"));
    byte[] comment = IMAGE_MARKER.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < CAPTURES; i++) {
      int person = i % RenderedFacesFixture.PEOPLE;
      Captures capture =
          Captures.capture("c-" + ID_MARKER + "-" + i)
              .at(Captures.NOON.plusSeconds(i * 20L))
              .presenting("r-" + person);
      files.capture(capture.build(), Photos.withComment(faces.photo(person, i % 4 / 2), comment));
    }
    files.write();
    Configuration config =
        Configuration.fromMap(
            Map.of(
                "state.backend.type",
                "rocksdb",
                "state.backend.rocksdb.compression.per.level",
                "NO_COMPRESSION",
                "execution.checkpointing.dir",
                folder.resolve("checkpoints").toUri().toString(),
                "execution.checkpointing.externalized-checkpoint-retention",
                "RETAIN_ON_CANCELLATION",
                "execution.checkpointing.interval",
                "10 min",
                "execution.checkpointing.unaligned.enabled",
                "true",
                NorthpostOptions.MODELS_DIRECTORY.key(),
                Path.of(System.getProperty("northpost.home", "."), "models").toString()));
    // The captures are of long ago; with less, no template would be made of them.
    config.set(NorthpostOptions.TIME_BUDGET, Duration.ofDays(36_500));
    StreamExecutionEnvironment env = new TestStreamEnvironment(cluster, PARALLELISM);
    env.configure(config);
    env.configure(NorthpostJob.safeguards());
    Topology.build(
        env,
        FileInputs.of(
            files.captureFile(),
            files.referenceFile(),
            files.policyFile(),
            files.adjudicationFile(),
            PortRegistryYaml.shipped(),
            config),
        new Outputs(
            new CountingSink(), new IgnoringSink(), null, null, null, null, null, null, null),
        TopologySettings.live(config));
    CountingSink.DECIDED.set(0);
    JobClient job = env.executeAsync("privacy");
    Await.until(
        DECISIONS_BEFORE_CHECKPOINT + " decisions",
        LIMIT,
        () -> CountingSink.DECIDED.get() >= DECISIONS_BEFORE_CHECKPOINT,
        CountingSink.DECIDED::get);
    take(() -> cluster.triggerCheckpoint(job.getJobID(), CheckpointType.FULL));
    for (SavepointFormatType format : SavepointFormatType.values()) {
      String savepoints = folder.resolve("savepoints-" + format.name()).toUri().toString();
      take(() -> job.triggerSavepoint(savepoints, format));
    }
    decidedAtSavepoint = CountingSink.DECIDED.get();
    job.cancel().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    Await.until(
        "the end of the job",
        LIMIT,
        () -> job.getJobStatus().get().isGloballyTerminalState(),
        () -> job.getJobStatus().get());
  }

  /** Again where Flink declines: when a source comes to its end at the same moment. */
  private static void take(Callable<CompletableFuture<?>> snapshot) throws Exception {
    Await.until(
        "a checkpoint",
        LIMIT,
        () -> {
          try {
            snapshot.call().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return true;
          } catch (ExecutionException declined) {
            return false;
          }
        },
        () -> "none");
  }

  @Test
  void checkpointsAreTakenWhileCapturesFlow() {
    assertThat(decidedAtSavepoint).isBetween(DECISIONS_BEFORE_CHECKPOINT, CAPTURES - 100);
  }

  @Test
  void everyPhotoCarriesTheMarkerAndMakesATemplateAllTheSame() throws Exception {
    byte[] marked =
        Photos.withComment(faces.photo(0, 0), IMAGE_MARKER.getBytes(StandardCharsets.US_ASCII));
    Path file = Files.write(folder.resolve("marked.jpg"), marked);
    assertThat(contains(file, IMAGE_MARKER)).isTrue();
    assertThat(CountingSink.WITH_TEMPLATE.get()).isEqualTo(CountingSink.DECIDED.get());
  }

  @Test
  void noPhotoIsInACheckpoint() throws Exception {
    assertClean(folder.resolve("checkpoints"));
  }

  @Test
  void noPhotoIsInACanonicalSavepoint() throws Exception {
    assertClean(folder.resolve("savepoints-CANONICAL"));
  }

  @Test
  void noPhotoIsInANativeSavepoint() throws Exception {
    assertClean(folder.resolve("savepoints-NATIVE"));
  }

  private static void assertClean(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    assertThat(files).anyMatch(file -> file.endsWith("_metadata"));
    assertThat(files).anyMatch(file -> contains(file, ID_MARKER));
    assertThat(files).noneMatch(file -> contains(file, IMAGE_MARKER));
  }

  private static boolean contains(Path file, String marker) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(marker);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("reading " + file, e);
    }
  }

  /** Counts decisions, in this JVM. */
  private static final class CountingSink implements Sink<Decision> {
    private static final long serialVersionUID = 1;
    static final AtomicInteger DECIDED = new AtomicInteger();
    static final AtomicInteger WITH_TEMPLATE = new AtomicInteger();

    @Override
    public SinkWriter<Decision> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(Decision decision, Context where) {
          DECIDED.incrementAndGet();
          if (decision.modelId() != null) {
            WITH_TEMPLATE.incrementAndGet();
          }
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }
  }

  /** There are no dead letters here. */
  private static final class IgnoringSink implements Sink<DeadLetter> {
    private static final long serialVersionUID = 1;

    @Override
    public SinkWriter<DeadLetter> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(DeadLetter letter, Context where) {}

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }
  }
}
