package northpost.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import northpost.sink.ItemResult.Disposition;
import northpost.testing.Certificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first look at a cluster, against an HTTP server that has what a test gives it. */
class ClusterCheckTest {
  @TempDir private Path folder;

  private final Set<String> templates = ConcurrentHashMap.newKeySet();
  private final AtomicInteger looks = new AtomicInteger();
  private volatile String version = "8.19.0";
  private volatile int status = 200;
  private volatile boolean mayLook = true;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    Stream.of(DocumentKind.values()).map(DocumentKind::alias).forEach(templates::add);
    serve(HttpServer.create(loopback(), 0));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void findsAClusterGoodOnceAndSendsFromThenOn() throws Exception {
    try (BulkClient client = client(settings("http"))) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.send(List.of(document())).get(30, TimeUnit.SECONDS))
            .containsExactly(ItemResult.WROTE);
      }
    }
    assertThat(looks).hasValue(1);
  }

  @Test
  void takesVersion9Too() throws Exception {
    version = "9.2.0";
    assertThat(send(settings("http"))).containsExactly(ItemResult.WROTE);
  }

  @Test
  void refusesAnotherMajorVersion() {
    version = "7.17.28";
    assertThat(failure(settings("http")))
        .isInstanceOf(ClusterRefusedException.class)
        .hasMessage(
            "Elasticsearch at "
                + settings("http").urls()
                + ": got version 7.17.28, expected 8 or 9");
  }

  @Test
  void refusesAClusterWithoutOurTemplatesAndSaysHowToMend() {
    templates.removeAll(Set.of("northpost-funnel", "northpost-refused"));
    assertThat(failure(settings("http")))
        .isInstanceOf(ClusterRefusedException.class)
        .hasMessageContaining("got no index template northpost-funnel, northpost-refused, expected")
        .hasMessageContaining("northpost elasticsearch install --url http://127.0.0.1:");
    assertThat(FailureClasses.ofRequest(failure(settings("http"))).disposition())
        .isEqualTo(Disposition.FATAL);
  }

  @Test
  void leavesUncheckedWhatACredentialMayNotSee() throws Exception {
    mayLook = false;
    templates.clear();
    assertThat(send(settings("http"))).containsExactly(ItemResult.WROTE);
  }

  @Test
  void looksAgainWhereTheServerHadNoAnswer() throws Exception {
    try (BulkClient client = client(settings("http"))) {
      status = 503;
      assertThatThrownBy(() -> client.send(List.of(document())).get(30, TimeUnit.SECONDS))
          .satisfies(
              e ->
                  assertThat(FailureClasses.ofRequest(e).disposition())
                      .isEqualTo(Disposition.RETRY));
      status = 200;
      assertThat(client.send(List.of(document())).get(30, TimeUnit.SECONDS))
          .containsExactly(ItemResult.WROTE);
    }
  }

  @Test
  void trustsTheAuthorityOfAFileAndNoOther() throws Exception {
    Certificates certificates = new Certificates(folder);
    SSLContext identity = certificates.make("server");
    certificates.make("stranger");
    server.stop(0);
    HttpsServer https = HttpsServer.create(loopback(), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(identity));
    serve(https);
    ElasticsearchSettings settings = settings("https");
    assertThat(send(settings.withCaFile(folder.resolve("server.pem"))))
        .containsExactly(ItemResult.WROTE);
    for (ElasticsearchSettings other :
        List.of(settings, settings.withCaFile(folder.resolve("stranger.pem")))) {
      ItemResult result = FailureClasses.ofRequest(failure(other));
      assertThat(result.disposition()).isEqualTo(Disposition.FATAL);
      assertThat(result.type()).isEqualTo("SSLHandshakeException");
    }
  }

  @Test
  void refusesACertificateFileWithoutACertificate() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    assertThatThrownBy(() -> client(settings("https").withCaFile(empty)))
        .hasMessage(
            "certificate file "
                + empty
                + ": got no certificate, expected at least one in PEM format");
    Path text = Files.writeString(folder.resolve("text.pem"), "not a certificate");
    assertThatThrownBy(() -> client(settings("https").withCaFile(text)))
        .hasMessageContaining("got no certificate");
    assertThatThrownBy(() -> client(settings("https").withCaFile(folder.resolve("none"))))
        .hasMessageContaining("none: cannot be read");
  }

  private List<ItemResult> send(ElasticsearchSettings settings) throws Exception {
    try (BulkClient client = client(settings)) {
      return client.send(List.of(document())).get(30, TimeUnit.SECONDS);
    }
  }

  private Throwable failure(ElasticsearchSettings settings) {
    try {
      throw new AssertionError("got " + send(settings) + ", expected a failure");
    } catch (ExecutionException e) {
      return FailureClasses.unwrap(e);
    } catch (Exception e) {
      throw new AssertionError("expected an answer", e);
    }
  }

  private static BulkClient client(ElasticsearchSettings settings) {
    ElasticsearchConnection connection = ElasticsearchConnection.open(settings);
    return new CheckedBulkClient(
        new ClusterCheck(settings, connection.client()), new ElasticsearchBulkClient(connection));
  }

  private ElasticsearchSettings settings(String scheme) {
    return ElasticsearchSettings.of(
        List.of(scheme + "://127.0.0.1:" + server.getAddress().getPort()));
  }

  private static Document document() {
    return new Document("i", "x", "{}".getBytes(StandardCharsets.UTF_8), Document.UNVERSIONED);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void serve(HttpServer newServer) {
    server = newServer;
    server.createContext("/", this::respond);
    server.start();
  }

  private void respond(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    String path = exchange.getRequestURI().getPath();
    String template = path.replace("/_index_template/", "");
    boolean bulk = path.equals("/_bulk");
    if (path.equals("/")) {
      looks.incrementAndGet();
    }
    int answered = !bulk && !mayLook ? 403 : status;
    if (path.startsWith("/_index_template/") && answered == 200 && !templates.contains(template)) {
      answered = 404;
    }
    String body = answered != 200 ? ERROR.formatted(answered) : bulk ? WROTE : info();
    boolean noBody = exchange.getRequestMethod().equals("HEAD");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answered, noBody ? -1 : bytes.length);
    if (!noBody) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private static final String ERROR =
      "{\"status\":%d,\"error\":{\"type\":\"test_exception\",\"reason\":\"because\"}}";
  private static final String WROTE =
      "{\"took\":1,\"errors\":false,\"items\":[{\"index\":{\"_index\":\"i\",\"_id\":\"x\","
          + "\"status\":201}}]}";

  private String info() {
    return "{\"name\":\"n\",\"cluster_name\":\"c\",\"cluster_uuid\":\"u\",\"tagline\":\"t\","
        + "\"version\":{\"number\":\""
        + version
        + "\",\"build_flavor\":\"default\",\"build_type\":\"tar\",\"build_hash\":\"h\","
        + "\"build_date\":\"2026-01-01T00:00:00Z\",\"build_snapshot\":false,"
        + "\"lucene_version\":\"9\",\"minimum_wire_compatibility_version\":\"7\","
        + "\"minimum_index_compatibility_version\":\"7\"}}";
  }
}
