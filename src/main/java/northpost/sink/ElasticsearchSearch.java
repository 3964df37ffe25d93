package northpost.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** Searches what the job wrote; never changes anything. */
public final class ElasticsearchSearch implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Somebody is looking at a screen: what takes longer is told as being away. */
  private static final RequestOptions IMPATIENT =
      RequestOptions.DEFAULT.toBuilder()
          .setRequestConfig(
              RequestConfig.custom()
                  .setConnectTimeout(2_000)
                  .setConnectionRequestTimeout(10_000)
                  .setSocketTimeout(10_000)
                  .build())
          .build();

  private final ElasticsearchConnection connection;

  public ElasticsearchSearch(ElasticsearchSettings settings) {
    connection = ElasticsearchConnection.open(settings);
  }

  /**
   * Elasticsearch's answer, of all shards. An index that is not there yet is an empty one.
   *
   * @param indices names or patterns, with commas
   * @param body a search in Elasticsearch's language
   * @throws IOException when the server is away, or refuses the search (with its reason)
   */
  public JsonNode search(String indices, JsonNode body) throws IOException {
    Request request = new Request("POST", "/" + indices + "/_search");
    request.addParameter("ignore_unavailable", "true");
    request.addParameter("allow_no_indices", "true");
    // Figures without those of a shard that is away would look like figures.
    request.addParameter("allow_partial_search_results", "false");
    request.setJsonEntity(body.toString());
    request.setOptions(IMPATIENT);
    RestClient client = connection.rest();
    try {
      return JSON.readTree(EntityUtils.toString(client.performRequest(request).getEntity()));
    } catch (ResponseException e) {
      int status = e.getResponse().getStatusLine().getStatusCode();
      throw new SearchRefusedException(
          "search of " + indices + ": got HTTP " + status + ", expected 200: " + reason(e),
          status,
          e);
    }
  }

  /** What Elasticsearch says is wrong, without the query that it repeats. */
  private static String reason(ResponseException e) throws IOException {
    JsonNode error = JSON.readTree(EntityUtils.toString(e.getResponse().getEntity())).path("error");
    JsonNode cause = error.path("root_cause").path(0);
    return cause.path("reason").asText(error.path("reason").asText("no reason given"));
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
