package northpost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import northpost.testing.ReplayFiles;

/**
 * What the result files of a run say, under the names of the fields of documents: the other way to
 * the figures of a dashboard, without Elasticsearch and without the code that makes documents.
 */
final class ResultDocuments {
  private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final List<String> PLACE_OF =
      List.of("portCode:port.code", "crossingId:crossing.id", "laneId:lane.id", "mode:mode");
  private static final Map<String, String> RATES =
      Map.of(
          "captureRate", "capture",
          "usableRate", "usable",
          "decidedRate", "decided",
          "matchRate", "match",
          "confirmedRate", "confirmed",
          "occupantRate", "occupants",
          "answerRate", "answer",
          "referralPrecision", "referral_precision",
          "fnmrEstimate", "fnmr_estimate",
          "fmrEstimate", "fmr_estimate");

  private final Map<String, List<Map<String, Object>>> byIndex = new LinkedHashMap<>();

  /**
   * @param folder with the result files
   */
  static ResultDocuments read(Path folder) throws Exception {
    ResultDocuments documents = new ResultDocuments();
    documents.add(folder, "decisions", "decision", ResultDocuments::decision);
    documents.add(folder, "funnel", "funnel", line -> window(line, "funnel"));
    documents.add(folder, "latency", "latency", ResultDocuments::latency);
    documents.add(folder, "anomalies", "anomaly", ResultDocuments::anomaly);
    documents.add(folder, "outcomes", "outcome", line -> window(line, "outcome"));
    documents.add(folder, "error-rates", "error_rates", ResultDocuments::errorRates);
    documents.addFile(
        folder.resolve("rejected.ndjson"), "rejections", "rejection", ResultDocuments::rejection);
    documents.byIndex.put("northpost-refused-", new ArrayList<>());
    return documents;
  }

  private interface Reading {
    Map<String, Object> of(JsonNode line);
  }

  private void add(Path folder, String name, String dataset, Reading reading) throws Exception {
    addFile(folder.resolve(name + ".ndjson"), name, dataset, reading);
  }

  private void addFile(Path file, String name, String dataset, Reading reading) throws Exception {
    List<Map<String, Object>> all = new ArrayList<>();
    for (JsonNode line : ReplayFiles.read(file)) {
      Map<String, Object> document = reading.of(line);
      document.put("event.dataset", "northpost." + dataset);
      document.values().removeIf(java.util.Objects::isNull);
      all.add(document);
    }
    byIndex.put("northpost-" + name + "-", all);
  }

  /** One decision goes to the documents that Elasticsearch refused. */
  void refuse(String captureId, String index, String type, Instant at) {
    assertRemoved(byIndex.get("northpost-decisions-").removeIf(d -> captureId.equals(d.get("id"))));
    byIndex
        .get("northpost-refused-")
        .add(
            new HashMap<>(
                Map.of(
                    "@timestamp", at,
                    "event.dataset", "northpost.refused",
                    "error.type", type,
                    "northpost.refused.index", index)));
  }

  private static void assertRemoved(boolean removed) {
    if (!removed) {
      throw new AssertionError("got no such decision, expected one");
    }
  }

  /** Those of the indices of a pattern such as {@code northpost-a-*,northpost-b-*}. */
  List<Map<String, Object>> of(String pattern) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (String each : pattern.split(",")) {
      all.addAll(byIndex.get(each.replace("*", "")));
    }
    return all;
  }

  private static Map<String, Object> start(JsonNode line, String time) {
    Map<String, Object> document = new HashMap<>();
    document.put("@timestamp", instant(line, time));
    for (String field : PLACE_OF) {
      String[] names = field.split(":");
      document.put("northpost." + names[1], text(line, names[0]));
    }
    return document;
  }

  private static Map<String, Object> decision(JsonNode line) {
    Map<String, Object> document = start(line, "capturedAt");
    document.put("id", text(line, "captureId"));
    document.put("event.created", instant(line, "decidedAt"));
    document.put("observer.name", text(line, "cameraId"));
    String policy = text(line, "policyId");
    document.put("rule.id", policy);
    document.put("rule.version", policy == null ? null : text(line, "policyVersion"));
    document.put("northpost.traveller.class", text(line, "travellerClass"));
    document.put("northpost.seeded_probe", text(line, "seededProbe"));
    for (String field : List.of("outcome", "reason", "comparison")) {
      document.put("northpost.decision." + field, text(line, field));
    }
    document.put("northpost.decision.threshold", number(line, "threshold"));
    document.put(
        "northpost.candidate.best.reference_id", text(line.at("/candidates/0"), "referenceId"));
    document.put("northpost.comparison.score", number(line.at("/candidates/0"), "score"));
    document.put("northpost.model.id", text(line, "modelId"));
    for (JsonNode measure : line.path("quality")) {
      if (measure.path("value").asDouble() >= 0) {
        document.put(
            "northpost.quality." + snake(measure.path("measure").asText()),
            measure.path("value").asDouble());
      }
    }
    for (String stage : List.of("transport", "acquisition", "comparison", "total")) {
      document.put("northpost.latency." + stage + "_ms", number(line, stage + "LatencyMillis"));
    }
    return document;
  }

  private static Map<String, Object> window(JsonNode line, String kind) {
    Map<String, Object> document = start(line, "start");
    scope(document, line);
    document.put("northpost.window.mode", text(line, "mode"));
    document.put("northpost.window.zone", text(line, "zone"));
    document.put("northpost.outcome.sampling", text(line, "sampling"));
    line.fields()
        .forEachRemaining(
            field -> {
              if (field.getValue().isIntegralNumber() && !field.getKey().equals("version")) {
                document.put(
                    "northpost." + kind + "." + snake(field.getKey()), field.getValue().asDouble());
              }
            });
    RATES.forEach((name, word) -> rate(document, line, name, word));
    return document;
  }

  private static void scope(Map<String, Object> document, JsonNode line) {
    Instant start = instant(line, "start");
    document.put("northpost.window.scope", text(line, "scope"));
    document.put(
        "northpost.window.minutes",
        (double) Duration.between(start, instant(line, "end")).toMinutes());
  }

  private static void rate(Map<String, Object> document, JsonNode line, String name, String word) {
    document.put("northpost.rate." + word + ".numerator", number(line, name + "Numerator"));
    document.put("northpost.rate." + word + ".denominator", number(line, name + "Denominator"));
  }

  private static Map<String, Object> latency(JsonNode line) {
    Map<String, Object> document = start(line, "start");
    scope(document, line);
    document.put("northpost.latency.captures", number(line, "captures"));
    document.put("northpost.latency.queue_age_ms", number(line, "queueAgeMillis"));
    return document;
  }

  private static Map<String, Object> anomaly(JsonNode line) {
    Map<String, Object> document = start(line, "start");
    document.put("event.id", text(line, "anomalyId"));
    document.put("event.end", instant(line, "end"));
    document.put("event.reason", text(line, "sentence"));
    document.put("observer.name", text(line, "cameraId"));
    for (String field : List.of("kind", "severity", "status", "scope")) {
      document.put("northpost.anomaly." + field, text(line, field));
    }
    document.put("northpost.anomaly.observed", number(line, "observed"));
    document.put("northpost.anomaly.expected", number(line, "expected"));
    List<String> evidence = new ArrayList<>();
    line.path("evidence").forEach(each -> evidence.add(each.asText()));
    document.put("northpost.anomaly.evidence", evidence.isEmpty() ? null : evidence);
    return document;
  }

  private static Map<String, Object> errorRates(JsonNode line) {
    Map<String, Object> document = start(line, "start");
    scope(document, line);
    document.put("northpost.seeded.comparison", text(line, "comparison"));
    document.put("northpost.seeded.mated_not_answered", number(line, "matedNotAnswered"));
    document.put("northpost.seeded.non_mated_not_answered", number(line, "nonMatedNotAnswered"));
    rate(document, line, "fmr", "fmr");
    rate(document, line, "fnmr", "fnmr");
    return document;
  }

  private static Map<String, Object> rejection(JsonNode line) {
    Map<String, Object> document = start(line, "rejectedAt");
    document.put("error.code", text(line, "reason"));
    document.put("northpost.rejection.source", text(line, "source"));
    return document;
  }

  private static String snake(String name) {
    return WORD_START.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
  }

  private static String text(JsonNode line, String field) {
    return line.hasNonNull(field) ? line.path(field).asText() : null;
  }

  private static Double number(JsonNode line, String field) {
    return line.hasNonNull(field) ? line.path(field).asDouble() : null;
  }

  /** Elasticsearch counts time in milliseconds. */
  private static Instant instant(JsonNode line, String field) {
    return line.hasNonNull(field)
        ? Instant.parse(line.path(field).asText()).truncatedTo(ChronoUnit.MILLIS)
        : null;
  }
}
