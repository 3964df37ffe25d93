package northpost.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.locks.LockSupport;
import northpost.job.OperatorIds;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** The metrics of a job, as Flink's web server gives them. */
final class JobMetrics {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PAUSE_NANOS = 500_000_000;
  private static final int ASKED = 40;

  private final MiniCluster cluster;
  private final JobID job;
  private final HttpClient http = HttpClient.newHttpClient();

  JobMetrics(MiniCluster cluster, JobID job) {
    this.cluster = cluster;
    this.job = job;
  }

  /** A metric of the gallery-match operator: {@code sum} or {@code max} over its subtasks. */
  long ofGallery(String aggregate, String metric) throws Exception {
    return settled(OperatorIds.GALLERY_MATCH, ".northpost.", aggregate, metric);
  }

  /** A metric of the writers of documents. */
  long ofDocumentSink(String aggregate, String metric) throws Exception {
    return settled(OperatorIds.DOCUMENT_SINK, "__Writer.", aggregate, metric);
  }

  /** Flink fetches metrics when asked, and shows what it had before: so it is asked again. */
  private long settled(String operator, String group, String aggregate, String metric)
      throws Exception {
    String url = url(operator, group, aggregate, metric);
    for (int asked = 0; asked < ASKED; asked++) {
      JsonNode found = get(url);
      if (asked > 1 && !found.isEmpty()) {
        return found.get(0).path(aggregate).asLong();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new IllegalStateException("no metric at " + url + ", expected one within 20 s");
  }

  private String url(String operator, String group, String aggregate, String metric)
      throws Exception {
    String url = cluster.getRestAddress().get() + "/jobs/" + job;
    for (JsonNode vertex : get(url).path("vertices")) {
      if (vertex.path("name").asText().contains(operator)) {
        return url
            + "/vertices/"
            + vertex.path("id").asText()
            + "/subtasks/metrics?agg="
            + aggregate
            + "&get="
            + operator
            + group
            + metric;
      }
    }
    throw new IllegalStateException(
        "job " + job + ": no vertex with " + operator + ", expected one");
  }

  private JsonNode get(String url) throws IOException, InterruptedException {
    return JSON.readTree(
        http.send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString())
            .body());
  }
}
