package northpost.sink.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import northpost.domain.Anomaly;
import northpost.domain.ComparisonKind;
import northpost.domain.Decision;
import northpost.domain.EncounterCounts;
import northpost.domain.ErrorCounts;
import northpost.domain.ErrorRateWindow;
import northpost.domain.FunnelWindow;
import northpost.domain.LatencySummary;
import northpost.domain.LatencyWindow;
import northpost.domain.Mode;
import northpost.domain.Zone;
import northpost.wire.DeadLetterRecord;
import northpost.wire.DecisionRecord;
import northpost.wire.Examples;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ResultJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void writesADecisionWithTheFieldsOfItsRecordInTheirOrder() throws Exception {
    String line = DecisionJson.write(Examples.decision());
    assertThat(line).doesNotContain("\n").doesNotContain("5c0ffee5");
    JsonNode node = JSON.readTree(line);
    assertThat(node.fieldNames())
        .toIterable()
        .containsExactlyElementsOf(names(DecisionRecord.getClassSchema()));
    assertThat(node.path("decidedAt").asText()).isEqualTo("2026-07-01T16:00:00.400Z");
    assertThat(node.at("/candidates/0/referenceId").asText()).isEqualTo("ref-1");
    assertThat(node.at("/candidates/0/subjectId").asText()).isEqualTo("sub-1");
    assertThat(node.at("/candidates/1/score").asDouble()).isEqualTo(0.8);
    assertThat(node.at("/quality/0/value").asDouble()).isEqualTo(61.5);
    assertThat(node.path("policyVersion").asInt()).isEqualTo(3);
  }

  @Test
  void writesErrorRatesWithNAndInterval() throws Exception {
    JsonNode node =
        JSON.readTree(
            ErrorRateJson.write(
                new ErrorRateWindow(
                    "PORT",
                    "0712",
                    null,
                    null,
                    ComparisonKind.VERIFICATION,
                    Examples.NOON,
                    Examples.NOON.plusSeconds(3600),
                    14,
                    new ErrorCounts(10, 1, 2, 0, 0, 2))));
    assertThat(node.path("fnmr").asDouble()).isEqualTo(0.1);
    assertThat(node.path("fnmrDenominator").asLong()).isEqualTo(10);
    assertThat(node.path("fnmrUpper").asDouble()).isBetween(0.40, 0.41);
    assertThat(node.path("fmrDenominator").asLong()).isZero();
    assertThat(node.path("fmrUpper").asDouble()).isEqualTo(1);
    assertThat(node.path("matedNotAnswered").asLong()).isEqualTo(2);
    assertThat(node.has("laneId")).isFalse();
  }

  @Test
  void differsOnlyInTimeOfDecisionAndLatenciesBetweenTwoRuns() throws Exception {
    Decision d = Examples.decision();
    Decision again =
        new Decision(
            d.capture(),
            d.outcome(),
            d.reason(),
            d.reasonDetail(),
            d.comparison(),
            d.candidates(),
            d.threshold(),
            d.margin(),
            d.policyId(),
            d.policyVersion(),
            d.modelId(),
            d.quality(),
            d.imageDigest(),
            d.decidedAt().plusSeconds(9),
            1,
            2,
            3,
            4);
    JsonNode first = JSON.readTree(DecisionJson.write(d));
    JsonNode second = JSON.readTree(DecisionJson.write(again));
    first
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals("decidedAt") && !name.contains("Latency")) {
                assertThat(second.get(name)).as(name).isEqualTo(first.get(name));
              } else {
                assertThat(second.get(name)).as(name).isNotEqualTo(first.get(name));
              }
            });
  }

  @Test
  void writesADeadLetterWithTheFieldsOfItsRecordInTheirOrder() throws Exception {
    JsonNode node = JSON.readTree(DeadLetterJson.write(Examples.deadLetter()));
    assertThat(node.fieldNames())
        .toIterable()
        .containsExactlyElementsOf(names(DeadLetterRecord.getClassSchema()));
    assertThat(node.path("content").binaryValue()).containsExactly(1, 2);
    assertThat(node.path("offset").asLong()).isEqualTo(42);
  }

  @Test
  void writesAFunnelWindowWithWhatEachRateRestsOn() throws Exception {
    FunnelWindow window =
        new FunnelWindow(
            "LANE",
            "0712",
            "champlain",
            "0712-champlain-v1",
            Mode.VEHICLE,
            Zone.PRIMARY,
            Examples.NOON,
            Examples.NOON.plusSeconds(120),
            2,
            new EncounterCounts(2, 1, 2, 1, 1, 1, 3, 1, 0, 0, 5, 3, 1, 1),
            EncounterCounts.ZERO,
            0);
    JsonNode node = JSON.readTree(FunnelJson.write(window));
    assertThat(node.path("start").asText()).isEqualTo("2026-07-01T16:00:00Z");
    assertThat(node.path("mode").asText()).isEqualTo("VEHICLE");
    assertThat(node.path("presented").asInt()).isEqualTo(12);
    assertThat(node.path("captured").asInt()).isEqualTo(10);
    assertThat(node.path("encountersPerMinute").asDouble()).isEqualTo(5);
    assertThat(node.path("matchRateNumerator").asInt()).isEqualTo(4);
    assertThat(node.path("matchRateDenominator").asInt()).isEqualTo(6);
    assertThat(node.path("matchRate").asDouble())
        .isBetween(node.path("matchRateLower").asDouble(), node.path("matchRateUpper").asDouble());
    assertThat(node.path("captureRateDenominator").asInt()).isEqualTo(12);
    assertThat(node.path("occupantRate").asDouble()).isEqualTo(0.6);
  }

  /** Two runs differ in latencies, and the files of funnels may not. */
  @Test
  void writesNoLatencyInAFunnel() {
    assertThat(FunnelJson.write(port())).doesNotContainIgnoringCase("latency", "millis");
  }

  @Test
  void leavesOutWhatAPortWideWindowDoesNotHave() throws Exception {
    JsonNode node = JSON.readTree(FunnelJson.write(port()));
    assertThat(node.has("laneId")).isFalse();
    assertThat(node.path("mode").asText()).isEqualTo("ALL");
    assertThat(node.path("zone").asText()).isEqualTo("ALL");
  }

  private static FunnelWindow port() {
    return new FunnelWindow(
        "PORT",
        "0712",
        null,
        null,
        null,
        null,
        Examples.NOON,
        Examples.NOON.plusSeconds(60),
        1,
        EncounterCounts.ZERO,
        EncounterCounts.ZERO,
        0);
  }

  @Test
  void writesEachStageOfALatencyWindow() throws Exception {
    LatencySummary stage = new LatencySummary(3, 100, 200, 300, 400);
    LatencyWindow window =
        new LatencyWindow(
            "PORT",
            "0712",
            null,
            null,
            Examples.NOON,
            Examples.NOON.plusSeconds(60),
            3,
            stage,
            stage,
            stage,
            new LatencySummary(3, 1, 2, 3, 4),
            77,
            null);
    JsonNode node = JSON.readTree(LatencyJson.write(window));
    assertThat(node.path("captures").asInt()).isEqualTo(3);
    assertThat(node.path("totalP95Millis").asInt()).isEqualTo(200);
    assertThat(node.path("comparisonMaxMillis").asInt()).isEqualTo(4);
    assertThat(node.path("queueAgeMillis").asInt()).isEqualTo(77);
  }

  @Test
  void writesAnAnomalyWithItsEvidence() throws Exception {
    Anomaly anomaly =
        new Anomaly(
            "a-1",
            "replay",
            "high",
            "OPEN",
            1,
            "0712",
            "champlain",
            "0712-champlain-v1",
            Examples.NOON,
            Instant.EPOCH,
            2,
            0.5,
            "The same image came twice.",
            List.of("cap-1", "cap-2"));
    assertThat(AnomalyJson.write(anomaly))
        .isEqualTo(
            "{\"anomalyId\":\"a-1\",\"kind\":\"replay\",\"severity\":\"high\",\"status\":\"OPEN\","
                + "\"version\":1,\"portCode\":\"0712\",\"crossingId\":\"champlain\","
                + "\"laneId\":\"0712-champlain-v1\",\"start\":\"2026-07-01T16:00:00Z\","
                + "\"end\":\"1970-01-01T00:00:00Z\",\"observed\":2.0,\"expected\":0.5,"
                + "\"sentence\":\"The same image came twice.\",\"evidence\":[\"cap-1\",\"cap-2\"],"
                + "\"scope\":\"LANE\"}");
  }

  private static List<String> names(Schema schema) {
    return schema.getFields().stream().map(Schema.Field::name).toList();
  }
}
