package northpost.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * All that is in an Elasticsearch, to be counted and compared. An index that is not there is empty.
 */
public final class StoredDocuments {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(5);
  private static final String PAGE_KEPT = "2m";
  private static final int PAGE = 2_000;
  private static final String ABSENT_IS_EMPTY = "ignore_unavailable=true&allow_no_indices=true";

  private final String url;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();

  /**
   * @param url scheme, host and port
   */
  public StoredDocuments(String url) {
    this.url = url;
  }

  /**
   * How many a search finds now.
   *
   * @param indices names or patterns, with commas
   */
  public long count(String indices) throws IOException, InterruptedException {
    refresh(indices);
    return send("GET", "/" + indices + "/_count?" + ABSENT_IS_EMPTY, "").path("count").asLong();
  }

  /** Documents indexed since the server started, repeats included. */
  public long indexedSinceStart() throws IOException, InterruptedException {
    return send("GET", "/_stats/indexing", "").at("/_all/primaries/indexing/index_total").asLong();
  }

  /** Removes indices and what is in them. */
  public void delete(String indices) throws IOException, InterruptedException {
    send("DELETE", "/" + indices + "?" + ABSENT_IS_EMPTY, "");
  }

  /**
   * Shows every document once, in no order: {@code _index}, {@code _id}, {@code _version} and
   * {@code _source}.
   *
   * @param indices names or patterns, with commas
   */
  public void forEach(String indices, Consumer<JsonNode> reader)
      throws IOException, InterruptedException {
    refresh(indices);
    JsonNode page =
        send(
            "POST",
            "/" + indices + "/_search?scroll=" + PAGE_KEPT + "&" + ABSENT_IS_EMPTY,
            "{\"size\":" + PAGE + ",\"version\":true,\"sort\":[\"_doc\"]}");
    while (!page.at("/hits/hits").isEmpty()) {
      page.at("/hits/hits").forEach(reader);
      page =
          send(
              "POST",
              "/_search/scroll",
              JSON.createObjectNode()
                  .put("scroll", PAGE_KEPT)
                  .put("scroll_id", page.path("_scroll_id").asText())
                  .toString());
    }
  }

  private void refresh(String indices) throws IOException, InterruptedException {
    send("POST", "/" + indices + "/_refresh?" + ABSENT_IS_EMPTY, "");
  }

  private JsonNode send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(ANSWER_LIMIT)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(
          method
              + " "
              + request.uri()
              + ": got HTTP "
              + answer.statusCode()
              + " "
              + answer.body()
              + ", expected 200");
    }
    return JSON.readTree(answer.body());
  }
}
