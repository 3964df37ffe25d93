package northpost.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Asks a test's Elasticsearch what it holds, by another way than the sink's client. */
final class IndexReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;

  IndexReader(String url) {
    this.url = url;
  }

  /** How many documents the index has, with all that was acknowledged. */
  long count(String index) throws IOException, InterruptedException {
    request("POST", "/" + index + "/_refresh", null);
    return request("GET", "/" + index + "/_count", null).path("count").asLong(-1);
  }

  /** A document with its metadata. */
  JsonNode document(String index, String id) throws IOException, InterruptedException {
    return request(
        "GET", "/" + index + "/_doc/" + URLEncoder.encode(id, StandardCharsets.UTF_8), null);
  }

  JsonNode request(String method, String path, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
            .build();
    return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
  }
}
