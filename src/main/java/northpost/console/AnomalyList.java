package northpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import northpost.dashboard.Search;
import northpost.domain.Crossing;
import northpost.domain.Port;
import northpost.domain.PortRegistry;

/** The anomalies of a time range: those that are open first, then the newest. */
final class AnomalyList {
  static final String INDICES = "northpost-anomalies-*";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LISTED = 50;
  private static final int EVIDENCE_LISTED = 20;

  /** One that nobody closed in so long is not of now: its job has ended. */
  private static final Duration LONGEST = Duration.ofDays(31);

  private final PortRegistry registry;
  private final Search search;

  AnomalyList(PortRegistry registry, Search search) {
    this.registry = registry;
    this.search = search;
  }

  /**
   * A query of those that had begun and not ended at a moment.
   *
   * @param port code; null for all
   */
  static JsonNode openAt(Instant at, String port) {
    ObjectNode query =
        json(
            """
            {"bool": {
              "filter": [{"range": {"@timestamp": {"gte": "%s", "lt": "%s"}}}],
              "must_not": [{"bool": {"filter": [
                {"term": {"northpost.anomaly.status": "CLOSED"}},
                {"range": {"event.end": {"lte": "%s"}}}]}}]}}
            """,
            at.minus(LONGEST), at, at);
    return withPort(query, port);
  }

  /** Ones that began or went on in the range and were over at its end. */
  private static JsonNode overIn(View view) {
    ObjectNode query =
        json(
            """
            {"bool": {"filter": [
              {"term": {"northpost.anomaly.status": "CLOSED"}},
              {"range": {"@timestamp": {"lt": "%s"}}},
              {"range": {"event.end": {"gte": "%s", "lte": "%s"}}}]}}
            """,
            view.to(), view.from(), view.to());
    return withPort(query, view.port());
  }

  private static JsonNode withPort(ObjectNode query, String port) {
    if (port != null) {
      ((ArrayNode) query.at("/bool/filter"))
          .addObject()
          .putObject("term")
          .put("northpost.port.code", port);
    }
    return query;
  }

  JsonNode of(View view) throws IOException {
    JsonNode open = newest(openAt(view.to(), view.port()));
    JsonNode over = newest(overIn(view));
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("at", view.to().toString());
    long stillOpen = open.at("/hits/total/value").asLong();
    root.put("open", stillOpen);
    root.put("total", stillOpen + over.at("/hits/total/value").asLong());
    ArrayNode list = root.putArray("anomalies");
    open.at("/hits/hits").forEach(hit -> list.add(entry(hit, true)));
    over.at("/hits/hits").forEach(hit -> list.add(entry(hit, false)));
    return root;
  }

  private JsonNode newest(JsonNode query) throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("size", LISTED).put("track_total_hits", true);
    body.set("query", query);
    // An index without a document of the kind has no such field yet.
    body.putArray("sort")
        .addObject()
        .putObject("@timestamp")
        .put("order", "desc")
        .put("unmapped_type", "date");
    return search.search(INDICES, body);
  }

  private ObjectNode entry(JsonNode hit, boolean isOpen) {
    JsonNode source = hit.path("_source");
    JsonNode northpost = source.path("northpost");
    JsonNode anomaly = northpost.path("anomaly");
    String port = northpost.at("/port/code").asText(null);
    String crossing = northpost.at("/crossing/id").asText(null);
    ObjectNode entry =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", hit.path("_id").asText())
            .put("kind", anomaly.path("kind").asText())
            .put("severity", anomaly.path("severity").asText())
            .put("status", anomaly.path("status").asText())
            .put("open", isOpen)
            .put("scope", anomaly.path("scope").asText())
            .put("portCode", port)
            .put("portName", registry.port(port).map(Port::name).orElse(port))
            .put("crossingName", registry.crossing(crossing).map(Crossing::name).orElse(crossing))
            .put("laneId", northpost.at("/lane/id").asText(null))
            .put("cameraId", source.at("/observer/name").asText(null))
            .put("start", source.at("/event/start").asText(null))
            .put("end", source.at("/event/end").asText(null))
            .put("sentence", source.at("/event/reason").asText())
            .put("evidenceCount", anomaly.path("evidence").size());
    entry.set("observed", anomaly.path("observed"));
    entry.set("expected", anomaly.path("expected"));
    ArrayNode evidence = entry.putArray("evidence");
    for (JsonNode id : anomaly.path("evidence")) {
      if (evidence.size() < EVIDENCE_LISTED) {
        evidence.add(id);
      }
    }
    return entry;
  }

  private static ObjectNode json(String template, Object... values) {
    try {
      return (ObjectNode) JSON.readTree(template.formatted(values));
    } catch (IOException e) {
      throw new IllegalStateException(template, e);
    }
  }
}
