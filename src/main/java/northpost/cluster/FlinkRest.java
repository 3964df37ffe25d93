package northpost.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What a job manager says of its job. An answer other than 2xx, or none, is an IOException. */
final class FlinkRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FAILED = "FAILED";
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  private final String url;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  FlinkRest(int port) {
    url = "http://127.0.0.1:" + port;
  }

  String url() {
    return url;
  }

  /**
   * How the checkpoints of a job stand.
   *
   * @param completed how many this job manager has seen completed
   * @param newestTrigger when the newest completed one was triggered, in milliseconds; 0 for none
   * @param restored when the job was last restored, in milliseconds; 0 for never
   * @param restoredFrom folder of what it was restored from, as a URI; empty for never
   */
  record Checkpoints(long completed, long newestTrigger, long restored, String restoredFrom) {}

  int freeSlots() throws IOException, InterruptedException {
    return get("/overview").path("slots-available").asInt();
  }

  /** The job that runs or is to run; null while there is none. */
  String job() throws IOException, InterruptedException {
    JsonNode jobs = get("/jobs/overview").path("jobs");
    return jobs.isEmpty() ? null : jobs.get(0).path("jid").asText();
  }

  /** How many tasks are in which state, e.g. {RUNNING=24}. */
  Map<String, Integer> tasks(String job) throws IOException, InterruptedException {
    Map<String, Integer> states = new HashMap<>();
    for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
      vertex
          .path("tasks")
          .fields()
          .forEachRemaining(
              state -> {
                if (state.getValue().asInt() > 0) {
                  states.merge(state.getKey(), state.getValue().asInt(), Integer::sum);
                }
              });
    }
    return states;
  }

  String state(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job).path("state").asText();
  }

  /**
   * An application or a job that has failed.
   *
   * @param what its path
   * @param trace of the cause, as Flink tells it; empty where it tells none, as of a job that
   *     failed before it began
   */
  record Failure(String what, String trace) {}

  /** The application, or a job of it, that has failed; null where none has. */
  Failure failure() throws IOException, InterruptedException {
    for (JsonNode application : get("/applications/overview").path("applications")) {
      if (application.path("status").asText().equals(FAILED)) {
        return failure("/applications/" + application.path("id").asText());
      }
    }
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      if (job.path("state").asText().equals(FAILED)) {
        return failure("/jobs/" + job.path("jid").asText());
      }
    }
    return null;
  }

  private Failure failure(String path) throws IOException, InterruptedException {
    String trace =
        get(path + "/exceptions").at("/exceptionHistory/entries/0/stacktrace").asText().strip();
    return new Failure(path, trace);
  }

  Checkpoints checkpoints(String job) throws IOException, InterruptedException {
    JsonNode all = get("/jobs/" + job + "/checkpoints");
    return new Checkpoints(
        all.at("/counts/completed").asLong(),
        all.at("/latest/completed/trigger_timestamp").asLong(),
        all.at("/latest/restored/restore_timestamp").asLong(),
        all.at("/latest/restored/external_path").asText());
  }

  /** The least value of a metric over the subtasks of an operator; NaN while it is not reported. */
  double least(String job, String operator, String metric)
      throws IOException, InterruptedException {
    return metric(job, operator, operator + ".northpost." + metric, "min");
  }

  /** The sum of a metric over the subtasks of an operator; NaN while it is not reported. */
  double sum(String job, String operator, String metric) throws IOException, InterruptedException {
    return metric(job, operator, operator + ".northpost." + metric, "sum");
  }

  /** How many records a source has read since the job was started; NaN while it is not reported. */
  double read(String job, String source) throws IOException, InterruptedException {
    return metric(job, "Source: " + source, "Source__" + source + ".numRecordsIn", "sum");
  }

  private double metric(String job, String operator, String metric, String aggregate)
      throws IOException, InterruptedException {
    for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
      if (vertex.path("name").asText().contains(operator)) {
        JsonNode answer =
            get(
                "/jobs/"
                    + job
                    + "/vertices/"
                    + vertex.path("id").asText()
                    + "/subtasks/metrics?agg="
                    + aggregate
                    + "&get="
                    + metric);
        return answer.isEmpty() ? Double.NaN : answer.get(0).path(aggregate).asDouble();
      }
    }
    return Double.NaN;
  }

  /**
   * Asks the job to stop with a savepoint in canonical format.
   *
   * @param drain whether all windows are to close before, as at the end of time
   * @return by which {@link #savepoint} is asked for
   */
  String stop(String job, Path savepoints, boolean drain) throws IOException, InterruptedException {
    String body =
        JSON.createObjectNode()
            .put("drain", drain)
            .put("formatType", "CANONICAL")
            .put("targetDirectory", savepoints.toUri().toString())
            .toString();
    return send(HttpRequest.newBuilder(URI.create(url + "/jobs/" + job + "/stop"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)))
        .path("request-id")
        .asText();
  }

  /**
   * How a savepoint stands.
   *
   * @param done whether it is there, or has failed
   * @param location its folder, as a URI; empty where it is not there
   * @param failure why it failed; empty where it has not
   */
  record Savepoint(boolean done, String location, String failure) {}

  Savepoint savepoint(String job, String request) throws IOException, InterruptedException {
    JsonNode answer = get("/jobs/" + job + "/savepoints/" + request);
    return new Savepoint(
        answer.at("/status/id").asText().equals("COMPLETED"),
        answer.at("/operation/location").asText(),
        answer.at("/operation/failure-cause/stack-trace").asText());
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url + path)));
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpRequest built = request.timeout(ANSWER_LIMIT).build();
    HttpResponse<String> answer =
        http.send(built, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          built.uri() + ": expected status 2xx, got " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
