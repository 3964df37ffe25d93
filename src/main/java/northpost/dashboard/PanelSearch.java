package northpost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;

/** Asks Elasticsearch for the data of panels. May be used by several threads. */
public final class PanelSearch {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RestClient client;

  /**
   * @param client stays the caller's to close
   */
  public PanelSearch(RestClient client) {
    this.client = client;
  }

  /** The data of one layer of a panel. */
  public PanelData data(Dashboard dashboard, Panel panel, Layer layer, Selection selection)
      throws IOException {
    return PanelQuery.of(dashboard, panel, layer, selection).data(this::search);
  }

  private JsonNode search(String index, JsonNode body) throws IOException {
    Request request = new Request("POST", "/" + index + "/_search");
    request.addParameter("ignore_unavailable", "true");
    request.addParameter("allow_no_indices", "true");
    // Figures without those of a shard that is away would look like figures.
    request.addParameter("allow_partial_search_results", "false");
    request.setJsonEntity(body.toString());
    return JSON.readTree(
        EntityUtils.toString(client.performRequest(request).getEntity(), StandardCharsets.UTF_8));
  }
}
