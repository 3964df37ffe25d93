package northpost.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import northpost.domain.HttpAddress;

/**
 * Brings data views, dashboards and alert rules into a Kibana. Dashboards and data views are
 * imported over those of the same id; a rule is created, or changed where it differs. With no write
 * it says what it would do.
 */
public final class KibanaInstaller {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BOUNDARY = "northpost-saved-objects";

  /** What a file decides; actions belong to whoever set them in Kibana. */
  private static final List<String> COMPARED = List.of("name", "tags", "schedule", "params");

  private final URI kibana;
  private final String authorization;
  private final HttpClient http;

  /**
   * @param url of Kibana, with the space where it is not the default one: {@code
   *     https://host:5601/s/border}
   * @param authorization the header's value; null for none
   * @param trust the certificate authorities to trust; null for those of the Java runtime
   * @throws IllegalArgumentException when the URL is none, or has credentials, which are not
   *     repeated
   */
  public KibanaInstaller(String url, String authorization, SSLContext trust) {
    this.kibana = address(url);
    this.authorization = authorization;
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10));
    if (trust != null) {
      builder.sslContext(trust);
    }
    this.http = builder.build();
  }

  /**
   * The address of Kibana, with a slash at the end.
   *
   * @throws IllegalArgumentException when it is none, or has credentials, which are not repeated
   */
  public static URI address(String url) {
    return HttpAddress.withPath("URL of Kibana", url);
  }

  /** Objects that Kibana has, and what was or would be done with each. */
  public record Change(String type, String id, String what) {}

  /**
   * @param folder of the source; its import file must be built
   * @param write whether to change anything
   * @throws IOException when Kibana does not answer or refuses
   */
  public List<Change> install(Path folder, boolean write) throws IOException, InterruptedException {
    List<AlertRule> rules = AlertRule.read(folder.resolve("rules"));
    List<Change> changes = new ArrayList<>(imported(folder.resolve(KibanaFiles.IMPORT), write));
    for (AlertRule rule : rules) {
      changes.add(rule(rule, write));
    }
    return changes;
  }

  private List<Change> imported(Path file, boolean write) throws IOException, InterruptedException {
    List<Change> changes = new ArrayList<>();
    for (ObjectNode object : SavedObjects.read(file).all()) {
      changes.add(
          new Change(
              object.path("type").asText(),
              object.path("id").asText(),
              write ? "imported" : "would import"));
    }
    if (!write) {
      return changes;
    }
    String head =
        "--"
            + BOUNDARY
            + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
            + file.getFileName()
            + "\"\r\nContent-Type: application/ndjson\r\n\r\n";
    String body = head + Files.readString(file) + "\r\n--" + BOUNDARY + "--\r\n";
    JsonNode answer =
        ask(
            "POST",
            "api/saved_objects/_import?overwrite=true",
            "multipart/form-data; boundary=" + BOUNDARY,
            BodyPublishers.ofString(body),
            false);
    if (!answer.path("success").asBoolean()
        || answer.path("successCount").asInt() < changes.size()) {
      throw new IOException(
          "Kibana at "
              + kibana
              + ": got "
              + answer.path("successCount").asInt()
              + " objects imported, expected "
              + changes.size()
              + ": "
              + answer.path("errors"));
    }
    return changes;
  }

  private Change rule(AlertRule rule, boolean write) throws IOException, InterruptedException {
    String path = "api/alerting/rule/" + URLEncoder.encode(rule.id(), StandardCharsets.UTF_8);
    JsonNode present = ask("GET", path, null, BodyPublishers.noBody(), true);
    if (present == null) {
      if (write) {
        ask("POST", path, "application/json", json(rule.forCreation()), false);
      }
      return new Change("rule", rule.id(), write ? "created" : "would create");
    }
    if (same(rule.forCreation(), present)) {
      return new Change("rule", rule.id(), "unchanged");
    }
    if (write) {
      ask("PUT", path, "application/json", json(rule.forChange(present)), false);
    }
    return new Change("rule", rule.id(), write ? "changed" : "would change");
  }

  /** Kibana adds defaults of its own; what the file says must be there. */
  private static boolean same(ObjectNode wanted, JsonNode present) {
    for (String field : COMPARED) {
      if (!contains(present.path(field), wanted.path(field))) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(JsonNode present, JsonNode wanted) {
    if (!wanted.isObject()) {
      return present.equals(wanted);
    }
    for (var fields = wanted.fields(); fields.hasNext(); ) {
      var field = fields.next();
      if (!contains(present.path(field.getKey()), field.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static BodyPublisher json(JsonNode body) {
    return BodyPublishers.ofString(body.toString());
  }

  /**
   * @param absent whether 404 is an answer, then null
   */
  private JsonNode ask(
      String method, String path, String contentType, BodyPublisher body, boolean absent)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(kibana.resolve(path))
            .timeout(PATIENCE)
            .header("kbn-xsrf", "northpost")
            .method(method, body);
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    HttpResponse<String> answer;
    try {
      answer = http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IOException("Kibana at " + kibana + ": no answer (" + e + ")", e);
    }
    int status = answer.statusCode();
    if (absent && status == 404) {
      return null;
    }
    if (status / 100 != 2) {
      throw new IOException(
          "Kibana at "
              + kibana
              + ": "
              + method
              + " "
              + path
              + ": got HTTP "
              + status
              + " "
              + answer.body()
              + (status == 401 || status == 403
                  ? ", expected credentials that may manage saved objects and rules"
                  : ", expected 200"));
    }
    return JSON.readTree(answer.body());
  }
}
