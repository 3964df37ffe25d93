package northpost.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import northpost.domain.Adjudication;
import northpost.domain.AdjudicationOutcome;
import northpost.domain.PolicyScope;
import northpost.domain.ReferenceUpdate;
import northpost.domain.SeededProbe;
import northpost.domain.SourcePosition;
import northpost.testing.Captures;
import northpost.testing.Captures.Place;
import northpost.testing.Policies;
import northpost.testing.RenderedFacesFixture;
import northpost.testing.ReplayFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The same files through the whole job, with the real networks, at parallelism 1 and 2. */
class ReplayITCase {
  @RegisterExtension static final RenderedFacesFixture faces = new RenderedFacesFixture();
  @TempDir static Path folder;

  private static final Map<String, JsonNode> DECISIONS = new HashMap<>();
  private static final Map<String, String> PRESENTED = new LinkedHashMap<>();
  private static final Map<String, String> SEARCHED = new LinkedHashMap<>();
  private static final Map<String, Instant> TIMES = new HashMap<>();
  private static final int SEEDED = 2;
  private static ReplayFiles files;
  private static ReplaySummary alone;
  private static ReplaySummary together;
  private static int captures;

  @BeforeAll
  static void replayTheSameFilesTwice() throws Exception {
    files = ReplayFiles.empty(folder.resolve("in"));
    // So many that the first captures are there long before the people they show are enrolled.
    for (int i = 0; i < 60; i++) {
      files.reference(renamed(faces.enrolment(i % RenderedFacesFixture.PEOPLE), "r-other-" + i));
    }
    files.people(faces);
    Place[] places = Place.values();
    for (int i = 0; i < 48; i++) {
      int person = i % RenderedFacesFixture.PEOPLE;
      // Over hours, so that event time moves while the file is read; three come late, by less than
      // a file may be out of order.
      Instant when = moment(i).minusSeconds(i % 16 == 15 ? 50 * 60 : 0);
      String id = "mated-" + i;
      Captures capture = Captures.capture(id).at(when).in(places[i % places.length]);
      boolean verification = i % 2 == 0;
      (verification ? PRESENTED : SEARCHED).put(id, "r-" + person);
      add(
          verification
              ? capture.presenting("r-" + person)
              : capture.searching(RenderedFacesFixture.GALLERY),
          faces.photo(person, i / RenderedFacesFixture.PEOPLE));
    }
    add(capture("stranger-1-1").presenting("r-0"), faces.strangerPhoto(0, 0));
    add(capture("stranger-1-n").searching(RenderedFacesFixture.GALLERY), faces.strangerPhoto(1, 0));
    add(
        capture("opted-out").presenting("r-0").optingOut(),
        "garbage".getBytes(StandardCharsets.UTF_8));
    add(capture("garbage").presenting("r-0"), "garbage".getBytes(StandardCharsets.UTF_8));
    add(capture("unknown-reference").presenting("r-99"), faces.photo(0, 0));
    add(capture("nothing-named"), faces.photo(1, 0));
    add(capture("empty-gallery").searching("nobody"), faces.photo(2, 0));
    add(capture("withdrawn").presenting("r-withdrawn"), faces.photo(3, 0));
    add(capture("again").presenting("r-0"), faces.photo(0, 0));
    add(capture("seeded-mated").presenting("r-0").seeded(SeededProbe.MATED), faces.photo(0, 0));
    add(
        capture("seeded-non-mated").presenting("r-1").seeded(SeededProbe.NON_MATED),
        faces.photo(0, 0));
    // One person enrolled twice, in a list of its own.
    files
        .reference(renamed(faces.enrolment(0), "r-twice-a", "s-twice-a", "twice"))
        .reference(renamed(faces.enrolment(0), "r-twice-b", "s-twice-b", "twice"))
        .policy(Policies.policy("twice", 1, PolicyScope.GALLERY, "twice", Instant.EPOCH, 0.86));
    add(capture("twice-1").searching("twice"), faces.photo(0, 0));
    add(capture("twice-2").searching("twice"), faces.photo(0, 1));
    ReferenceUpdate extra = faces.enrolment(3);
    files
        .reference(renamed(extra, "r-withdrawn"))
        .reference(ReferenceUpdate.withdraw("r-withdrawn", new SourcePosition("references", 0, 9)));
    officersAnswer();
    files.write();

    alone = files.replay(folder.resolve("out-1"), 1, Map.of());
    together = files.replay(folder.resolve("out-2"), 2, Map.of());
    for (JsonNode decision : ReplayFiles.read(folder.resolve("out-1/decisions.ndjson"))) {
      DECISIONS.put(decision.get("captureId").asText(), decision);
    }
  }

  /** One finds a stranger, one a matched traveller, one no result; one answers twice. */
  private static void officersAnswer() {
    files
        .adjudication(answer("stranger-1-1", AdjudicationOutcome.DIFFERENT_PERSON, 60))
        .adjudication(answer("mated-0", AdjudicationOutcome.SAME_PERSON, 90))
        .adjudication(answer("unknown-reference", AdjudicationOutcome.INCONCLUSIVE, 30))
        .adjudication(answer("unknown-reference", AdjudicationOutcome.SAME_PERSON, 600));
  }

  private static Adjudication answer(String id, AdjudicationOutcome outcome, int secondsLater) {
    return new Adjudication("e-" + id, id, outcome, TIMES.get(id).plusSeconds(secondsLater), "o-1");
  }

  private static Captures capture(String id) {
    return Captures.capture(id).at(moment(captures));
  }

  private static Instant moment(int number) {
    return Captures.NOON.plusSeconds(number * 600L);
  }

  private static void add(Captures capture, byte[] image) {
    files.capture(capture.build(), image);
    TIMES.put(capture.captureId(), capture.capturedAt());
    captures++;
  }

  private static ReferenceUpdate renamed(ReferenceUpdate enrolment, String id) {
    return renamed(enrolment, id, enrolment.reference().subjectId(), "other");
  }

  private static ReferenceUpdate renamed(
      ReferenceUpdate enrolment, String id, String subjectId, String gallery) {
    var r = enrolment.reference();
    var other =
        new northpost.domain.Reference(
            id,
            subjectId,
            List.of(gallery),
            r.source(),
            r.travellerClass(),
            null,
            null,
            null,
            null);
    return new ReferenceUpdate(
        id, enrolment.kind(), other, enrolment.image(), enrolment.position());
  }

  @Test
  void decisionsAreTheSameByteForByteWhateverTheParallelism() throws Exception {
    assertSame("decisions.ndjson", captures);
  }

  @Test
  void funnelsAreTheSameWhateverTheParallelism() throws Exception {
    assertSame("funnel.ndjson", (int) alone.funnelWindows());
    assertThat(alone.funnelWindows()).isGreaterThan(20);
  }

  @Test
  void anomaliesAreTheSameWhateverTheParallelism() throws Exception {
    assertSame("anomalies.ndjson", (int) alone.anomalies());
    assertThat(alone.anomalies()).isPositive();
  }

  @Test
  void encountersAreTheSameWhateverTheParallelism() throws Exception {
    assertSame("encounters.ndjson", captures - SEEDED);
    Map<String, String> findings = new HashMap<>();
    for (JsonNode e : ReplayFiles.read(folder.resolve("out-2/encounters.ndjson"))) {
      findings.put(
          e.get("captureId").asText(), e.get("outcome").asText() + " " + e.get("finding").asText());
    }
    assertThat(findings)
        .containsEntry("stranger-1-1", "NO_MATCH CONFIRMED")
        .containsEntry("stranger-1-n", "NO_MATCH UNANSWERED")
        .containsEntry("mated-0", "MATCH CONFIRMED")
        .containsEntry("mated-1", "MATCH NOT_REFERRED")
        .containsEntry("unknown-reference", "UNAVAILABLE OVERTURNED")
        .containsEntry("opted-out", "OPTED_OUT NOT_REFERRED")
        .doesNotContainKeys("seeded-mated", "seeded-non-mated");
  }

  @Test
  void outcomesAreTheSameWhateverTheParallelismAndAddUp() throws Exception {
    assertSame("outcomes.ndjson", (int) alone.outcomeWindows());
    Map<String, Long> sums = new HashMap<>();
    for (JsonNode window : ReplayFiles.read(folder.resolve("out-2/outcomes.ndjson"))) {
      assertThat(window.get("sampling").asText()).startsWith("referred-");
      boolean day =
          Instant.parse(window.get("start").asText())
              .plusSeconds(86_400)
              .equals(Instant.parse(window.get("end").asText()));
      for (String field : List.of("referred", "matched", "confirmed", "matchConfirmed")) {
        sums.merge(
            window.get("scope").asText() + (day ? " day " : " hour ") + field,
            window.get(field).asLong(),
            Long::sum);
      }
    }
    long matched = DECISIONS.values().stream().filter(ReplayITCase::isMatchOfATraveller).count();
    for (String scope : List.of("LANE", "CROSSING", "PORT")) {
      for (String length : List.of(" day ", " hour ")) {
        assertThat(sums)
            .containsEntry(scope + length + "matched", matched)
            .containsEntry(scope + length + "referred", captures - SEEDED - matched - 1)
            .containsEntry(scope + length + "confirmed", 1L)
            .containsEntry(scope + length + "matchConfirmed", 1L);
      }
    }
  }

  private static boolean isMatchOfATraveller(JsonNode decision) {
    return decision.get("outcome").asText().equals("MATCH") && !decision.has("seededProbe");
  }

  @Test
  void nothingIsRefusedAtEitherParallelism() {
    assertThat(alone.rejected()).isZero();
    assertThat(together).isEqualTo(alone);
  }

  @Test
  void onePersonEnrolledTwiceIsAnIdentityConflict() throws Exception {
    assertThat(DECISIONS.get("twice-1").get("outcome").asText()).isEqualTo("AMBIGUOUS");
    assertThat(DECISIONS.get("twice-1").get("policyId").asText()).isEqualTo("twice");
    List<JsonNode> conflicts =
        ReplayFiles.read(folder.resolve("out-1/anomalies.ndjson")).stream()
            .filter(anomaly -> anomaly.get("kind").asText().equals("identity-conflict"))
            .toList();
    assertThat(conflicts).hasSize(1);
    assertThat(conflicts.get(0).get("sentence").asText()).contains("s-twice-a and s-twice-b");
    assertThat(conflicts.get(0).get("evidence"))
        .map(JsonNode::asText)
        .containsExactly("twice-1", "twice-2");
  }

  @Test
  void seededProbesAreDecidedAndMarkedButNoTravellers() throws Exception {
    assertThat(DECISIONS.get("seeded-mated").get("outcome").asText()).isEqualTo("MATCH");
    assertThat(DECISIONS.get("seeded-mated").get("seededProbe").asText()).isEqualTo("MATED");
    assertThat(DECISIONS.get("seeded-non-mated").get("outcome").asText()).isEqualTo("NO_MATCH");
    assertThat(DECISIONS.get("mated-0").has("seededProbe")).isFalse();
    assertThat(Files.readString(folder.resolve("out-1/anomalies.ndjson")))
        .doesNotContain("seeded-");
  }

  @Test
  void seededProbesGiveTheErrorRatesOfTheirPortWhateverTheParallelism() throws Exception {
    assertSame("error-rates.ndjson", (int) alone.errorRateWindows());
    long mated = 0;
    long nonMated = 0;
    for (JsonNode window : ReplayFiles.read(folder.resolve("out-1/error-rates.ndjson"))) {
      assertThat(window.get("fmrNumerator").asLong()).isZero();
      assertThat(window.get("fnmrNumerator").asLong()).isZero();
      if (window.get("scope").asText().equals("PORT")) {
        mated += window.get("fnmrDenominator").asLong();
        nonMated += window.get("fmrDenominator").asLong();
      }
    }
    assertThat(mated).isEqualTo(1);
    assertThat(nonMated).isEqualTo(1);
  }

  private static void assertSame(String file, int lines) throws Exception {
    List<String> one = ReplayFiles.comparable(folder.resolve("out-1").resolve(file));
    List<String> two = ReplayFiles.comparable(folder.resolve("out-2").resolve(file));
    assertThat(one).hasSize(lines);
    assertThat(two).containsExactlyElementsOf(one);
  }

  @Test
  void matedTravellersAreMatchedOneToOne() {
    assertMatched(PRESENTED, "VERIFICATION");
  }

  @Test
  void matedTravellersAreMatchedOneToMany() {
    assertMatched(SEARCHED, "IDENTIFICATION");
  }

  private static void assertMatched(Map<String, String> expected, String comparison) {
    assertThat(expected).hasSize(24);
    expected.forEach(
        (id, referenceId) -> {
          JsonNode decision = DECISIONS.get(id);
          assertThat(decision.get("outcome").asText()).as(id).isEqualTo("MATCH");
          assertThat(decision.get("comparison").asText()).isEqualTo(comparison);
          assertThat(decision.get("candidates")).hasSize(1);
          assertThat(decision.at("/candidates/0/referenceId").asText()).isEqualTo(referenceId);
          assertThat(decision.get("policyId").asText()).isEqualTo(faces.policy().policyId());
        });
  }

  @Test
  void strangersAreNotMatched() {
    assertThat(outcome("stranger-1-1")).isEqualTo("NO_MATCH BELOW_THRESHOLD");
    assertThat(outcome("stranger-1-n")).isEqualTo("NO_MATCH BELOW_THRESHOLD");
    assertThat(DECISIONS.get("stranger-1-n").get("candidates")).isEmpty();
  }

  @Test
  void ofATravellerWhoOptedOutNoTemplateIsMadeAndTheImageIsNotLookedAt() {
    assertThat(outcome("garbage")).isEqualTo("UNUSABLE IMAGE_NOT_RECOGNISED");
    assertThat(outcome("opted-out")).isEqualTo("OPTED_OUT TRAVELLER_OPTED_OUT");
    JsonNode decision = DECISIONS.get("opted-out");
    assertThat(decision.get("modelId")).isNull();
    assertThat(decision.get("comparison").asText()).isEqualTo("NONE");
    assertThat(decision.get("quality")).isEmpty();
  }

  @Test
  void whatCannotBeComparedIsUnavailableAndNeverANonMatch() {
    assertThat(outcome("unknown-reference")).isEqualTo("UNAVAILABLE REFERENCE_UNKNOWN");
    assertThat(outcome("withdrawn")).isEqualTo("UNAVAILABLE REFERENCE_UNKNOWN");
    assertThat(outcome("nothing-named")).isEqualTo("UNAVAILABLE NOTHING_TO_COMPARE");
    assertThat(outcome("empty-gallery")).isEqualTo("UNAVAILABLE GALLERY_NOT_LOADED");
  }

  @Test
  void theSameImageTwiceIsAReplay() throws Exception {
    List<JsonNode> anomalies = ReplayFiles.read(folder.resolve("out-1/anomalies.ndjson"));
    assertThat(anomalies)
        .anySatisfy(
            anomaly -> {
              assertThat(anomaly.get("kind").asText()).isEqualTo("replay");
              assertThat(anomaly.get("evidence"))
                  .extracting(JsonNode::asText)
                  .contains("mated-0", "again");
            });
  }

  @Test
  void everyFunnelAddsUpAndAtEachLevelAndLengthTheyCountEachTravellerOnce() throws Exception {
    Map<String, Long> captured = new HashMap<>();
    for (JsonNode funnel : ReplayFiles.read(folder.resolve("out-2/funnel.ndjson"))) {
      assertThat(sum(funnel, "captured", "notCaptured")).isEqualTo(sum(funnel, "presented"));
      assertThat(sum(funnel, "optedOut", "unusable", "usable")).isEqualTo(sum(funnel, "captured"));
      assertThat(sum(funnel, "decided", "unavailable")).isEqualTo(sum(funnel, "usable"));
      assertThat(sum(funnel, "matched", "ambiguous", "notMatched"))
          .isEqualTo(sum(funnel, "decided"));
      assertThat(sum(funnel, "notAsked", "confirmed", "overturned", "inconclusive"))
          .isEqualTo(sum(funnel, "matched"));
      boolean lane = funnel.get("scope").asText().equals("LANE");
      boolean all =
          funnel.get("mode").asText().equals("ALL") && funnel.get("zone").asText().equals("ALL");
      if (lane || all) {
        Duration length =
            Duration.between(
                Instant.parse(funnel.get("start").asText()),
                Instant.parse(funnel.get("end").asText()));
        captured.merge(
            funnel.get("scope").asText() + " " + length, sum(funnel, "captured"), Long::sum);
      }
    }
    assertThat(captured).hasSize(12);
    assertThat(captured.values()).containsOnly((long) captures - SEEDED);
  }

  @Test
  void latenciesOfEachLevelAndLengthCountEachCaptureOnce() throws Exception {
    Map<String, Long> counted = new HashMap<>();
    for (JsonNode window : ReplayFiles.read(folder.resolve("out-2/latency.ndjson"))) {
      counted.merge(
          window.get("scope").asText()
              + " "
              + Duration.between(
                  Instant.parse(window.get("start").asText()),
                  Instant.parse(window.get("end").asText())),
          sum(window, "captures"),
          Long::sum);
    }
    assertThat(counted).hasSize(12);
    assertThat(counted.values()).containsOnly((long) captures - SEEDED);
  }

  private static long sum(JsonNode node, String... fields) {
    long sum = 0;
    for (String field : fields) {
      sum += node.get(field).asLong();
    }
    return sum;
  }

  private static String outcome(String id) {
    JsonNode decision = DECISIONS.get(id);
    return decision.get("outcome").asText() + " " + decision.get("reason").asText();
  }

  @Test
  void aMissingFileOfReferencesIsNamedBeforeAnythingStarts() {
    Path missing = folder.resolve("in/refs.ndjson");
    StringBuilder progress = new StringBuilder();
    Replay replay =
        new Replay(files.captureFile(), missing, null, folder.resolve("out-3"), 1, Map.of());
    assertThatThrownBy(() -> replay.run(progress::append))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(missing + ": got nothing, expected a file");
    assertThat(progress).isEmpty();
  }

  @Test
  void aMisspeltSettingIsAnsweredWithTheNearest() {
    assertThatThrownBy(
            () ->
                files.replay(folder.resolve("out-4"), 1, Map.of("northpost.policy.margins", "0.1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "configuration: northpost.policy.margins: got an unknown key, expected"
                + " northpost.policy.margin (the nearest)");
  }

  @Test
  void aWrongValueIsAnsweredWithWhatWasExpected() {
    assertThatThrownBy(
            () ->
                files.replay(folder.resolve("out-5"), 1, Map.of("northpost.gallery.shards", "721")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "northpost.gallery.shards: got 721, expected a whole number, 1 to 720");
  }

  @Test
  void aReplayLeavesNothingButItsResults() throws Exception {
    try (var inside = Files.list(folder.resolve("out-2"))) {
      assertThat(inside.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "decisions.ndjson",
              "rejected.ndjson",
              "funnel.ndjson",
              "latency.ndjson",
              "anomalies.ndjson",
              "error-rates.ndjson",
              "encounters.ndjson",
              "outcomes.ndjson");
    }
  }
}
