package northpost.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import northpost.sink.ManagedObject.Kind;
import northpost.sink.ObjectReport.State;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;

/**
 * Brings lifecycle policies, component templates, index templates and roles into a cluster, and
 * tells what differs. A second run changes nothing.
 */
public final class ElasticsearchInstaller implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ElasticsearchSettings settings;
  private final ElasticsearchConnection connection;
  private final List<ManagedObject> objects;

  /**
   * @param shards primary shards of each index
   * @param replicas copies of each shard
   */
  public ElasticsearchInstaller(ElasticsearchSettings settings, int shards, int replicas) {
    this.settings = settings;
    this.objects = ManagedObject.all(shards, replicas);
    this.connection = ElasticsearchConnection.open(settings);
  }

  /** Compares without changing anything. */
  public List<ObjectReport> verify() throws IOException {
    return visit(false);
  }

  /**
   * Creates what is missing and replaces what differs.
   *
   * @return what was found before
   */
  public List<ObjectReport> install() throws IOException {
    return visit(true);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  private List<ObjectReport> visit(boolean write) throws IOException {
    List<ObjectReport> reports = new ArrayList<>();
    boolean lifecycle = true;
    for (ManagedObject each : objects) {
      ManagedObject object =
          each.kind() == Kind.INDEX_TEMPLATE && !lifecycle ? each.withoutLifecycle() : each;
      ObjectReport report = compare(object);
      if (object.kind() == Kind.LIFECYCLE && report.state() == State.UNSUPPORTED) {
        lifecycle = false;
      }
      if (write && (report.state() == State.MISSING || report.state() == State.DIFFERENT)) {
        Request put = new Request("PUT", object.endpoint());
        put.setJsonEntity(object.body().toString());
        perform(put);
      }
      reports.add(report);
    }
    return reports;
  }

  private ObjectReport compare(ManagedObject object) throws IOException {
    JsonNode answer;
    try {
      answer = perform(new Request("GET", object.endpoint()));
    } catch (ResponseException e) {
      return report(object, stateWithout(e), List.of());
    }
    JsonNode actual =
        switch (object.kind()) {
          case LIFECYCLE -> JSON.createObjectNode().set("policy", answer.at(policy(object)));
          case COMPONENT_TEMPLATE -> answer.at("/component_templates/0/component_template");
          case INDEX_TEMPLATE -> answer.at("/index_templates/0/index_template");
          case ROLE -> role(answer.path(object.name()));
        };
    List<String> differences = JsonDifference.between(object.body(), actual);
    return report(object, differences.isEmpty() ? State.SAME : State.DIFFERENT, differences);
  }

  /** Whether a role is enabled follows from the cluster's licence, not from us. */
  private static JsonNode role(JsonNode answer) {
    return answer instanceof ObjectNode role ? role.without("transient_metadata") : answer;
  }

  private static String policy(ManagedObject object) {
    return "/" + object.name() + "/policy";
  }

  private static ObjectReport report(ManagedObject object, State state, List<String> differences) {
    return new ObjectReport(object.kind().words(), object.name(), state, differences);
  }

  /** What an error in place of the object means. */
  private static State stateWithout(ResponseException e) throws IOException {
    int status = e.getResponse().getStatusLine().getStatusCode();
    boolean noSuchApi = e.getMessage().contains("no handler found for uri");
    if (noSuchApi || status == 405 || status == 410) {
      return State.UNSUPPORTED;
    }
    if (status == 404) {
      return State.MISSING;
    }
    throw e;
  }

  private JsonNode perform(Request request) throws IOException {
    try {
      Response response = connection.rest().performRequest(request);
      return JSON.readTree(EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8));
    } catch (ResponseException e) {
      int status = e.getResponse().getStatusLine().getStatusCode();
      if (status == 401 || status == 403) {
        throw new IOException(
            "Elasticsearch at "
                + settings.urls()
                + " denies "
                + request.getMethod()
                + " "
                + request.getEndpoint()
                + " (HTTP "
                + status
                + "): expected credentials with the cluster privileges manage_index_templates,"
                + " manage_ilm and manage_security",
            e);
      }
      throw e;
    } catch (IOException e) {
      throw new IOException("Elasticsearch at " + settings.urls() + ": no answer (" + e + ")", e);
    }
  }
}
