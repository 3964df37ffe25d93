package northpost.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import northpost.sink.DocumentKind;
import org.junit.jupiter.api.Test;

class ComparableDocumentTest {
  private static final String DECISION =
      """
      {"@timestamp": "2026-03-02T12:00:00Z",
       "event": {"id": "c-1", "created": "%s", "duration": %d},
       "northpost": {"decision": {"outcome": "%s"}, "latency": {"total_ms": %d, "captures": 3}}}
      """;

  @Test
  void leavesOutWhenItWasDoneAndHowLongThatTook() throws Exception {
    assertThat(of(DocumentKind.DECISIONS, "2026-03-02T12:00:01Z", 5, "MATCH"))
        .isEqualTo(of(DocumentKind.DECISIONS, "2026-03-02T12:00:09Z", 7, "MATCH"))
        .contains("northpost.latency.captures=3", "@timestamp=\"2026-03-02T12:00:00Z\"");
  }

  @Test
  void keepsEverythingElse() throws Exception {
    assertThat(of(DocumentKind.DECISIONS, "2026-03-02T12:00:01Z", 5, "MATCH"))
        .isNotEqualTo(of(DocumentKind.DECISIONS, "2026-03-02T12:00:01Z", 5, "NO_MATCH"));
  }

  @Test
  void aRejectionsTimeIsThatOfTheRefusal() throws Exception {
    assertThat(of(DocumentKind.REJECTIONS, "2026-03-02T12:00:01Z", 5, "MATCH"))
        .doesNotContain("@timestamp");
  }

  private static String of(DocumentKind kind, String created, int millis, String outcome)
      throws Exception {
    return ComparableDocument.of(
        kind, new ObjectMapper().readTree(DECISION.formatted(created, millis, outcome, millis)));
  }
}
