package northpost.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import northpost.domain.Adjudication;
import northpost.domain.AdjudicationOutcome;
import northpost.domain.ReceivedAdjudication;
import northpost.domain.RejectionReason;
import northpost.domain.SourcePosition;
import northpost.wire.Examples;
import northpost.wire.json.AdjudicationJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdjudicationValidationTest {
  private static final AdjudicationValidation VALIDATION =
      new AdjudicationValidation(Duration.ofMinutes(5));
  private static final Instant NOW = Examples.NOON.plusSeconds(10);

  @TempDir Path folder;

  private static AdjudicationArrival validate(
      String encounterId,
      String captureId,
      AdjudicationOutcome outcome,
      Instant adjudicatedAt,
      String officer) {
    return VALIDATION.validate(
        new ReceivedAdjudication(
            new Adjudication(encounterId, captureId, outcome, adjudicatedAt, officer),
            new SourcePosition("topic", 0, 7)),
        Examples.NOON,
        9,
        NOW);
  }

  private static void assertRefused(
      AdjudicationArrival arrival, RejectionReason reason, String message) {
    assertThat(arrival.adjudication()).isNull();
    assertThat(arrival.rejection().reason()).isEqualTo(reason);
    assertThat(arrival.rejection().message()).isEqualTo("topic-0-7: " + message);
    assertThat(arrival.rejection().contentBytes()).isEqualTo(9);
    assertThat(arrival.rejection().rejectedAt()).isEqualTo(NOW);
  }

  @Test
  void passesWhatIsSound() {
    AdjudicationArrival arrival =
        validate("e", "c", AdjudicationOutcome.INCONCLUSIVE, Examples.NOON.plusSeconds(300), "o");
    assertThat(arrival.rejection()).isNull();
    assertThat(arrival.adjudication().adjudication().encounterId()).isEqualTo("e");
  }

  @Test
  void refusesAMissingIdAndOneThatCouldBreakAKey() {
    assertRefused(
        validate("", "c", AdjudicationOutcome.SAME_PERSON, Examples.NOON, "o"),
        RejectionReason.MISSING_FIELD,
        "encounterId: got nothing, expected a value");
    assertRefused(
        validate("e", "c", AdjudicationOutcome.SAME_PERSON, Examples.NOON, " "),
        RejectionReason.MISSING_FIELD,
        "officer: got nothing, expected a value");
    assertRefused(
        validate("e", "c|1", AdjudicationOutcome.SAME_PERSON, Examples.NOON, "o"),
        RejectionReason.INVALID_FIELD,
        "captureId: got c|1, expected 1 to 128 printable ASCII characters without spaces and |");
  }

  @Test
  void refusesAnOutcomeThatThisReleaseDoesNotKnow() {
    assertRefused(
        validate("e", "c", AdjudicationOutcome.UNKNOWN, Examples.NOON, "o"),
        RejectionReason.INVALID_FIELD,
        "outcome: got UNKNOWN, expected SAME_PERSON, DIFFERENT_PERSON or INCONCLUSIVE");
  }

  @Test
  void refusesATimeThatHasNotBeen() {
    assertRefused(
        validate("e", "c", AdjudicationOutcome.SAME_PERSON, Examples.NOON.plusSeconds(301), "o"),
        RejectionReason.ADJUDICATED_IN_FUTURE,
        "adjudicatedAt: got 2026-07-01T16:05:01Z, expected at most 300 s after"
            + " 2026-07-01T16:00:00Z");
    assertRefused(
        validate("e", "c", AdjudicationOutcome.SAME_PERSON, Instant.EPOCH, "o"),
        RejectionReason.INVALID_FIELD,
        "adjudicatedAt: got 1970-01-01T00:00:00Z, expected a time from 2000-01-01T00:00:00Z on");
  }

  @Test
  void readsAFileLineByLineAndRejectsOnlyWhatIsBroken() throws Exception {
    Path file = folder.resolve("adjudications.ndjson");
    String sound = AdjudicationJson.write(Examples.adjudication());
    Files.write(file, List.of(sound, "{\"encounterId\":", sound.replace("SAME_", "SOME_")));
    List<AdjudicationArrival> arrivals = new ArrayList<>();
    try (ArrivalReader<AdjudicationArrival> reader =
        FileArrivals.openAdjudications(file, VALIDATION, Clock.fixed(NOW, ZoneOffset.UTC))) {
      for (AdjudicationArrival a = reader.next(); a != null; a = reader.next()) {
        arrivals.add(a);
      }
    }
    assertThat(arrivals).hasSize(3);
    assertThat(arrivals.get(0).adjudication().adjudication()).isEqualTo(Examples.adjudication());
    assertThat(arrivals.get(0).adjudication().position())
        .isEqualTo(new SourcePosition("adjudications.ndjson", 0, 1));
    assertThat(arrivals.get(1).rejection().reason()).isEqualTo(RejectionReason.MALFORMED_RECORD);
    assertThat(arrivals.get(2).rejection().reason()).isEqualTo(RejectionReason.INVALID_FIELD);
  }
}
