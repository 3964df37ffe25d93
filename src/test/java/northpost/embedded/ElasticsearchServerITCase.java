package northpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import northpost.testing.ElasticsearchFixture;
import northpost.testing.ServersBuild;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ElasticsearchServerITCase {
  private static final String TEMPLATE =
      """
      {"index_patterns": ["faces-*"],
       "template": {
         "settings": {"index.lifecycle.name": "faces", "number_of_replicas": 0},
         "mappings": {"dynamic": "strict", "properties": {
           "port": {"type": "constant_keyword"},
           "outcome": {"type": "wildcard"},
           "note": {"type": "match_only_text"},
           "score": {"type": "float"}}}}}
      """;
  private static final String DOCUMENTS =
      """
      {"create": {"_id": "a"}}
      {"port": "0701", "outcome": "MATCHED", "note": "bright sun", "score": 0.7}
      {"create": {"_id": "b"}}
      {"port": "0701", "outcome": "NOT_MATCHED", "note": "low sun", "score": 0.1}
      """;

  @RegisterExtension static final ElasticsearchFixture shared = new ElasticsearchFixture();

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir Path directory;

  @Test
  void documentsUnderATemplateSurviveAKillAndAreSearchedAtTheSameAddress() throws Exception {
    try (ElasticsearchServer server = start(Map.of())) {
      String url = server.url();
      assertThat(send("GET", url + "/", "")).contains("\"number\":\"8.19.0\"");
      assertThat(send("PUT", url + "/_index_template/faces", TEMPLATE))
          .contains("\"acknowledged\":true");
      assertThat(send("POST", url + "/faces-1/_bulk", DOCUMENTS)).contains("\"errors\":false");

      server.kill();
      assertThat(server.isAlive()).isFalse();
      server.restart();

      assertThat(server.url()).isEqualTo(url);
      assertThat(send("POST", url + "/faces-1/_refresh", "")).contains("\"failed\":0");
      assertThat(send("GET", url + "/faces-*/_search?q=outcome:MATCHED", ""))
          .contains("\"total\":{\"value\":1,")
          .contains("\"score\": 0.7");
      assertThat(send("GET", url + "/faces-*/_search?q=note:sun", ""))
          .contains("\"total\":{\"value\":2,");
      assertThat(send("GET", url + "/faces-1/_settings", ""))
          .contains("\"lifecycle\":{\"name\":\"faces\"}");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aDataStreamKeepsWhatItRefusesAndCanBeDeleted() throws Exception {
    String stream = shared.uniqueName("stream");
    send(
        "PUT",
        shared.url() + "/_index_template/" + stream,
        """
        {"index_patterns": ["%s"], "data_stream": {},
         "template": {
           "data_stream_options": {"failure_store": {"enabled": true}},
           "mappings": {"properties": {"score": {"type": "float"}}}}}
        """
            .formatted(stream));
    assertThat(
            send(
                "POST",
                shared.url() + "/" + stream + "/_bulk",
                """
                {"create": {}}
                {"@timestamp": "2026-01-01T00:00:00Z", "score": "none"}
                """))
        .contains("\"failure_store\":\"used\"");

    String address = shared.url() + "/_data_stream/" + stream;
    assertThat(send("DELETE", address, "")).isEqualTo("{\"acknowledged\":true}");
    assertThat(send("DELETE", address, "")).contains("no such data stream: " + stream);
  }

  @Test
  void settingsReachTheNode() throws Exception {
    try (ElasticsearchServer server = start(Map.of("indexing_pressure.memory.limit", "1b"))) {
      assertThat(send("POST", server.url() + "/faces-1/_bulk", DOCUMENTS))
          .contains("es_rejected_execution_exception");
    }
  }

  @Test
  void anUnknownSettingIsReportedByTheServersOwnWords() {
    assertThatThrownBy(() -> start(Map.of("no.such.setting", "1")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("elasticsearch (process ")
        .hasMessageContaining("unknown setting [no.such.setting]");
  }

  private ElasticsearchServer start(Map<String, String> settings) throws IOException {
    return ElasticsearchServer.start(ServersBuild.directory(), directory, settings);
  }

  private String send(String method, String url, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
