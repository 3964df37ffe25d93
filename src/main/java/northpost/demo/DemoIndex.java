package northpost.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import northpost.domain.Outcome;
import northpost.domain.OutcomeCounts;
import org.apache.http.HttpHost;
import org.apache.http.HttpStatus;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** Reads back from Elasticsearch what the job wrote. */
final class DemoIndex implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 5_000;
  private static final int PATIENCE_SECONDS = 20;
  private static final String ABSENT_IS_EMPTY = "ignore_unavailable=true&allow_no_indices=true";

  /** In the order of {@link OutcomeCounts}. */
  private static final List<String> OUTCOME_FIELDS =
      List.of(
          "matched",
          "match_confirmed",
          "match_overturned",
          "match_inconclusive",
          "not_matched",
          "ambiguous",
          "unusable",
          "unavailable",
          "confirmed",
          "overturned",
          "missed",
          "inconclusive",
          "unanswered",
          "awaited");

  private final RestClient client;

  DemoIndex(String url) {
    client = RestClient.builder(HttpHost.create(url)).build();
  }

  /** A decision as Elasticsearch has it. */
  record Decided(String captureId, String portCode, Outcome outcome, double totalMillis) {}

  /** The last minute of a port. */
  record PortReading(long captures, Map<Outcome, Long> outcomes, double p95Millis) {
    long count(Outcome outcome) {
      return outcomes.getOrDefault(outcome, 0L);
    }
  }

  long decisions() throws IOException {
    JsonNode answer = get("/northpost-decisions-*/_count?" + ABSENT_IS_EMPTY);
    return answer.path("count").asLong();
  }

  /** Makes what was written so far visible to the next search. */
  void refresh() throws IOException {
    perform(new Request("POST", "/northpost-*/_refresh?" + ABSENT_IS_EMPTY));
  }

  /** The decisions of the last minute by port, seeded probes left out. */
  Map<String, PortReading> lastMinute() throws IOException {
    JsonNode answer =
        post(
            "/northpost-decisions-*/_search?" + ABSENT_IS_EMPTY,
            """
            {"size": 0,
             "query": {"bool": {
               "filter": {"range": {"@timestamp": {"gte": "now-60s"}}},
               "must_not": {"exists": {"field": "northpost.seeded_probe"}}}},
             "aggs": {"port": {
               "terms": {"field": "northpost.port.code", "size": 50},
               "aggs": {
                 "outcome": {"terms": {"field": "northpost.decision.outcome"}},
                 "latency": {"percentiles":
                   {"field": "northpost.latency.total_ms", "percents": [95]}}}}}}
            """);
    Map<String, PortReading> ports = new TreeMap<>();
    for (JsonNode port : answer.path("aggregations").path("port").path("buckets")) {
      Map<Outcome, Long> outcomes = new HashMap<>();
      for (JsonNode outcome : port.path("outcome").path("buckets")) {
        outcomes.put(
            Outcome.valueOf(outcome.path("key").asText()), outcome.path("doc_count").asLong());
      }
      ports.put(
          port.path("key").asText(),
          new PortReading(
              port.path("doc_count").asLong(),
              outcomes,
              port.path("latency").path("values").path("95.0").asDouble(Double.NaN)));
    }
    return ports;
  }

  /** Anomalies so far by port. */
  Map<String, Long> anomalies() throws IOException {
    return anomaliesBy("northpost.port.code");
  }

  /** Anomalies so far by kind. */
  Map<String, Long> anomaliesByKind() throws IOException {
    return anomaliesBy("northpost.anomaly.kind");
  }

  private Map<String, Long> anomaliesBy(String field) throws IOException {
    JsonNode answer =
        post(
            "/northpost-anomalies-*/_search?" + ABSENT_IS_EMPTY,
            """
            {"size": 0, "aggs": {"by": {"terms": {"field": "%s", "size": 50}}}}
            """
                .formatted(field));
    Map<String, Long> counts = new TreeMap<>();
    for (JsonNode one : answer.path("aggregations").path("by").path("buckets")) {
      counts.put(one.path("key").asText(), one.path("doc_count").asLong());
    }
    return counts;
  }

  /** Documents that Elasticsearch did not take: none, unless its templates are not the job's. */
  long refusedDocuments() throws IOException {
    return get("/northpost-refused-*/_count?" + ABSENT_IS_EMPTY).path("count").asLong();
  }

  /** Every decision, page by page. */
  List<Decided> allDecisions() throws IOException {
    List<Decided> all = new ArrayList<>();
    for (JsonNode hit :
        allHits(
            "northpost-decisions-*",
            "\"event.id\",\"northpost.port.code\",\"northpost.decision.outcome\","
                + "\"northpost.latency.total_ms\"")) {
      JsonNode northpost = hit.path("northpost");
      all.add(
          new Decided(
              hit.path("event").path("id").asText(),
              northpost.path("port").path("code").asText(),
              Outcome.valueOf(northpost.path("decision").path("outcome").asText()),
              northpost.path("latency").path("total_ms").asDouble()));
    }
    return all;
  }

  /** The captureIds that replay anomalies name as their evidence. */
  Set<String> replayEvidence() throws IOException {
    Set<String> evidence = new HashSet<>();
    for (JsonNode hit : allHits("northpost-anomalies-*", "\"northpost.anomaly.*\"")) {
      JsonNode anomaly = hit.path("northpost").path("anomaly");
      if (anomaly.path("kind").asText().equals("replay")) {
        anomaly.path("evidence").forEach(id -> evidence.add(id.asText()));
      }
    }
    return evidence;
  }

  /** What officers found so far, all ports together. */
  OutcomeCounts outcomes() throws IOException {
    StringBuilder sums = new StringBuilder();
    for (String field : OUTCOME_FIELDS) {
      sums.append(sums.isEmpty() ? "" : ",")
          .append("\"" + field + "\":{\"sum\":{\"field\":\"northpost.outcome." + field + "\"}}");
    }
    JsonNode aggregations =
        post(
                "/northpost-outcomes-*/_search?" + ABSENT_IS_EMPTY,
                """
                {"size": 0,
                 "query": {"bool": {"filter": [
                   {"term": {"northpost.window.scope": "PORT"}},
                   {"range": {"northpost.window.minutes": {"gte": 1380}}}]}},
                 "aggs": {%s}}
                """
                    .formatted(sums))
            .path("aggregations");
    long[] n = new long[OUTCOME_FIELDS.size()];
    for (int i = 0; i < n.length; i++) {
      n[i] = aggregations.path(OUTCOME_FIELDS.get(i)).path("value").asLong();
    }
    return new OutcomeCounts(
        n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10], n[11], n[12], n[13]);
  }

  /** The captureIds of dead letters. */
  List<String> deadLetteredIds() throws IOException {
    List<String> ids = new ArrayList<>();
    for (JsonNode hit : allHits("northpost-rejections-*", "\"event.id\",\"northpost.*\"")) {
      String id = hit.path("northpost").path("rejection").path("record_id").asText(null);
      if (id != null) {
        ids.add(id);
      }
    }
    return ids;
  }

  private List<JsonNode> allHits(String indices, String source) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    String after = "";
    while (true) {
      JsonNode hits =
          post(
                  "/" + indices + "/_search?" + ABSENT_IS_EMPTY,
                  "{\"size\":"
                      + PAGE
                      + ",\"_source\":["
                      + source
                      + "],\"sort\":[{\"event.id\":\"asc\"}]"
                      + after
                      + "}")
              .path("hits")
              .path("hits");
      for (JsonNode hit : hits) {
        all.add(hit.path("_source"));
      }
      if (hits.size() < PAGE) {
        return all;
      }
      after = ",\"search_after\":" + hits.get(hits.size() - 1).path("sort");
    }
  }

  private JsonNode get(String path) throws IOException {
    return perform(new Request("GET", path));
  }

  private JsonNode post(String path, String body) throws IOException {
    Request request = new Request("POST", path);
    request.setJsonEntity(body);
    return perform(request);
  }

  private JsonNode perform(Request request) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try {
        return JSON.readTree(EntityUtils.toString(client.performRequest(request).getEntity()));
      } catch (ResponseException e) {
        if (!isNotYetReady(e) || System.nanoTime() > deadline) {
          throw e;
        }
        pause(e);
      }
    }
  }

  /** An index that has just been made answers 503 until its shard has started. */
  private static boolean isNotYetReady(ResponseException e) {
    return e.getResponse().getStatusLine().getStatusCode() == HttpStatus.SC_SERVICE_UNAVAILABLE;
  }

  private static void pause(IOException cause) throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cause;
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
