package northpost.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What documents may say: the golden files are the allowed field sets, and changing one is a
 * reviewed act.
 */
class DocumentFieldsTest {
  /** The ECS fields in use. */
  private static final Set<String> ECS =
      Set.of(
          "@timestamp",
          "ecs.version",
          "error.code",
          "error.message",
          "error.type",
          "event.action",
          "event.created",
          "event.dataset",
          "event.duration",
          "event.end",
          "event.id",
          "event.kind",
          "event.module",
          "event.original",
          "event.outcome",
          "event.reason",
          "event.start",
          "observer.name",
          "observer.type",
          "rule.id",
          "rule.version",
          "service.name");

  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Arguments> examples() {
    Document decision = DecisionDocument.of(DomainExamples.fullDecision());
    return Stream.of(
        Arguments.of("decision", DocumentKind.DECISIONS, decision),
        Arguments.of(
            "decision-opted-out",
            DocumentKind.DECISIONS,
            DecisionDocument.of(DomainExamples.sparseDecision())),
        Arguments.of(
            "funnel-lane", DocumentKind.FUNNEL, FunnelDocument.of(DomainExamples.laneWindow())),
        Arguments.of(
            "funnel-port-empty",
            DocumentKind.FUNNEL,
            FunnelDocument.of(DomainExamples.emptyPortWindow())),
        Arguments.of(
            "latency", DocumentKind.LATENCY, LatencyDocument.of(DomainExamples.latencyWindow())),
        Arguments.of(
            "anomaly", DocumentKind.ANOMALIES, AnomalyDocument.of(DomainExamples.anomaly())),
        Arguments.of(
            "error-rates",
            DocumentKind.ERROR_RATES,
            ErrorRateDocument.of(DomainExamples.errorRates())),
        Arguments.of(
            "outcomes", DocumentKind.OUTCOMES, OutcomeDocument.of(DomainExamples.outcomes())),
        Arguments.of(
            "rejection",
            DocumentKind.REJECTIONS,
            DeadLetterDocument.of(DomainExamples.deadLetter())),
        Arguments.of(
            "refused",
            DocumentKind.REFUSED,
            RefusedDocument.of(
                new Document(
                    "northpost-decisions-2026.03",
                    "c-1",
                    "{\"northpost\":{\"decision\":{\"threshold\":\"high\"}}}"
                        .getBytes(StandardCharsets.UTF_8),
                    Document.UNVERSIONED),
                DomainExamples.mappingConflict(),
                Instant.parse("2026-04-02T08:00:00Z"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void hasExactlyTheAgreedFieldsInTheirOrder(String golden, DocumentKind kind, Document document)
      throws IOException {
    assertThat(JSON.readTree(document.json()).toPrettyString()).isEqualTo(golden(golden));
    assertThat(document.index()).startsWith(kind.alias() + "-2026.03");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void hasOnlyFieldsThatTheStrictMappingKnows(String golden, DocumentKind kind, Document document)
      throws IOException {
    MappedFields mapped = MappedFields.of(kind);
    assertThat(MappedFields.in(document.json())).allMatch(mapped::covers);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void carriesNoImageBytesAndNoDigest(String golden, DocumentKind kind, Document document) {
    assertThat(new String(document.json(), StandardCharsets.UTF_8))
        .doesNotContain("FACE", "RkFDR", "digest-of-the-image");
  }

  @ParameterizedTest
  @EnumSource(DocumentKind.class)
  void keepsOwnFieldsUnderOwnName(DocumentKind kind) {
    TreeSet<String> strangers = new TreeSet<>(MappedFields.of(kind).types().keySet());
    strangers.removeIf(field -> field.startsWith("northpost."));
    strangers.removeAll(ECS);
    assertThat(strangers).isEmpty();
  }

  @Test
  void mapsEveryFieldToOneTypeInAllKinds() {
    for (DocumentKind one : DocumentKind.values()) {
      for (DocumentKind other : DocumentKind.values()) {
        var types = MappedFields.of(one).types();
        types.keySet().retainAll(MappedFields.of(other).types().keySet());
        assertThat(MappedFields.of(other).types())
            .as(one + " and " + other)
            .containsAllEntriesOf(types);
      }
    }
  }

  private static String golden(String name) throws IOException {
    String resource = "/golden/elasticsearch/" + name + ".json";
    try (InputStream in = DocumentFieldsTest.class.getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
