package northpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import northpost.domain.ComparisonKind;
import northpost.domain.Outcome;
import northpost.domain.OutcomeCounts;
import northpost.domain.SeededProbe;
import northpost.simulation.Truth;
import northpost.testing.Captures;
import org.junit.jupiter.api.Test;

class DemoSummaryTest {
  private static final OutcomeCounts OFFICERS =
      new OutcomeCounts(1000, 40, 0, 0, 50, 0, 0, 0, 45, 3, 3, 1, 0, 1);

  private static DemoSummary summary(Map<String, Long> anomalies, long refused) {
    SentCaptures sent = new SentCaptures();
    sent.add(Captures.capture("c-1").build(), truth(), false);
    sent.add(Captures.capture("c-1-replay").build(), truth(), true);
    sent.add(Captures.capture("c-2").optingOut().build(), truth(), false);
    sent.add(Captures.capture("c-3").build(), truth(), false);
    sent.add(Captures.capture("c-4").build(), truth(), false);
    sent.add(Captures.capture("seeded").seeded(SeededProbe.MATED).build(), truth(), false);
    return DemoSummary.of(
        12.5,
        sent,
        List.of(
            decided("c-1", Outcome.MATCH),
            decided("c-1-replay", Outcome.MATCH),
            decided("c-2", Outcome.OPTED_OUT),
            decided("seeded", Outcome.MATCH)),
        List.of("c-3"),
        Set.of("c-1", "c-1-replay"),
        anomalies,
        refused,
        OFFICERS,
        "drawn");
  }

  private static Truth truth() {
    return new Truth("c", "e", "s", true, false, false, ComparisonKind.VERIFICATION);
  }

  private static DemoIndex.Decided decided(String id, Outcome outcome) {
    return new DemoIndex.Decided(id, "0712", outcome, 40);
  }

  @Test
  void accountsForEveryCaptureOfATraveller() {
    DemoSummary summary = summary(Map.of(), 0);
    assertThat(summary.toText())
        .contains("5 sent = 2 decided + 1 opted out + 1 dead-lettered + 1 unaccounted")
        .contains("mated captures matched:    1/1 ")
        .contains("planted replays found:     1/1 ")
        .contains("seeded probes:             1 sent, 1 decided")
        .contains("anomalies:                 none\n")
        .doesNotContain("refused");
    assertThat(summary.complete()).isFalse();
  }

  @Test
  void namesTheAnomaliesAndTheDocumentsThatWereRefused() throws Exception {
    DemoSummary summary = summary(new TreeMap<>(Map.of("replay", 2L, "clock-skew", 1L)), 3);
    assertThat(summary.toText())
        .contains("anomalies:                 1 clock-skew, 2 replay\n")
        .contains("documents refused:         3 by Elasticsearch, expected 0");
    JsonNode json = new ObjectMapper().readTree(summary.toJson());
    assertThat(json.at("/anomalies/replay").asLong()).isEqualTo(2);
    assertThat(json.at("/refusedDocuments").asLong()).isEqualTo(3);
    assertThat(json.at("/captures/unaccounted").asLong()).isEqualTo(1);
  }

  @Test
  void noLineIsWiderThanAHundredColumns() {
    assertThat(summary(Map.of("impossible-travel", 12_345L), 3).toText().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }
}
