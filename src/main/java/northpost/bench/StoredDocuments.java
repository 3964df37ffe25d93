package northpost.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.apache.http.HttpHost;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;

/** Reads back from Elasticsearch what is there. */
final class StoredDocuments implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 5_000;
  private static final String ABSENT_IS_EMPTY = "ignore_unavailable=true&allow_no_indices=true";

  private final RestClient client;

  StoredDocuments(String url) {
    client = RestClient.builder(HttpHost.create(url)).build();
  }

  /**
   * Documents of some indices.
   *
   * @param count how many
   * @param sha256 of all of them, sorted: index, id, version and content
   */
  record Digest(long count, String sha256) {}

  long count(String indices) throws IOException {
    perform("POST", "/" + indices + "/_refresh?" + ABSENT_IS_EMPTY, null);
    return perform("GET", "/" + indices + "/_count?" + ABSENT_IS_EMPTY, null)
        .path("count")
        .asLong();
  }

  /** Documents indexed since the server started, repeats included. */
  long indexedSinceStart() throws IOException {
    return perform("GET", "/_stats/indexing", null)
        .at("/_all/primaries/indexing/index_total")
        .asLong();
  }

  void delete(String indices) throws IOException {
    perform("DELETE", "/" + indices + "?" + ABSENT_IS_EMPTY, null);
  }

  /**
   * What there is, in one number. The records of refused documents carry the time of the refusal,
   * which is left out.
   */
  Digest digest(String indices) throws IOException {
    perform("POST", "/" + indices + "/_refresh?" + ABSENT_IS_EMPTY, null);
    List<String> lines = new ArrayList<>();
    JsonNode page =
        perform(
            "POST",
            "/" + indices + "/_search?scroll=1m&" + ABSENT_IS_EMPTY,
            "{\"size\":" + PAGE + ",\"version\":true,\"sort\":[\"_doc\"]}");
    while (!page.at("/hits/hits").isEmpty()) {
      page.at("/hits/hits").forEach(hit -> lines.add(line(hit)));
      page =
          perform(
              "POST",
              "/_search/scroll",
              JSON.createObjectNode()
                  .put("scroll", "1m")
                  .put("scroll_id", page.path("_scroll_id").asText())
                  .toString());
    }
    Collections.sort(lines);
    MessageDigest digest = sha256();
    lines.forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
    return new Digest(lines.size(), HexFormat.of().formatHex(digest.digest()));
  }

  private static String line(JsonNode hit) {
    JsonNode source = hit.path("_source");
    boolean refused = source.at("/northpost/refused").isObject();
    if (refused) {
      ((ObjectNode) source).remove("@timestamp");
    }
    // A refused document may be refused again, so its record may be written again: no version.
    return hit.path("_index").asText()
        + " "
        + hit.path("_id").asText()
        + " "
        + (versioned(source) ? hit.path("_version").asLong() : "-")
        + " "
        + source
        + "\n";
  }

  /** Only windows and the like have a version that we give; others count how often they came. */
  private static boolean versioned(JsonNode source) {
    return source.at("/northpost/window").isObject();
  }

  private JsonNode perform(String method, String path, String json) throws IOException {
    Request request = new Request(method, path);
    if (json != null) {
      request.setJsonEntity(json);
    }
    return JSON.readTree(
        EntityUtils.toString(client.performRequest(request).getEntity(), StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
