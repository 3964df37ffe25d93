package northpost.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import northpost.analytics.Decisions;
import northpost.domain.Anomaly;
import northpost.domain.Candidate;
import northpost.domain.Capture;
import northpost.domain.Decision;
import northpost.domain.Outcome;
import northpost.source.PortRegistryYaml;
import northpost.testing.Captures;
import northpost.testing.Captures.Place;
import northpost.testing.Harnesses;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Impossible travel, documents that contradict the gallery, and documents rejected repeatedly. */
class PatternWatchesTest {
  private static final Instant NOON = Captures.NOON;

  @Test
  void nobodyIsAtTwoCrossingsFasterThanTheRoadAllows() throws Exception {
    try (var watch = travel()) {
      watch.processElement(matched("c-1", Place.MASSENA, NOON, "s-1"), 0);
      watch.processElement(matched("c-2", Place.BUFFALO, NOON.plusSeconds(600), "s-1"), 0);
      watch.processWatermark(NOON.plusSeconds(600).toEpochMilli());
      List<Anomaly> said = watch.extractOutputValues();
      assertThat(said).hasSize(1);
      Anomaly found = said.get(0);
      assertThat(found.kind()).isEqualTo("impossible-travel");
      assertThat(found.status()).isEqualTo("OPEN");
      assertThat(found.observed()).isEqualTo(10);
      assertThat(found.expected()).isGreaterThan(200);
      assertThat(found.evidence()).containsExactly("c-1", "c-2");
      assertThat(found.sentence()).contains("massena", "peace-bridge");
    }
  }

  @Test
  void theOrderInWhichSightingsComeChangesNothing() throws Exception {
    try (var one = travel();
        var other = travel()) {
      Decision first = matched("c-1", Place.MASSENA, NOON, "s-1");
      Decision second = matched("c-2", Place.BUFFALO, NOON.plusSeconds(600), "s-1");
      one.processElement(first, 0);
      one.processElement(second, 0);
      other.processElement(second, 0);
      other.processElement(first, 0);
      one.processWatermark(Long.MAX_VALUE);
      other.processWatermark(Long.MAX_VALUE);
      assertThat(one.extractOutputValues())
          .extracting(Anomaly::status)
          .containsExactly("OPEN", "CLOSED");
      assertThat(other.extractOutputValues()).isEqualTo(one.extractOutputValues());
    }
  }

  @Test
  void oneThatComesLateIsFoundThoughManyLaterOnesAreKept() throws Exception {
    try (var watch = travel()) {
      for (int i = 0; i <= ImpossibleTravelFunction.SIGHTINGS_LIMIT; i++) {
        watch.processElement(matched("c-" + i, Place.MASSENA, NOON.plusSeconds(60 + i), "s-1"), 0);
      }
      watch.processWatermark(NOON.plusSeconds(120).toEpochMilli());
      watch.processElement(matched("late", Place.BUFFALO, NOON, "s-1"), 0);
      assertThat(watch.extractOutputValues()).hasSize(1);
      Anomaly found = watch.extractOutputValues().get(0);
      assertThat(found.status()).isEqualTo("OPEN");
      assertThat(found.evidence()).startsWith("late", "c-1");
    }
  }

  @Test
  void aJourneyThatTakesItsTimeAndAnotherSubjectAreNoAnomaly() throws Exception {
    try (var watch = travel()) {
      watch.processElement(matched("c-1", Place.MASSENA, NOON, "s-1"), 0);
      watch.processElement(matched("c-2", Place.BUFFALO, NOON.plusSeconds(600), "s-2"), 0);
      watch.processElement(matched("c-3", Place.MASSENA, NOON.plusSeconds(900), "s-1"), 0);
      watch.processElement(matched("c-4", Place.BUFFALO, NOON.plusSeconds(6 * 3600), "s-1"), 0);
      watch.processWatermark(NOON.plusSeconds(20 * 3600).toEpochMilli());
      assertThat(watch.extractOutputValues()).isEmpty();
      assertThat(watch.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void theShippedTimesAreThoseOfTheRule() {
    var registry = PortRegistryYaml.shipped();
    TravelTimes times = TravelTimes.between(registry);
    for (var a : registry.ports().stream().flatMap(p -> p.crossings().stream()).toList()) {
      for (var b : registry.ports().stream().flatMap(p -> p.crossings().stream()).toList()) {
        long expected = a.equals(b) ? 0 : TravelTimes.minutes(a, b);
        assertThat(times.shortest(a.crossingId(), b.crossingId()).toMinutes()).isEqualTo(expected);
      }
    }
    assertThat(times.shortest("peace-bridge", "champlain").toMinutes()).isBetween(240L, 420L);
  }

  @Test
  void aDocumentThatDoesNotMatchWhileTheGalleryKnowsTheFaceIsAConflict() throws Exception {
    try (var watch = documents()) {
      watch.processElement(searched("c-1", "e-1", NOON, "r-7", "s-7"), 0);
      watch.processElement(presented("c-2", "e-1", NOON.plusSeconds(8), "r-1", null), 0);
      watch.processWatermark(NOON.plusSeconds(8).toEpochMilli());
      Anomaly found = watch.extractOutputValues().get(0);
      assertThat(found.kind()).isEqualTo("identity-conflict");
      assertThat(found.anomalyId())
          .isEqualTo("identity-conflict-e-1-" + NOON.toEpochMilli() / 3_600_000);
      assertThat(found.sentence()).contains("r-1", "does not match", "s-7");
      assertThat(found.evidence()).containsExactly("c-1", "c-2");
    }
  }

  @Test
  void aDocumentOfOneSubjectAndAFaceOfAnotherIsAConflict() throws Exception {
    try (var watch = documents()) {
      watch.processElement(presented("c-1", "e-1", NOON, "r-1", "s-1"), 0);
      watch.processElement(searched("c-2", "e-1", NOON.plusSeconds(8), "r-7", "s-7"), 0);
      watch.processWatermark(NOON.plusSeconds(8).toEpochMilli());
      assertThat(watch.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void onesOwnDocumentIsNoConflictWhateverThePhoto() throws Exception {
    try (var watch = documents()) {
      watch.processElement(presented("c-1", "e-1", NOON, "r-1", "s-1"), 0);
      watch.processElement(searched("c-2", "e-1", NOON.plusSeconds(8), "r-1", "s-1"), 0);
      watch.processElement(presented("c-3", "e-2", NOON, "r-2", null), 0);
      watch.processElement(searched("c-4", "e-2", NOON.plusSeconds(8), "r-2", "s-2"), 0);
      watch.processElement(presented("c-5", "e-3", NOON, "r-3", null), 0);
      watch.processWatermark(NOON.plusSeconds(2 * 3600).toEpochMilli());
      assertThat(watch.extractOutputValues()).isEmpty();
      assertThat(watch.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void aDocumentRejectedInThreeEncountersOpensAndTheNextUpdates() throws Exception {
    try (var watch = rejections()) {
      for (int i = 0; i < 4; i++) {
        Decision d = presented("c-" + i, "e-" + i, NOON.plusSeconds(150L * i), "r-1", null);
        watch.processElement(d, 0);
      }
      watch.processWatermark(NOON.plusSeconds(450).toEpochMilli());
      List<Anomaly> said = watch.extractOutputValues();
      assertThat(said).extracting(Anomaly::status).containsExactly("OPEN", "UPDATED");
      assertThat(said).extracting(Anomaly::version).containsExactly(1L, 2L);
      assertThat(said.get(1).anomalyId()).isEqualTo(said.get(0).anomalyId());
      assertThat(said.get(1).evidence()).containsExactly("c-0", "c-1", "c-2", "c-3");
    }
  }

  @Test
  void photosOfOneEncounterCountOnceAndAMatchStartsAnew() throws Exception {
    try (var watch = rejections()) {
      for (int i = 0; i < 4; i++) {
        watch.processElement(presented("c-" + i, "e-1", NOON.plusSeconds(i), "r-1", null), 0);
      }
      watch.processElement(presented("c-5", "e-2", NOON.plusSeconds(60), "r-1", null), 0);
      watch.processElement(presented("c-6", "e-3", NOON.plusSeconds(90), "r-1", "s-1"), 0);
      watch.processElement(presented("c-7", "e-4", NOON.plusSeconds(120), "r-1", null), 0);
      watch.processWatermark(Long.MAX_VALUE);
      assertThat(watch.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void rejectionsHoursApartAreNoAnomaly() throws Exception {
    try (var watch = rejections()) {
      for (int i = 0; i < 5; i++) {
        Instant at = NOON.plusSeconds(2500L * i);
        watch.processWatermark(at.toEpochMilli() - 1);
        watch.processElement(presented("c-" + i, "e-" + i, at, "r-1", null), 0);
      }
      watch.processWatermark(NOON.plusSeconds(8 * 3600).toEpochMilli());
      assertThat(watch.extractOutputValues()).isEmpty();
      assertThat(watch.numKeyedStateEntries()).isZero();
    }
  }

  private static Decision matched(String id, Place place, Instant at, String subject) {
    Capture capture = Captures.capture(id).in(place).at(at).presenting("r-" + subject).build();
    return Decisions.decision(
        capture, Outcome.MATCH, "digest", List.of(new Candidate("r-" + subject, subject, .9)));
  }

  /** A document that matches a subject; null: that matches nobody. */
  private static Decision presented(
      String id, String encounter, Instant at, String reference, String subject) {
    Capture capture = of(Captures.capture(id).at(at).presenting(reference).build(), encounter);
    return subject == null
        ? Decisions.decision(capture, Outcome.NO_MATCH, "digest", List.of())
        : Decisions.decision(
            capture, Outcome.MATCH, "digest", List.of(new Candidate(reference, subject, .9)));
  }

  private static Decision searched(
      String id, String encounter, Instant at, String reference, String subject) {
    return Decisions.decision(
        of(Captures.capture(id).at(at).searching("gallery").build(), encounter),
        Outcome.MATCH,
        "digest",
        List.of(new Candidate(reference, subject, .9)));
  }

  private static Capture of(Capture c, String encounter) {
    return c.withIds(c.captureId(), encounter);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Decision, Anomaly> travel()
      throws Exception {
    return open(new ImpossibleTravelFunction(PortRegistryYaml.shipped()));
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Decision, Anomaly> documents()
      throws Exception {
    return open(new DocumentConflictFunction());
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Decision, Anomaly> rejections()
      throws Exception {
    return open(new RepeatedRejectionFunction());
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Decision, Anomaly> open(
      PatternWatch watch) throws Exception {
    return Harnesses.open(watch.operator(), watch::key);
  }
}
