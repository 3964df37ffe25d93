package northpost.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import northpost.domain.PortRegistry;
import northpost.source.PortRegistryYaml;
import org.junit.jupiter.api.Test;

class PortStatesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PortRegistry PORTS = PortRegistryYaml.shipped();

  /** A Tuesday in March, 20:00 at the ports: Trout River's crossings with hours are closed. */
  private static final Instant EVENING = Instant.parse("2026-03-31T00:00:00Z");

  private final Map<String, String> decisions = new HashMap<>();
  private final Map<String, Integer> anomalies = new HashMap<>();

  /** Answers as Elasticsearch does. */
  private JsonNode answer(String indices, JsonNode body) throws IOException {
    return JSON.readTree(
        "{\"aggregations\":{\"port\":{\"buckets\":["
            + (indices.startsWith("northpost-decisions")
                ? String.join(",", decisions.values())
                : String.join(
                    ",",
                    anomalies.entrySet().stream()
                        .map(
                            e ->
                                "{\"key\":\""
                                    + e.getKey()
                                    + "\",\"doc_count\":"
                                    + e.getValue()
                                    + "}")
                        .toList()))
            + "]}}}");
  }

  private PortStatesTest sent(String port, int recent, Duration ago) {
    decisions.put(
        port,
        "{\"key\":\"%s\",\"recent\":{\"doc_count\":%d},\"last\":{\"value\":%d}}"
            .formatted(port, recent, EVENING.minus(ago).toEpochMilli()));
    return this;
  }

  private JsonNode port(String code) throws IOException {
    return port(code, EVENING);
  }

  private JsonNode port(String code, Instant at) throws IOException {
    for (JsonNode port : new PortStates(PORTS, this::answer).at(at).path("ports")) {
      if (port.path("code").asText().equals(code)) {
        return port;
      }
    }
    throw new AssertionError(code);
  }

  @Test
  void isOkWithCapturesAMomentAgo() throws IOException {
    JsonNode port = sent("0901", 40, Duration.ofSeconds(10)).port("0901");

    assertThat(port.path("state").asText()).isEqualTo("ok");
    assertThat(port.path("capturesPerMinute").asDouble()).isEqualTo(8);
    assertThat(port.path("lastCapture").asText()).isEqualTo("2026-03-30T23:59:50Z");
  }

  @Test
  void isSilentAfterTheTimeOfThirtyTravellers() throws IOException {
    Duration patience = PortStates.patience(PORTS.port("0701").orElseThrow());

    assertThat(patience).isBetween(Duration.ofMinutes(28), Duration.ofMinutes(30));
    assertThat(sent("0701", 0, patience).port("0701").path("state").asText()).isEqualTo("ok");
    assertThat(sent("0701", 0, patience.plusSeconds(1)).port("0701").path("state").asText())
        .isEqualTo("silent");
    assertThat(port("0712").path("state").asText()).as("never heard of").isEqualTo("silent");
  }

  @Test
  void isNeverSilentWithinTenMinutes() {
    assertThat(PortStates.patience(PORTS.port("0901").orElseThrow()))
        .isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void isClosedOutOfSeasonUnlessItSendsCaptures() throws IOException {
    assertThat(port("0706").path("state").asText()).isEqualTo("closed");
    assertThat(port("0706").path("opens").isNull()).as("not within two days").isTrue();

    assertThat(sent("0706", 1, Duration.ofMinutes(1)).port("0706").path("state").asText())
        .isEqualTo("ok");
  }

  @Test
  void isNotSilentWhenItHasJustOpened() throws IOException {
    Instant firstMorning = Instant.parse("2026-05-01T12:05:00Z");

    assertThat(port("0706", firstMorning).path("state").asText()).isEqualTo("ok");
    assertThat(port("0706", firstMorning.plus(Duration.ofDays(1))).path("state").asText())
        .as("after a day of the season without a capture")
        .isEqualTo("silent");
  }

  @Test
  void tellsOfEachCrossingWhetherItIsOpen() throws IOException {
    Map<String, Boolean> open = new HashMap<>();
    port("0715")
        .path("crossings")
        .forEach(c -> open.put(c.path("id").asText(), c.path("open").asBoolean()));

    assertThat(open).containsEntry("trout-river", false).containsEntry("fort-covington", true);
  }

  @Test
  void showsAnOpenAnomalyBeforeAllElse() throws IOException {
    anomalies.put("0706", 2);

    assertThat(port("0706").path("state").asText()).isEqualTo("anomaly");
    assertThat(port("0706").path("openAnomalies").asInt()).isEqualTo(2);
  }
}
