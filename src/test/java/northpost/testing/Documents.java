package northpost.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

/** Reads documents back from Elasticsearch. */
public final class Documents {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;

  public Documents(String url) {
    this.url = url;
  }

  /**
   * The documents that a query finds, by id; none where there is no such index yet.
   *
   * @param query in Elasticsearch's language
   */
  public Map<String, JsonNode> find(String alias, String query)
      throws IOException, InterruptedException {
    post("/" + alias + "-*/_refresh?allow_no_indices=true", "");
    JsonNode answer =
        post(
            "/" + alias + "-*/_search?allow_no_indices=true",
            "{\"size\":5000,\"query\":" + query + "}");
    Map<String, JsonNode> found = new HashMap<>();
    for (JsonNode hit : answer.at("/hits/hits")) {
      found.put(hit.get("_id").asText(), hit.get("_source"));
    }
    return found;
  }

  private JsonNode post(String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(path + ": got HTTP " + response.statusCode() + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }
}
