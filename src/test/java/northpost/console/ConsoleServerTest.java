package northpost.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import northpost.sink.ElasticsearchSettings;
import northpost.source.PortRegistryYaml;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-31T12:00:00.123Z"), ZoneOffset.UTC);
  private static final Pattern REFERENCE =
      Pattern.compile("(?:src|href)=\"([^\"#]+)\"|from \"\\./([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private ConsoleServer console;
  private volatile boolean away;

  @BeforeEach
  void start() throws IOException {
    console = start(new ConsoleSettings("127.0.0.1", 0, List.of("post.example")));
  }

  private ConsoleServer start(ConsoleSettings settings) throws IOException {
    return ConsoleServer.start(
        settings,
        null,
        (indices, body) -> {
          if (away) {
            throw new IOException("Connection refused");
          }
          return JSON.createObjectNode();
        },
        ShippedDashboards.read(),
        PortRegistryYaml.shipped(),
        CLOCK);
  }

  @AfterEach
  void stop() throws IOException {
    console.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console.port() + path));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode json(String path, int status) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    return JSON.readTree(answer.body());
  }

  /** With a Host that a browser would send; the client of the JDK lets nobody choose it. */
  private String statusLine(String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", console.port())) {
      String head = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return answer.lines().findFirst().orElse("");
    }
  }

  @Test
  void servesThePageAndAllThatItNames() throws Exception {
    Set<String> open = new TreeSet<>(Set.of("/"));
    Set<String> served = new TreeSet<>();
    while (!served.containsAll(open)) {
      String path = open.stream().filter(each -> !served.contains(each)).findFirst().orElseThrow();
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      served.add(path);
      if (path.equals("/echarts.js")) {
        continue;
      }
      REFERENCE
          .matcher(answer.body())
          .results()
          .forEach(m -> open.add("/" + (m.group(1) != null ? m.group(1) : m.group(2))));
    }
    assertThat(served).contains("/echarts.js", "/app.js", "/charts.js", "/console.css");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/app.js", "/echarts.js", "/api/places", "/nowhere"})
  void tellsBrowsersToLoadNothingFromElsewhere(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe", "http:", "*");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS"})
  void answersGetAlone(String method) throws Exception {
    HttpResponse<String> answer =
        client.send(
            request("/api/places").method(method, HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET");
  }

  @Test
  void answersItsOwnNamesAlone() throws IOException {
    for (String host : List.of("localhost:1", "127.0.0.1", "[::1]:80", "Post.Example:443")) {
      assertThat(statusLine(host)).as(host).contains("200");
    }
    for (String host : List.of("evil.example", "localhost.evil.example", "10.0.0.1:8080")) {
      assertThat(statusLine(host)).as(host).contains("421");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nowhere", "/../pom.xml", "/%2e%2e/ports.yaml", "/api/dashboards/weather"})
  void knowsNoOtherPath(String path) throws Exception {
    assertThat(json(path, 404).path("error").asText()).contains("got ", "expected ");
  }

  @Test
  void saysWhatIsWrongWithAQuestion() throws Exception {
    assertThat(json("/api/anomalies?port=9999", 400).path("error").asText())
        .startsWith("port: got 9999, expected one of [0701");
  }

  @Test
  void saysWhenElasticsearchIsAwayAndComesBack() throws Exception {
    away = true;
    for (String path :
        List.of("/api/ports", "/api/anomalies", "/api/dashboards/northpost-operations")) {
      assertThat(json(path, 503).path("error").asText())
          .isEqualTo("Elasticsearch does not answer: Connection refused.");
    }
    assertThat(json("/api/dashboards", 200).path("dashboards")).hasSize(6);
    away = false;
    assertThat(json("/api/ports", 200).path("ports")).hasSize(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void saysWhenElasticsearchRefusesIt(int status) throws Exception {
    byte[] refusal =
        "{\"error\":{\"reason\":\"the key is not valid\"}}".getBytes(StandardCharsets.UTF_8);
    HttpServer elasticsearch =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    elasticsearch.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, refusal.length);
            exchange.getResponseBody().write(refusal);
          }
        });
    elasticsearch.start();
    String url = "http://127.0.0.1:" + elasticsearch.getAddress().getPort();
    try (ConsoleServer refused =
        ConsoleServer.start(
            ConsoleSettings.onLoopback(0),
            ElasticsearchSettings.of(List.of(url)),
            ShippedDashboards.read(),
            PortRegistryYaml.shipped())) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(refused.url() + "api/ports")).build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(JSON.readTree(answer.body()).path("error").asText())
          .startsWith("Elasticsearch refuses what the console asks: ")
          .contains("HTTP " + status, "the key is not valid");
    } finally {
      elasticsearch.stop(0);
    }
  }

  @Test
  void placesEveryPort() throws Exception {
    JsonNode places = json("/api/places", 200);

    assertThat(places.path("timeZone").asText()).isEqualTo("America/New_York");
    assertThat(places.path("ports").findValuesAsText("code"))
        .containsExactly("0701", "0704", "0706", "0708", "0712", "0715", "0901");
    assertThat(places.path("ports"))
        .allSatisfy(port -> assertThat(port.path("latitude").asDouble()).isBetween(42.0, 45.1));
  }

  @Test
  void sendsWhatABrowserHasOnlyOnce() throws Exception {
    String tag = get("/app.js").headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again =
        client.send(
            request("/app.js").header("If-None-Match", tag).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void compressesForThoseWhoTakeIt() throws Exception {
    HttpResponse<InputStream> zipped =
        client.send(
            request("/echarts.js").header("Accept-Encoding", "gzip, br").build(),
            HttpResponse.BodyHandlers.ofInputStream());

    assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
    try (InputStream in = new GZIPInputStream(zipped.body())) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(get("/echarts.js").body());
    }
  }

  @Test
  void namesAPortThatIsTaken() {
    assertThatThrownBy(() -> start(ConsoleSettings.onLoopback(console.port())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(":" + console.port())
        .hasMessageContaining("expected an address of this machine and a free port");
  }
}
