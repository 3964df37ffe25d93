package northpost.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import northpost.sink.DocumentKind;

/** What is in Elasticsearch, in a form that two runs can be compared by. */
final class IndexedDocuments {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(5);
  private static final int PAGE = 2_000;

  private final String url;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  IndexedDocuments(String url) {
    this.url = url;
  }

  /** Decisions that a search finds now. */
  long decisions() throws IOException, InterruptedException {
    String alias = DocumentKind.DECISIONS.alias();
    send("POST", "/" + alias + "/_refresh?ignore_unavailable=true", "");
    return send("GET", "/" + alias + "/_count?ignore_unavailable=true", "").path("count").asLong();
  }

  /**
   * All documents by kind, index and id, sorted, without the fields that tell when something was
   * done: those are other in each run.
   */
  TreeMap<String, String> comparable() throws IOException, InterruptedException {
    TreeMap<String, String> documents = new TreeMap<>();
    for (DocumentKind kind : DocumentKind.values()) {
      String indices = "/" + kind.alias() + "-*";
      send("POST", indices + "/_refresh", "");
      JsonNode page =
          send(
              "POST",
              indices + "/_search?scroll=2m",
              "{\"size\":" + PAGE + ",\"sort\":[\"_doc\"]}");
      while (!page.at("/hits/hits").isEmpty()) {
        for (JsonNode hit : page.at("/hits/hits")) {
          documents.put(
              kind.alias() + "/" + hit.path("_index").asText() + "/" + hit.path("_id").asText(),
              ComparableDocument.of(kind, hit.path("_source")));
        }
        page =
            send(
                "POST",
                "/_search/scroll",
                JSON.createObjectNode()
                    .put("scroll", "2m")
                    .put("scroll_id", page.path("_scroll_id").asText())
                    .toString());
      }
    }
    return documents;
  }

  /** How many there are of each kind. */
  static Map<String, Long> countByKind(Map<String, String> documents) {
    Map<String, Long> counts = new TreeMap<>();
    documents.keySet().forEach(id -> counts.merge(id.substring(0, id.indexOf('/')), 1L, Long::sum));
    return counts;
  }

  private JsonNode send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(ANSWER_LIMIT)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer =
        http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (answer.statusCode() != 200) {
      throw new IOException(
          request.uri() + ": expected status 200, got " + answer.statusCode() + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
