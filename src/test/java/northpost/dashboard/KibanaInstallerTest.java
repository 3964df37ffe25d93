package northpost.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import northpost.dashboard.KibanaInstaller.Change;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the installer sends, to a server that answers as Kibana's documentation says. */
class KibanaInstallerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Path.of("kibana");
  private static final String KEY = "ApiKey bm9ydGhwb3N0";

  /** A request as it came. */
  private record Received(String line, Map<String, String> headers, String body) {}

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Map<String, ObjectNode> rules = new TreeMap<>();
  private HttpServer kibana;
  private String importAnswer;

  @BeforeEach
  void start() throws IOException {
    kibana = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    kibana.createContext("/", this::answer);
    kibana.start();
  }

  @AfterEach
  void stop() {
    kibana.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().toString();
    String method = exchange.getRequestMethod();
    received.add(new Received(method + " " + path, headers, body));
    int status = 200;
    String answer = "{}";
    if (!KEY.equals(headers.get("Authorization"))) {
      status = 401;
      answer = "{\"error\":\"Unauthorized\"}";
    } else if (!method.equals("GET") && !headers.containsKey("kbn-xsrf")) {
      status = 400;
    } else if (path.contains("/api/saved_objects/_import")) {
      answer = importAnswer == null ? imported(body) : importAnswer;
    } else if (path.contains("/api/alerting/rule/")) {
      String id = path.substring(path.lastIndexOf('/') + 1);
      if (method.equals("GET") && !rules.containsKey(id)) {
        status = 404;
      } else if (!method.equals("GET")) {
        ObjectNode rule = rules.getOrDefault(id, JSON.createObjectNode());
        rule.setAll((ObjectNode) JSON.readTree(body));
        rules.put(id, rule);
      }
      // Kibana answers with more than it was given.
      answer =
          rules
              .getOrDefault(id, JSON.createObjectNode())
              .deepCopy()
              .put("muteAll", false)
              .toString();
    } else {
      status = 404;
    }
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String imported(String body) {
    long lines = body.lines().filter(line -> line.startsWith("{")).count();
    return "{\"success\":true,\"successCount\":" + lines + "}";
  }

  private KibanaInstaller installer(String authorization) {
    return new KibanaInstaller(
        "http://localhost:" + kibana.getAddress().getPort() + "/s/border", authorization, null);
  }

  private List<Change> install(boolean write) throws Exception {
    received.clear();
    return installer(KEY).install(FOLDER, write);
  }

  @Test
  void importsTheFileAndCreatesTheRulesInTheSpace() throws Exception {
    List<Change> changes = install(true);

    Received first = received.get(0);
    assertThat(first.line()).isEqualTo("POST /s/border/api/saved_objects/_import?overwrite=true");
    assertThat(first.headers())
        .containsEntry("kbn-xsrf", "northpost")
        .containsEntry("Authorization", KEY);
    String boundary =
        first.headers().get("Content-Type").replace("multipart/form-data; boundary=", "");
    String[] parts = first.body().split("--" + boundary, -1);
    assertThat(parts).hasSize(3);
    assertThat(parts[0]).isEmpty();
    assertThat(parts[2]).isEqualTo("--\r\n");
    String[] file = parts[1].split("\r\n\r\n", 2);
    assertThat(file[0])
        .contains("Content-Disposition: form-data; name=\"file\"; filename=\"northpost.ndjson\"")
        .contains("Content-Type: application/ndjson");
    assertThat(file[1]).isEqualTo(Files.readString(FOLDER.resolve("northpost.ndjson")) + "\r\n");

    List<AlertRule> wanted = AlertRule.read(FOLDER.resolve("rules"));
    assertThat(changes.stream().filter(c -> c.what().equals("created")).map(Change::id))
        .containsExactlyElementsOf(wanted.stream().map(AlertRule::id).toList());
    for (AlertRule rule : wanted) {
      Received creation =
          received.stream()
              .filter(r -> r.line().equals("POST /s/border/api/alerting/rule/" + rule.id()))
              .findFirst()
              .orElseThrow();
      assertThat(creation.headers())
          .containsEntry("kbn-xsrf", "northpost")
          .containsEntry("Content-Type", "application/json");
      JsonNode body = JSON.readTree(creation.body());
      assertThat(body.has("id")).as("the id is in the path").isFalse();
      assertThat(body.path("rule_type_id").asText()).isEqualTo(".es-query");
      assertThat(JSON.readTree(body.at("/params/esQuery").asText()).path("query"))
          .as("the query is a string")
          .isEqualTo(rule.query());
    }
  }

  @Test
  void aSecondRunChangesNoRuleAndAChangedOneIsPutBack() throws Exception {
    install(true);
    assertThat(rules(install(true))).containsOnly("unchanged");
    rules.get("northpost-job-lag").putObject("schedule").put("interval", "1d");
    rules
        .get("northpost-job-lag")
        .putArray("actions")
        .addObject()
        .put("id", "mail")
        .put("connector_type_id", ".email");
    assertThat(rules(install(true))).containsOnlyOnce("changed");
    Received put =
        received.stream().filter(r -> r.line().startsWith("PUT ")).findFirst().orElseThrow();
    assertThat(put.line()).isEqualTo("PUT /s/border/api/alerting/rule/northpost-job-lag");
    assertThat(JSON.readTree(put.body()).has("rule_type_id")).isFalse();
    assertThat(JSON.readTree(put.body()).path("actions"))
        .as("who is told stays")
        .hasToString("[{\"id\":\"mail\"}]");
    assertThat(rules.get("northpost-job-lag").at("/schedule/interval").asText()).isEqualTo("1m");
  }

  @Test
  void aDryRunOnlyLooks() throws Exception {
    List<Change> changes = install(false);
    assertThat(received).allSatisfy(r -> assertThat(r.line()).startsWith("GET "));
    assertThat(changes).extracting(Change::what).containsOnly("would import", "would create");
    assertThat(rules).isEmpty();
  }

  @Test
  void whatKibanaRefusesIsNamed() {
    importAnswer =
        "{\"success\":false,\"successCount\":13,\"errors\":[{\"id\":\"northpost-port\"}]}";
    assertThatThrownBy(() -> install(true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("got 13 objects imported, expected 14")
        .hasMessageContaining("northpost-port");
    assertThatThrownBy(() -> installer("Basic wrong").install(FOLDER, true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("got HTTP 401")
        .hasMessageContaining("expected credentials");
  }

  @Test
  void credentialsInTheAddressAreRefusedAndNotRepeated() {
    for (String url :
        List.of(
            "https://me:s3cret@kibana:5601",
            "https://me:s3cret@ss@kibana:5601",
            "me:s3cret@kibana:5601",
            "https://me:s3cret s@kibana:5601/s/border")) {
      assertThatThrownBy(() -> new KibanaInstaller(url, null, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasNoCause()
          .hasMessageContaining("URL of Kibana: got credentials")
          .hasMessageNotContaining("s3cret");
    }
    assertThatThrownBy(() -> new KibanaInstaller("kibana:5601", null, null))
        .hasMessageContaining("got 'kibana:5601', expected http://host:port");
  }

  private static List<String> rules(List<Change> changes) {
    List<String> what = new ArrayList<>();
    for (Change change : changes) {
      if (change.type().equals("rule")) {
        what.add(change.what());
      }
    }
    return what;
  }
}
