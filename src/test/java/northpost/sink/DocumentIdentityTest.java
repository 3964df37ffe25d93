package northpost.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import northpost.domain.DeadLetter;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

class DocumentIdentityTest {
  @Test
  void takesTheMonthFromTheEventInUtc() {
    assertThat(DocumentKind.DECISIONS.index(Instant.parse("2026-03-31T23:59:59.999Z")))
        .isEqualTo("northpost-decisions-2026.03");
    assertThat(DocumentKind.FUNNEL.index(Instant.parse("2026-04-01T00:00:00Z")))
        .isEqualTo("northpost-funnel-2026.04");
    assertThat(DocumentKind.ANOMALIES.index(Instant.parse("2025-12-31T23:00:00Z")))
        .isEqualTo("northpost-anomalies-2025.12");
  }

  @Test
  void namesADecisionByItsCapture() {
    Document document = DecisionDocument.of(DomainExamples.fullDecision());
    assertThat(document.id()).isEqualTo("c-1");
    assertThat(document.version()).isEqualTo(Document.UNVERSIONED);
  }

  /** Refused again in the next month, after a failure, it is the same document. */
  @Test
  void keepsARejectionInTheMonthInWhichItsRecordWasReceived() {
    Instant received = Instant.parse("2026-03-31T23:59:58Z");
    DeadLetter first = DomainExamples.deadLetter().ofRecordReceivedAt(received);
    DeadLetter again =
        new DeadLetter(
            first.reason(),
            first.message(),
            first.position(),
            first.recordId(),
            first.portCode(),
            first.content(),
            first.contentBytes(),
            Instant.parse("2026-04-01T00:00:03Z"),
            first.receivedAt());
    assertThat(DeadLetterDocument.of(first).index()).isEqualTo("northpost-rejections-2026.03");
    assertThat(DeadLetterDocument.of(again).index()).isEqualTo("northpost-rejections-2026.03");
    assertThat(DeadLetterDocument.of(again).id()).isEqualTo(DeadLetterDocument.of(first).id());
  }

  @Test
  void namesAWindowByScopePlaceAndTime() {
    Document lane = FunnelDocument.of(DomainExamples.laneWindow());
    assertThat(lane.id())
        .isEqualTo("LANE|0715|trout-river|lane-1|VEHICLE|PRIMARY|2026-03-31T23:45:00Z|PT15M");
    assertThat(lane.version()).isEqualTo(7);
    assertThat(FunnelDocument.of(DomainExamples.emptyPortWindow()).id())
        .isEqualTo("PORT|0706|||ALL|ALL|2026-03-31T23:59:00Z|PT1M");
  }

  @Test
  void namesOutcomesByScopePlaceModeAndTime() {
    Document document = OutcomeDocument.of(DomainExamples.outcomes());
    assertThat(document.id())
        .isEqualTo("LANE|0715|trout-river|lane-1|VEHICLE|2026-03-31T23:00:00Z|PT1H");
    assertThat(document.version()).isEqualTo(1_774_998_000_000L);
  }

  @Test
  void namesALatencyWindowTheSameWay() {
    Document lane = LatencyDocument.of(DomainExamples.latencyWindow());
    assertThat(lane.id()).isEqualTo("LANE|0715|trout-river|lane-1|2026-03-31T23:45:00Z|PT15M");
    assertThat(lane.version()).isEqualTo(20);
  }

  @Test
  void keepsAnAnomalyUnderOneIdThroughItsLife() {
    Document document = AnomalyDocument.of(DomainExamples.anomaly());
    assertThat(document.id()).isEqualTo("replay|0901|c-7");
    assertThat(document.version()).isEqualTo(2);
  }

  @Test
  void namesADeadLetterByWhereItCameFrom() {
    assertThat(DeadLetterDocument.of(DomainExamples.deadLetter()).id())
        .isEqualTo("northpost.captures.9999-3-1288");
  }

  @Test
  void keepsARefusedDocumentInTheMonthAndUnderTheNameOfTheOriginal() {
    Document refused = refused(new Document("northpost-funnel-2025.11", "w", json("{}"), 3));
    assertThat(refused.index()).isEqualTo("northpost-refused-2025.11");
    assertThat(refused.id()).isEqualTo("northpost-funnel-2025.11|w");
    assertThat(RefusedDocument.isOne(refused)).isTrue();
  }

  @Test
  void cutsAHugeRefusedDocumentAndItsHugeName() {
    String huge = "{\"x\":\"" + "é".repeat(100_000) + "\"}";
    Document refused =
        refused(new Document("northpost-funnel-2025.11", "i".repeat(600), json(huge), 3));
    assertThat(refused.json().length).isLessThan(70_000);
    assertThat(refused.id()).hasSizeLessThan(512).startsWith("northpost-funnel-2025.11|");
    assertThat(new String(refused.json(), StandardCharsets.UTF_8)).contains("\"bytes\":200008");
  }

  @Test
  void refusesALineFeedThatWouldBreakTheBulk() {
    assertThatThrownBy(() -> new Document("i", "d", json("{\n}"), 1))
        .hasMessage("document d for i: got a line feed, expected JSON on one line");
  }

  @Test
  void crossesStreamsWithoutKryo() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Document.class);
  }

  private static Document refused(Document original) {
    return RefusedDocument.of(
        original, DomainExamples.mappingConflict(), Instant.parse("2026-04-02T08:00:00Z"));
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
