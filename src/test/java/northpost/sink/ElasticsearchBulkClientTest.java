package northpost.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import northpost.sink.ItemResult.Disposition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The official client against an HTTP server that says what a test needs it to say. */
class ElasticsearchBulkClientTest {
  private static final Document DECISION = document("a", Document.UNVERSIONED);
  private static final Document WINDOW = document("b", 4);

  private HttpServer server;
  private volatile int status = 200;
  private volatile String answer = "";
  private volatile String received;
  private volatile String authorization;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::respond);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void sendsTheBytesAsTheyAreAndTheVersionWhereThereIsOne() throws Exception {
    answer = items(item(201, null), item(200, null));
    assertThat(send(DECISION, WINDOW)).containsExactly(ItemResult.WROTE, ItemResult.WROTE);
    assertThat(received.lines())
        .containsExactly(
            "{\"index\":{\"_id\":\"a\",\"_index\":\"i\"}}",
            "{\"of\":  \"a\"}",
            "{\"index\":{\"_id\":\"b\",\"_index\":\"i\",\"version\":4,\"version_type\":\"external_gte\"}}",
            "{\"of\":  \"b\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "400, document_parsing_exception, REFUSED",
    "400, strict_dynamic_mapping_exception, REFUSED",
    "400, validation_exception, RETRY",
    "400, index_closed_exception, RETRY",
    "403, cluster_block_exception, RETRY",
    "403, security_exception, FATAL",
    "404, index_not_found_exception, RETRY",
    "409, version_conflict_engine_exception, STALE",
    "408, timeout, RETRY",
    "429, es_rejected_execution_exception, RETRY",
    "429, cluster_block_exception, RETRY",
    "500, i_o_exception, RETRY",
    "503, unavailable_shards_exception, RETRY"
  })
  void sortsItemsByWhatToDoNext(int itemStatus, String type, Disposition expected)
      throws Exception {
    answer = items(item(itemStatus, type));
    ItemResult result = send(WINDOW).get(0);
    assertThat(result.disposition()).isEqualTo(expected);
    assertThat(result.type()).isEqualTo(type);
    assertThat(result.reason()).isEqualTo("outer (inner)");
  }

  @Test
  void sendsAConflictOfADocumentWithoutVersionAgain() throws Exception {
    answer = items(item(409, "version_conflict_engine_exception"));
    assertThat(send(DECISION).get(0).disposition()).isEqualTo(Disposition.RETRY);
  }

  @ParameterizedTest
  @CsvSource({
    "400, FATAL",
    "401, FATAL",
    "403, FATAL",
    "404, FATAL",
    "405, FATAL",
    "408, RETRY",
    "413, TOO_LARGE",
    "429, RETRY",
    "500, RETRY",
    "501, FATAL",
    "502, RETRY",
    "503, RETRY",
    "504, RETRY"
  })
  void sortsWholeRequestsByWhatToDoNext(int requestStatus, Disposition expected) throws Exception {
    status = requestStatus;
    answer =
        "{\"status\":"
            + requestStatus
            + ",\"error\":{\"type\":\"test_exception\",\"reason\":\"because\"}}";
    assertThat(failure().disposition()).isEqualTo(expected);
    assertThat(failure().status()).isEqualTo(requestStatus);
    assertThat(failure().describe())
        .isEqualTo("HTTP " + requestStatus + ", test_exception: because");
  }

  @Test
  void describesWhatAProxySaysInOneLine() throws Exception {
    status = 503;
    answer = "<html>\n<b>busy</b>\n</html>";
    assertThat(failure().disposition()).isEqualTo(Disposition.RETRY);
    assertThat(failure().describe())
        .startsWith("HTTP 503, ResponseException: ")
        .contains("503 Service Unavailable")
        .doesNotContain("\n");
  }

  /** A proxy or an overloaded server does not speak Elasticsearch's JSON. */
  @ParameterizedTest
  @CsvSource({"413, TOO_LARGE", "503, RETRY", "401, FATAL"})
  void understandsAnErrorWithoutABody(int requestStatus, Disposition expected) throws Exception {
    status = requestStatus;
    assertThat(failure().disposition()).isEqualTo(expected);
    assertThat(failure().status()).isEqualTo(requestStatus);
  }

  @Test
  void triesAgainWhenNobodyAnswers() throws Exception {
    server.stop(0);
    assertThat(failure().disposition()).isEqualTo(Disposition.RETRY);
    assertThat(failure().status()).isZero();
    assertThat(failure().describe()).startsWith("no answer, ConnectException: ");
  }

  /** A server that ends in that moment is no reason to fail; a certificate is. */
  @Test
  void triesAgainWhereTheConnectionIsLostWhileShakingHands() {
    SSLHandshakeException cut = new SSLHandshakeException("Remote host terminated the handshake");
    cut.initCause(new EOFException("SSL peer shut down incorrectly"));
    assertThat(FailureClasses.ofRequest(cut).disposition()).isEqualTo(Disposition.RETRY);
    SSLHandshakeException mistrusted = new SSLHandshakeException("PKIX path validation failed");
    mistrusted.initCause(new CertificateException("expired"));
    assertThat(FailureClasses.ofRequest(mistrusted).disposition()).isEqualTo(Disposition.FATAL);
    assertThat(FailureClasses.ofRequest(new SSLPeerUnverifiedException("x")).disposition())
        .isEqualTo(Disposition.FATAL);
  }

  @Test
  void showsItsCredentials(@TempDir Path folder) throws Exception {
    answer = items(item(201, null));
    Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");
    try (BulkClient client =
        new ElasticsearchBulkClient(
            ElasticsearchConnection.open(
                settings().withPassword("writer", Secret.inFile(secret))))) {
      client.send(List.of(DECISION)).get(30, TimeUnit.SECONDS);
    }
    assertThat(authorization).isEqualTo("Basic d3JpdGVyOnMzY3JldA==");
    try (BulkClient client =
        new ElasticsearchBulkClient(
            ElasticsearchConnection.open(settings().withApiKey(Secret.inFile(secret))))) {
      client.send(List.of(DECISION)).get(30, TimeUnit.SECONDS);
    }
    assertThat(authorization).isEqualTo("ApiKey s3cret");
  }

  @Test
  void readsItsCredentialsAgainWhenTheyAreRefused(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("key"), "first\n");
    ElasticsearchSettings settings = settings().withApiKey(Secret.inFile(secret));
    try (BulkClient client = new ElasticsearchBulkClient(ElasticsearchConnection.open(settings))) {
      Files.writeString(secret, "second\n");
      assertThat(shownBy(client)).isEqualTo("ApiKey first");
      assertThat(refusedBy(client)).isEqualTo("ApiKey first");
      assertThat(shownBy(client)).isEqualTo("ApiKey second");
      // In the middle of being replaced, or gone: what was known goes on.
      Files.writeString(secret, "");
      assertThat(refusedBy(client)).isEqualTo("ApiKey second");
      Files.delete(secret);
      assertThat(refusedBy(client)).isEqualTo("ApiKey second");
      assertThat(shownBy(client)).isEqualTo("ApiKey second");
    }
  }

  private String shownBy(BulkClient client) throws Exception {
    status = 200;
    answer = items(item(201, null));
    client.send(List.of(DECISION)).get(30, TimeUnit.SECONDS);
    return authorization;
  }

  private String refusedBy(BulkClient client) {
    status = 401;
    answer = "{\"status\":401,\"error\":{\"type\":\"security_exception\",\"reason\":\"x\"}}";
    assertThatThrownBy(() -> client.send(List.of(DECISION)).get(30, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class);
    return authorization;
  }

  private List<ItemResult> send(Document... documents) throws Exception {
    try (BulkClient client =
        new ElasticsearchBulkClient(ElasticsearchConnection.open(settings()))) {
      return client.send(List.of(documents)).get(30, TimeUnit.SECONDS);
    }
  }

  private ItemResult failure() throws Exception {
    try {
      throw new AssertionError("got " + send(DECISION) + ", expected a failure");
    } catch (ExecutionException e) {
      return FailureClasses.ofRequest(e);
    }
  }

  private ElasticsearchSettings settings() {
    return ElasticsearchSettings.of(List.of("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  private void respond(HttpExchange exchange) throws IOException {
    received = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    authorization = exchange.getRequestHeaders().getFirst("Authorization");
    exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    if (body.length > 0) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String items(String... items) {
    return "{\"took\":1,\"errors\":false,\"items\":[" + String.join(",", items) + "]}";
  }

  private static String item(int status, String errorType) {
    String error =
        errorType == null
            ? ""
            : ",\"error\":{\"type\":\""
                + errorType
                + "\",\"reason\":\"outer\",\"caused_by\":{\"type\":\"t\",\"reason\":\"inner\"}}";
    return "{\"index\":{\"_index\":\"i\",\"_id\":\"x\",\"status\":" + status + error + "}}";
  }

  private static Document document(String id, long version) {
    byte[] json = ("{\"of\":  \"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
    return new Document("i", id, json, version);
  }
}
