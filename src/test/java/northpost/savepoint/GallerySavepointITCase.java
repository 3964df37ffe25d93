package northpost.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SourcePosition;
import northpost.replay.Replay;
import northpost.testing.Captures;
import northpost.testing.RenderedFacesFixture;
import northpost.testing.ReplayFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A job that starts from a written gallery answers as one that enrolled the same references. */
class GallerySavepointITCase {
  @RegisterExtension static final RenderedFacesFixture faces = new RenderedFacesFixture();
  @TempDir static Path folder;

  private static final Map<String, JsonNode> ENROLLED = new HashMap<>();
  private static final List<String> PROGRESS = new ArrayList<>();
  private static ReplayFiles files;
  private static ReplayFiles updated;
  private static Path noReferences;
  private static Path updates;
  private static Path savepoint;
  private static BootstrapSummary summary;

  @BeforeAll
  static void enrolTheSameReferencesByFileAndBySavepoint() throws Exception {
    files = withCaptures(ReplayFiles.empty(folder.resolve("in")));
    GalleryFiles.enrol(files, faces);
    files.write();
    // One that no one can read, and afterwards: one withdrawn, one replaced by another's photo.
    Files.writeString(files.referenceFile(), Files.readString(files.referenceFile()) + "{\n");
    ReferenceUpdate other = faces.enrolment(3);
    updated = withCaptures(ReplayFiles.empty(folder.resolve("in-updated")));
    GalleryFiles.enrol(updated, faces);
    List<ReferenceUpdate> changes =
        List.of(
            ReferenceUpdate.withdraw("r-0", new SourcePosition("references", 0, 9)),
            new ReferenceUpdate(
                "r-1",
                other.kind(),
                faces.enrolment(1).reference(),
                other.image(),
                other.position()));
    changes.forEach(updated::reference);
    updated.write();
    ReplayFiles alone = ReplayFiles.empty(folder.resolve("updates"));
    changes.forEach(alone::reference);
    updates = alone.write().referenceFile();
    noReferences = Files.createFile(folder.resolve("no-references.ndjson"));

    files.replay(folder.resolve("enrolled"), 2, Map.of());
    for (JsonNode decision : ReplayFiles.read(decisions("enrolled"))) {
      ENROLLED.put(decision.get("captureId").asText(), decision);
    }
    savepoint = folder.resolve("savepoint");
    summary =
        new GalleryBootstrap(
                List.of(files.referenceFile()),
                savepoint,
                12,
                2,
                GalleryFiles.pipelines(),
                Map.of())
            .run(PROGRESS::add);
  }

  private static ReplayFiles withCaptures(ReplayFiles to) {
    String gallery = RenderedFacesFixture.GALLERY;
    for (int person = 0; person < RenderedFacesFixture.PEOPLE; person++) {
      to.capture(
          capture("1-1-" + person).presenting("r-" + person).build(), faces.photo(person, 0));
      to.capture(capture("1-n-" + person).searching(gallery).build(), faces.photo(person, 1));
    }
    to.capture(capture("stranger").searching(gallery).build(), faces.strangerPhoto(0, 0));
    to.capture(capture("other").presenting("t-5").build(), faces.photo(0, 2));
    to.capture(capture("expired").presenting("t-10").build(), faces.photo(0, 3));
    to.capture(capture("withdrawn").presenting("t-gone").build(), faces.photo(0, 4));
    to.capture(capture("mismatch").searching("old").build(), faces.photo(0, 5));
    return to;
  }

  private static Captures capture(String id) {
    return Captures.capture(id);
  }

  private static Path decisions(String run) {
    return folder.resolve(run).resolve("decisions.ndjson");
  }

  /** The decisions of a job that starts from a savepoint. */
  private static List<String> decisionsFrom(
      Path from, Path references, int shards, int parallelism, String run) throws Exception {
    new Replay(
            files.captureFile(),
            references,
            files.policyFile(),
            folder.resolve(run),
            parallelism,
            GalleryFiles.from(from, shards))
        .run(progress -> {});
    return ReplayFiles.comparable(decisions(run));
  }

  @Test
  void theJobThatEnrolledByFileKnowsEveryOne() {
    for (int person = 0; person < RenderedFacesFixture.PEOPLE; person++) {
      assertThat(outcome("1-1-" + person)).isEqualTo("MATCH THRESHOLD_REACHED");
      assertThat(outcome("1-n-" + person)).startsWith("MATCH");
    }
    assertThat(outcome("stranger")).isEqualTo("NO_MATCH BELOW_THRESHOLD");
    assertThat(outcome("other")).isEqualTo("NO_MATCH BELOW_THRESHOLD");
    assertThat(outcome("expired")).isEqualTo("UNAVAILABLE REFERENCE_UNKNOWN");
    assertThat(outcome("withdrawn")).isEqualTo("UNAVAILABLE REFERENCE_UNKNOWN");
    assertThat(outcome("mismatch")).isEqualTo("UNAVAILABLE MODEL_MISMATCH");
  }

  private static String outcome(String id) {
    return ENROLLED.get(id).get("outcome").asText() + " " + ENROLLED.get(id).get("reason").asText();
  }

  @Test
  void aJobThatStartsFromTheSavepointDecidesTheSame() throws Exception {
    List<String> expected = ReplayFiles.comparable(decisions("enrolled"));
    assertThat(expected).hasSize(ENROLLED.size());
    assertThat(decisionsFrom(savepoint, noReferences, 12, 1, "from-savepoint"))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void referencesThatChangeAfterwardsAreWithdrawnAndReplaced() throws Exception {
    updated.replay(folder.resolve("enrolled-updated"), 2, Map.of());
    List<String> expected = ReplayFiles.comparable(decisions("enrolled-updated"));
    assertThat(expected).isNotEqualTo(ReplayFiles.comparable(decisions("enrolled")));
    assertThat(decisionsFrom(savepoint, updates, 12, 3, "updated-savepoint"))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void underAnotherNumberOfShardsTheJobDecidesTheSame() throws Exception {
    Path five = folder.resolve("five-shards");
    ReshardSummary moved =
        new GalleryReshard(savepoint.toString(), 5, five, 2, Map.of()).run(PROGRESS::add);
    assertThat(moved.references()).isEqualTo(GalleryFiles.OTHERS + 1 + RenderedFacesFixture.PEOPLE);
    assertThat(decisionsFrom(five, noReferences, 5, 3, "from-five-shards"))
        .containsExactlyElementsOf(ReplayFiles.comparable(decisions("enrolled")));
    assertThat(inspect(five).shardCount()).hasValue(5);
  }

  @Test
  void whatTheJobWouldRefuseIsRefusedAndToldWhere() throws Exception {
    assertThat(summary.read()).isEqualTo(GalleryFiles.OTHERS + 5 + RenderedFacesFixture.PEOPLE);
    assertThat(summary.applied()).isEqualTo(summary.read() - 2);
    assertThat(summary.rejected())
        .isEqualTo(Map.of("MALFORMED_RECORD", 1L, "TEMPLATE_REFUSED", 1L));
    assertThat(ReplayFiles.comparable(summary.rejectedFile()))
        .containsExactlyElementsOf(
            ReplayFiles.comparable(folder.resolve("enrolled/rejected.ndjson")));
    assertThat(new ObjectMapper().readTree(summary.toJson()).at("/rejected/MALFORMED_RECORD"))
        .hasToString("1");
    assertThat(PROGRESS).isNotEmpty();
  }

  @Test
  void anInspectionCountsWhatIsInIt() throws Exception {
    GalleryReport report = inspect(savepoint);
    GalleryCounts counts = report.counts();
    assertThat(counts.references())
        .isEqualTo(GalleryFiles.OTHERS + 1 + RenderedFacesFixture.PEOPLE);
    assertThat(counts.subjects())
        .hasSize(GalleryFiles.OTHERS / 2 + 1 + RenderedFacesFixture.PEOPLE);
    assertThat(report.shardCount()).hasValue(12);
    assertThat(counts.shards()).hasSize(12).allSatisfy((key, n) -> assertThat(n).isPositive());
    assertThat(counts.galleries())
        .isEqualTo(
            Map.of(
                RenderedFacesFixture.GALLERY,
                (long) GalleryFiles.OTHERS + RenderedFacesFixture.PEOPLE,
                "old",
                1L));
    assertThat(counts.models())
        .hasSize(2)
        .containsEntry(GalleryFiles.OTHER_MODEL + " (" + GalleryFiles.DIMENSION + ")", 1L);
    assertThat(counts.sources()).containsEntry("PASSPORT", (long) RenderedFacesFixture.PEOPLE);
    assertThat(counts.travellerClasses()).containsOnlyKeys("FOREIGN_NATIONAL");
    assertThat(counts.expiring()).isEqualTo(2L * GalleryFiles.EXPIRED);
    assertThat(counts.expired()).isEqualTo(GalleryFiles.EXPIRED);
    assertThat(counts.oldestValidFrom())
        .isEqualTo(Captures.NOON.minusSeconds(400 * 86_400L))
        .isEqualTo(counts.newestValidFrom());
    assertThat(counts.earliestExpiry())
        .isEqualTo(Captures.NOON.minusSeconds(86_400 + GalleryFiles.OTHERS - 10));
    assertThat(counts.latestExpiry()).isEqualTo(Captures.NOON.plusSeconds(36_500 * 86_400L));
    assertThat(report.maxParallelism()).isEqualTo(720);
    assertThat(report.galleryBytes()).isGreaterThan(counts.templateBytes());
    JsonNode json = new ObjectMapper().readTree(report.toJson());
    assertThat(json.at("/references").asLong()).isEqualTo(counts.references());
    assertThat(json.at("/shards")).hasSize(12);
    assertThat(report.toText()).contains("shard 11").doesNotContain("shard key");
  }

  private static GalleryReport inspect(Path what) throws Exception {
    return new GalleryInspection(what.toString(), 2, Map.of()).run(PROGRESS::add);
  }

  @Test
  void whatIsNoSavepointIsRefused() {
    Path none = folder.resolve("in");
    assertThatThrownBy(() -> inspect(none))
        .isInstanceOf(SavepointRefusedException.class)
        .hasMessageContaining("savepoint " + none + ": got no savepoint")
        .hasMessageContaining("expected a folder with a file _metadata");
  }

  @Test
  void aSavepointThatIsCutOffIsRefusedWithWhatIsWrong() throws Exception {
    Path whole = folder.resolve("whole");
    new GalleryBootstrap(
            List.of(files.referenceFile()),
            whole,
            12,
            1,
            GalleryFiles.pipelines(),
            // Each state in a file of its own, as in a large savepoint.
            Map.of("execution.checkpointing.data-inline-threshold", "0 b"))
        .run(PROGRESS::add);
    assertThat(inspect(whole).counts().references()).isPositive();
    List<Path> state;
    try (Stream<Path> all = Files.list(whole)) {
      state = all.filter(file -> !file.endsWith("_metadata")).toList();
    }
    assertThat(state).isNotEmpty();
    for (Path file : state) {
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));
      assertThatThrownBy(() -> inspect(whole))
          .isInstanceOf(SavepointRefusedException.class)
          .hasMessageContaining("savepoint ")
          .hasMessageContaining("whole")
          .hasMessageContaining("got state that cannot be read");
      Files.write(file, bytes);
    }
    Path metadata = whole.resolve("_metadata");
    byte[] bytes = Files.readAllBytes(metadata);
    Files.write(metadata, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> inspect(whole))
        .isInstanceOf(SavepointRefusedException.class)
        .hasMessageContaining("got no savepoint");
  }

  @Test
  void anOutputThatIsThereIsNotTouched() {
    Path there = files.referenceFile().getParent();
    assertThatThrownBy(
            () ->
                new GalleryBootstrap(
                        List.of(files.referenceFile()),
                        there,
                        12,
                        1,
                        GalleryFiles.pipelines(),
                        Map.of())
                    .run(PROGRESS::add))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("output " + there + ": got something that is there already");
    assertThat(files.referenceFile()).exists();
  }
}
