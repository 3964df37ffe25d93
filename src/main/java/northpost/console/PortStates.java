package northpost.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import northpost.dashboard.Search;
import northpost.domain.Port;
import northpost.domain.PortRegistry;

/** How each port is at a moment: what an operator looks at first. */
final class PortStates {
  /** States, the one that asks for most attention first. */
  enum State {
    /** An anomaly of it is open. */
    ANOMALY,
    /** By its hours no crossing is open, and none sends captures. */
    CLOSED,
    /** It is open, and sent nothing for longer than is usual. */
    SILENT,
    OK
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LOOKED_BACK = Duration.ofDays(1);
  private static final Duration RECENT = Duration.ofMinutes(5);
  private static final Duration SHORTEST_SILENCE = Duration.ofMinutes(10);
  private static final double TRAVELLERS_MISSED = 30;
  private static final Duration STEP = Duration.ofMinutes(15);
  private static final Duration FAR = Duration.ofDays(2);

  private final PortRegistry registry;
  private final Search search;

  PortStates(PortRegistry registry, Search search) {
    this.registry = registry;
    this.search = search;
  }

  private record Reading(long recent, Instant last) {
    static final Reading NONE = new Reading(0, null);
  }

  JsonNode at(Instant at) throws IOException {
    Map<String, Reading> readings = readings(at);
    Map<String, Long> open = openAnomalies(at);
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("at", at.toString());
    var list = root.putArray("ports");
    for (Port port : registry.ports()) {
      Reading reading = readings.getOrDefault(port.code(), Reading.NONE);
      long anomalies = open.getOrDefault(port.code(), 0L);
      State state = state(port, reading, anomalies, at);
      ObjectNode one =
          list.addObject()
              .put("code", port.code())
              .put("name", port.name())
              .put("state", state.name().toLowerCase(Locale.ROOT))
              .put("capturesPerMinute", reading.recent() / (double) RECENT.toMinutes())
              .put("lastCapture", reading.last() == null ? null : reading.last().toString())
              .put("openAnomalies", anomalies);
      if (state == State.CLOSED) {
        Instant opens = nextOpening(port, at);
        one.put("opens", opens == null ? null : opens.toString());
      }
      var crossings = one.putArray("crossings");
      port.crossings()
          .forEach(
              crossing ->
                  crossings
                      .addObject()
                      .put("id", crossing.crossingId())
                      .put("name", crossing.name())
                      .put("open", registry.isOpen(crossing.crossingId(), at)));
    }
    return root;
  }

  private State state(Port port, Reading reading, long anomalies, Instant at) {
    if (anomalies > 0) {
      return State.ANOMALY;
    }
    if (reading.recent() == 0 && !isOpen(port, at)) {
      return State.CLOSED;
    }
    Duration patience = patience(port);
    boolean silent =
        reading.last() == null || Duration.between(reading.last(), at).compareTo(patience) > 0;
    // One that has just opened had no time to send any.
    return silent && isOpen(port, at.minus(patience)) ? State.SILENT : State.OK;
  }

  /** The time in which 30 travellers come at the mean rate of a year; the watch knows the hour. */
  static Duration patience(Port port) {
    double perSecond = port.peoplePerYear() / (double) Duration.ofDays(365).toSeconds();
    Duration usual =
        perSecond == 0
            ? LOOKED_BACK
            : Duration.ofSeconds((long) Math.min(TRAVELLERS_MISSED / perSecond, 86_400));
    return usual.compareTo(SHORTEST_SILENCE) < 0 ? SHORTEST_SILENCE : usual;
  }

  private boolean isOpen(Port port, Instant at) {
    return port.crossings().stream()
        .anyMatch(crossing -> registry.isOpen(crossing.crossingId(), at));
  }

  /** To the quarter of an hour; null: not within two days. */
  private Instant nextOpening(Port port, Instant at) {
    long step = STEP.toSeconds();
    Instant next = Instant.ofEpochSecond((at.getEpochSecond() / step + 1) * step);
    for (; next.isBefore(at.plus(FAR)); next = next.plus(STEP)) {
      if (isOpen(port, next)) {
        return next;
      }
    }
    return null;
  }

  private Map<String, Reading> readings(Instant at) throws IOException {
    JsonNode answer =
        search.search(
            "northpost-decisions-*",
            JSON.readTree(
                """
                {"size": 0,
                 "query": {"bool": {
                   "filter": {"range": {"@timestamp": {"gte": "%s", "lt": "%s"}}},
                   "must_not": {"exists": {"field": "northpost.seeded_probe"}}}},
                 "aggs": {"port": {
                   "terms": {"field": "northpost.port.code", "size": 100},
                   "aggs": {
                     "last": {"max": {"field": "@timestamp"}},
                     "recent": {"filter": {"range": {"@timestamp": {"gte": "%s"}}}}}}}}
                """
                    .formatted(at.minus(LOOKED_BACK), at, at.minus(RECENT))));
    Map<String, Reading> readings = new HashMap<>();
    for (JsonNode port : answer.at("/aggregations/port/buckets")) {
      readings.put(
          port.path("key").asText(),
          new Reading(
              port.at("/recent/doc_count").asLong(),
              Instant.ofEpochMilli(port.at("/last/value").asLong())));
    }
    return readings;
  }

  private Map<String, Long> openAnomalies(Instant at) throws IOException {
    JsonNode answer =
        search.search(
            AnomalyList.INDICES,
            JSON.readTree(
                """
                {"size": 0, "query": %s,
                 "aggs": {"port": {"terms": {"field": "northpost.port.code", "size": 100}}}}
                """
                    .formatted(AnomalyList.openAt(at, null))));
    Map<String, Long> open = new HashMap<>();
    for (JsonNode port : answer.at("/aggregations/port/buckets")) {
      open.put(port.path("key").asText(), port.path("doc_count").asLong());
    }
    return open;
  }
}
