package northpost.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import northpost.sink.ObjectReport.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Lifecycle policies and roles, which the server of the other tests lacks, on a server that answers
 * as Elasticsearch's documentation says.
 */
class ElasticsearchInstallerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROLE = "/_security/role/northpost-writer";
  private static final String POLICY = "/_ilm/policy/northpost-decisions";

  private final Map<String, ObjectNode> objects = new ConcurrentHashMap<>();
  private volatile String denied = "none";
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    int status = 200;
    ObjectNode answer = JSON.createObjectNode();
    if ((exchange.getRequestMethod() + " " + path).startsWith(denied)) {
      status = 403;
      answer.withObject("/error").put("type", "security_exception");
    } else if (exchange.getRequestMethod().equals("PUT")) {
      objects.put(path, (ObjectNode) JSON.readTree(body));
      answer.put("acknowledged", true);
    } else if (objects.containsKey(path)) {
      answer = stored(path);
    } else {
      status = 404;
    }
    byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** An object in what Elasticsearch puts around it, and adds to it. */
  private ObjectNode stored(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    ObjectNode object = objects.get(path).deepCopy();
    ObjectNode answer = JSON.createObjectNode();
    if (path.startsWith("/_ilm/")) {
      answer.set(name, object.put("version", 1).put("modified_date", "2026-01-01T00:00:00.000Z"));
    } else if (path.startsWith("/_security/")) {
      object.withObject("/transient_metadata").put("enabled", true);
      answer.set(name, object);
    } else {
      String kind = path.startsWith("/_index_template/") ? "index_template" : "component_template";
      answer.putArray(kind + "s").addObject().put("name", name).set(kind, object);
    }
    return answer;
  }

  private ElasticsearchInstaller installer() {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return new ElasticsearchInstaller(ElasticsearchSettings.of(List.of(url)), 1, 0);
  }

  private List<ObjectReport> install() throws IOException {
    try (ElasticsearchInstaller installer = installer()) {
      return installer.install();
    }
  }

  private List<ObjectReport> verify() throws IOException {
    try (ElasticsearchInstaller installer = installer()) {
      return installer.verify();
    }
  }

  @Test
  void createsPoliciesAndRolesAndThenChangesNothing() throws Exception {
    assertThat(install()).extracting(ObjectReport::state).containsOnly(State.MISSING);
    assertThat(objects).hasSize(ManagedObject.all(1, 0).size()).containsKeys(ROLE, POLICY);
    Map<String, ObjectNode> before = Map.copyOf(objects);
    assertThat(install()).extracting(ObjectReport::state).containsOnly(State.SAME);
    assertThat(objects).isEqualTo(before);
    assertThat(verify()).extracting(ObjectReport::state).containsOnly(State.SAME);
  }

  @Test
  void templatesNameTheirPolicyWhereThereAreSome() throws Exception {
    install();
    assertThat(objects.get("/_index_template/northpost-decisions").findValuesAsText("name"))
        .contains("northpost-decisions");
  }

  @Test
  void saysWhatDiffersInAPolicyAndARoleAndMendsIt() throws Exception {
    install();
    Map<String, ObjectNode> wanted = Map.copyOf(objects);
    ObjectNode role = objects.get(ROLE).deepCopy();
    role.putArray("cluster").add("all");
    objects.put(ROLE, role);
    ObjectNode policy = objects.get(POLICY).deepCopy();
    policy.withObject("/policy/phases/delete").put("min_age", "1d");
    objects.put(POLICY, policy);

    List<ObjectReport> different =
        verify().stream().filter(each -> each.state() != State.SAME).toList();
    assertThat(different)
        .extracting(ObjectReport::kind, ObjectReport::name, ObjectReport::state)
        .containsExactly(
            tuple("lifecycle policy", "northpost-decisions", State.DIFFERENT),
            tuple("role", "northpost-writer", State.DIFFERENT));
    assertThat(different.get(0).differences())
        .containsExactly("policy.phases.delete.min_age: got 1d, expected 120d");
    assertThat(different.get(1).differences())
        .singleElement()
        .asString()
        .startsWith("cluster")
        .contains("all", "monitor");

    install();
    assertThat(objects).isEqualTo(wanted);
  }

  @Test
  void saysWhichPrivilegesAreMissing() throws Exception {
    String expected =
        " (HTTP 403): expected credentials with the cluster privileges manage_index_templates,"
            + " manage_ilm and manage_security";
    for (String request : List.of("GET " + POLICY, "PUT " + POLICY, "PUT " + ROLE)) {
      objects.clear();
      denied = request;
      assertThatThrownBy(this::install)
          .as(request)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("Elasticsearch at [http://127.0.0.1:")
          .hasMessageEndingWith(" denies " + request + expected);
    }
    denied = "GET " + ROLE;
    assertThatThrownBy(this::verify).hasMessageEndingWith(" denies " + denied + expected);
  }
}
