package northpost.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import northpost.domain.Decision;
import northpost.encounter.EncounterSettings;
import northpost.gallery.MatchSettings;
import northpost.gallery.ProbeOrder;
import northpost.job.FileInputs;
import northpost.job.FileOutputs;
import northpost.job.Inputs;
import northpost.job.NorthpostJob;
import northpost.job.NorthpostOptions;
import northpost.job.Outputs;
import northpost.job.Topology;
import northpost.job.TopologySettings;
import northpost.source.CaptureArrival;
import northpost.source.PortRegistryYaml;
import northpost.testing.Await;
import northpost.testing.Captures;
import northpost.testing.Captures.Place;
import northpost.testing.GatedSource;
import northpost.testing.RenderedFacesFixture;
import northpost.testing.ReplayFiles;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Savepoints and checkpoints that a job in the midst of its captures leaves. */
class RunningJobSavepointITCase {
  @RegisterExtension static final RenderedFacesFixture faces = new RenderedFacesFixture();
  @TempDir static Path folder;

  private static final int CAPTURES = 48;
  private static final int BEFORE_SAVEPOINT = 16;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int MOST_DECLINED = 5;

  private static ReplayFiles files;
  private static Path noReferences;
  private static Path noPolicies;
  private static Map<String, String> undisturbed;
  private static Map<String, String> firstPart;
  private static Path canonical;
  private static Path nativeSavepoint;
  private static Path checkpoint;

  @BeforeAll
  static void stopOneJobAndCancelAnother() throws Exception {
    files = ReplayFiles.empty(folder.resolve("in"));
    GalleryFiles.enrol(files, faces);
    Place[] places = Place.values();
    for (int i = 0; i < CAPTURES; i++) {
      int person = i % RenderedFacesFixture.PEOPLE;
      Captures capture =
          Captures.capture("c-" + i)
              .at(Captures.NOON.plusSeconds(i * 300L))
              .in(places[i % places.length]);
      boolean identified = i % 2 == 0;
      files.capture(
          (identified
                  ? capture.searching(RenderedFacesFixture.GALLERY)
                  : capture.presenting("r-" + person))
              .build(),
          i % 8 == 0 ? faces.strangerPhoto(0, i / 8) : faces.photo(person, i % 4 / 2));
    }
    files.write();
    noReferences = Files.createFile(folder.resolve("no-references.ndjson"));
    noPolicies = Files.createFile(folder.resolve("no-policies.ndjson"));
    Path bootstrapped = folder.resolve("bootstrapped");
    new GalleryBootstrap(
            List.of(files.referenceFile()), bootstrapped, 12, 2, GalleryFiles.pipelines(), Map.of())
        .run(progress -> {});

    Trial.begin(CAPTURES);
    start(bootstrapped, 12).getJobExecutionResult().get();
    undisturbed = new TreeMap<>(Trial.DECISIONS);

    Trial.begin(BEFORE_SAVEPOINT);
    JobClient stopped = start(bootstrapped, 12);
    settled(stopped);
    canonical = stopped(stopped, SavepointFormatType.CANONICAL);
    firstPart = new TreeMap<>(Trial.DECISIONS);

    Trial.begin(BEFORE_SAVEPOINT);
    JobClient cancelled = start(bootstrapped, 12);
    settled(cancelled);
    String target = folder.resolve("savepoints").toUri().toString();
    nativeSavepoint =
        path(
            taken(
                cancelled,
                () -> cancelled.triggerSavepoint(target, SavepointFormatType.NATIVE).get()));
    checkpoint = cancelled(cancelled);
  }

  private static Path stopped(JobClient job, SavepointFormatType format) throws Exception {
    String target = folder.resolve("savepoints").toUri().toString();
    String savepoint = taken(job, () -> job.stopWithSavepoint(false, target, format).get());
    job.getJobExecutionResult().get();
    return path(savepoint);
  }

  /** A task that is just ending declines a savepoint, and the job goes on: it is asked again. */
  private static String taken(JobClient job, Callable<String> savepoint) throws Exception {
    for (int declined = 0; ; declined++) {
      long before = newest(checkpoints(job));
      try {
        return savepoint.call();
      } catch (ExecutionException e) {
        if (declined == MOST_DECLINED || !e.toString().contains("CheckpointException")) {
          throw e;
        }
        Await.until(
            "a checkpoint after " + before,
            LIMIT,
            () -> newest(checkpoints(job)) > before,
            () -> newest(checkpoints(job)));
      }
    }
  }

  /**
   * Waits until the captures pause and further checkpoints are complete: a source that has come to
   * its end waits for one of them, and declines a savepoint in that moment.
   */
  private static void settled(JobClient job) throws Exception {
    Trial.halfway.get();
    Path checkpoints = checkpoints(job);
    long paused = newest(checkpoints);
    Await.until(
        "3 more checkpoints than " + paused,
        LIMIT,
        () -> newest(checkpoints) >= paused + 3,
        () -> newest(checkpoints));
  }

  private static Path checkpoints(JobClient job) {
    return folder.resolve("checkpoints").resolve(job.getJobID().toString());
  }

  /** The number of the newest complete checkpoint, or 0. */
  private static long newest(Path checkpoints) throws Exception {
    Path complete = complete(checkpoints);
    return complete == null
        ? 0
        : Long.parseLong(complete.getFileName().toString().substring("chk-".length()));
  }

  private static Path path(String location) {
    return Path.of(location.replaceFirst("^file:/*", "/"));
  }

  /** The last checkpoint, which stays when the job is cancelled. */
  private static Path cancelled(JobClient job) throws Exception {
    job.cancel().get();
    try {
      job.getJobExecutionResult().get();
    } catch (ExecutionException | CompletionException e) {
      // It says that it was cancelled.
    }
    return complete(checkpoints(job));
  }

  private static Path complete(Path checkpoints) throws Exception {
    if (!Files.isDirectory(checkpoints)) {
      return null;
    }
    try (Stream<Path> all = Files.list(checkpoints)) {
      return all.filter(each -> Files.exists(each.resolve("_metadata"))).findAny().orElse(null);
    }
  }

  private static JobClient start(Path savepoint, int shards) throws Exception {
    return start(savepoint, shards, Map.of());
  }

  private static JobClient start(Path savepoint, int shards, Map<String, String> more)
      throws Exception {
    Map<String, String> all = new HashMap<>(GalleryFiles.from(savepoint, shards));
    all.putAll(more);
    all.put("state.backend.type", "rocksdb");
    all.put("execution.checkpointing.interval", "200 ms");
    all.put("execution.checkpointing.incremental", "true");
    all.put("execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString());
    all.put("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    all.put(NorthpostOptions.MODELS_DIRECTORY.key(), GalleryFiles.models().toString());
    Configuration config = Configuration.fromMap(all);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, config);
    env.configure(NorthpostJob.safeguards());
    Inputs inputs =
        FileInputs.of(
            files.captureFile(),
            noReferences,
            noPolicies,
            files.adjudicationFile(),
            PortRegistryYaml.shipped(),
            config);
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
            new DecisionsSeen(),
            FileOutputs.under(folder.resolve("parts")).deadLetters(),
            null,
            null,
            null,
            null,
            null,
            null,
            null),
        new TopologySettings(
            GalleryFiles.pipelines(),
            shards,
            0,
            new MatchSettings(ProbeOrder.ARRIVAL, 32, 2, 1L << 30, shards),
            faces.policy(),
            new EncounterSettings(300_000, 86_400_000)));
    return env.executeAsync("running");
  }

  @Test
  void theUndisturbedJobKnowsThePeopleAndNoStranger() {
    assertThat(undisturbed).hasSize(CAPTURES);
    assertThat(undisturbed.values().stream().filter(what -> what.startsWith("MATCH")))
        .hasSize(CAPTURES - CAPTURES / 8);
    assertThat(undisturbed.get("c-8")).startsWith("NO_MATCH");
  }

  @Test
  void aJobGoesOnUnderAnotherNumberOfShardsWhereItStopped() throws Exception {
    assertThat(firstPart.size()).isBetween(BEFORE_SAVEPOINT, CAPTURES - 1);
    Path seven = folder.resolve("seven-shards");
    new GalleryReshard(canonical.toString(), 7, seven, 2, Map.of()).run(progress -> {});
    Trial.begin(CAPTURES);
    start(seven, 7).getJobExecutionResult().get();
    Map<String, String> all = new TreeMap<>(firstPart);
    all.putAll(Trial.DECISIONS);
    // The position in the file went with it: no capture is decided twice, and none is left out.
    assertThat(Trial.DECISIONS).hasSize(CAPTURES - firstPart.size());
    assertThat(all).isEqualTo(undisturbed);
  }

  @Test
  void aJobDoesNotStartUnderAnotherNumberOfShards() throws Exception {
    for (Path each : List.of(canonical, nativeSavepoint, checkpoint)) {
      Trial.begin(CAPTURES);
      JobClient job = start(each, 24, Map.of("restart-strategy.type", "none"));
      assertThatThrownBy(() -> job.getJobExecutionResult().get())
          .rootCause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("northpost.gallery.shards 24")
          .hasMessageContaining("gallery reshard");
      assertThat(Trial.DECISIONS).isEmpty();
    }
  }

  @Test
  void whatHasExpiredIsGoneFromTheSavepointOfTheJob() throws Exception {
    GalleryCounts counts = inspect(canonical).counts();
    assertThat(counts.references())
        .isEqualTo(GalleryFiles.OTHERS - GalleryFiles.EXPIRED + 1 + RenderedFacesFixture.PEOPLE);
    assertThat(counts.earliestExpiry()).isAfter(Captures.NOON);
    assertThat(counts.waitingProbes()).isZero();
  }

  @Test
  void nativeSavepointsAndRetainedCheckpointsAreReadAlike() throws Exception {
    GalleryReport expected = inspect(canonical);
    for (Path each : List.of(nativeSavepoint, checkpoint)) {
      GalleryReport report = inspect(each);
      assertThat(report.counts().references()).isEqualTo(expected.counts().references());
      assertThat(report.counts().subjects()).isEqualTo(expected.counts().subjects());
      assertThat(report.counts().shards()).isEqualTo(expected.counts().shards());
      assertThat(report.shardCount()).hasValue(12);
    }
  }

  @Test
  void filesThatCannotBeCopiedAreRefused() {
    for (Path each : List.of(nativeSavepoint, checkpoint)) {
      Path output = folder.resolve("refused");
      assertThatThrownBy(
              () -> new GalleryReshard(each.toString(), 7, output, 1, Map.of()).run(progress -> {}))
          .isInstanceOf(SavepointRefusedException.class)
          .hasMessageContaining("expected one in canonical format");
      assertThat(output).doesNotExist();
    }
  }

  private static GalleryReport inspect(Path savepoint) throws Exception {
    return new GalleryInspection(savepoint.toString(), 2, Map.of()).run(progress -> {});
  }

  /** What the job in progress has decided; its operators run in this JVM. */
  private static final class Trial {
    static final Map<String, String> DECISIONS = new ConcurrentHashMap<>();
    private static final CompletableFuture<Void> OPEN = CompletableFuture.completedFuture(null);
    private static final CompletableFuture<Void> CLOSED = new CompletableFuture<>();

    private static final AtomicInteger READ = new AtomicInteger();
    private static volatile int limit;
    static volatile CompletableFuture<Void> halfway;

    private Trial() {}

    /** Only so many captures are read, or one more a reader. */
    static void begin(int captures) {
      DECISIONS.clear();
      READ.set(0);
      limit = captures;
      halfway = new CompletableFuture<>();
    }

    static final class Gate implements GatedSource.Gate {
      private static final long serialVersionUID = 1;

      @Override
      public CompletableFuture<Void> open() {
        return limit == CAPTURES || READ.get() < limit ? OPEN : CLOSED;
      }

      @Override
      public void passed() {
        READ.incrementAndGet();
      }
    }

    static void decision(Decision decision) {
      DECISIONS.put(
          decision.capture().captureId(),
          decision.outcome() + " " + decision.reason() + " " + decision.candidates());
      if (DECISIONS.size() >= limit) {
        halfway.complete(null);
      }
    }
  }

  private static final class DecisionsSeen implements Sink<Decision> {
    private static final long serialVersionUID = 1;

    @Override
    public SinkWriter<Decision> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(Decision decision, Context where) {
          Trial.decision(decision);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }
  }
}
