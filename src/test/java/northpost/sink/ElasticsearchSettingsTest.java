package northpost.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElasticsearchSettingsTest {
  private static final ElasticsearchSettings SETTINGS =
      ElasticsearchSettings.of(List.of("http://localhost:9200"));

  @Test
  void refusesAnAddressThatIsNone() {
    assertThatThrownBy(() -> ElasticsearchSettings.of(List.of("localhost:9200")))
        .hasMessage("urls: got 'localhost:9200', expected http://host:port or https://host:port");
    assertThatThrownBy(() -> ElasticsearchSettings.of(List.of()))
        .hasMessage("urls: got none, expected at least one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://me:s3cret@localhost:9200",
        "https://me:s3cret@ss@es:9200",
        "elastic:s3cret@es:9200",
        "https://me:s3cret and more@es:9200",
        // As an option with commas between the nodes gives it.
        "https://me:s3cret,more@es:9200"
      })
  void refusesCredentialsInTheAddressWithoutRepeatingThem(String urls) {
    assertThatThrownBy(() -> ElasticsearchSettings.of(List.of(urls.split(","))))
        .hasNoCause()
        .hasMessageContaining("urls: got credentials in a URL")
        .hasMessageContaining("expected http://host:port")
        .hasMessageNotContainingAny("s3cret", "more");
  }

  @Test
  void aSlashAtTheEndIsLeftOutAndAPathRefused() throws Exception {
    ElasticsearchSettings settings =
        ElasticsearchSettings.of(List.of("https://es-1:9200/", "http://[::1]:9200"));
    assertThat(settings.urls()).containsExactly("https://es-1:9200", "http://[::1]:9200");
    ElasticsearchConnection.open(settings).close();
    for (String url :
        List.of(
            "http://es:9200/es",
            "http://es:9200//",
            "http://es:9200?a=b",
            "http://es:9200/?a=b",
            "http://es:9200#a")) {
      assertThatThrownBy(() -> ElasticsearchSettings.of(List.of(url)))
          .hasMessageStartingWith("urls: got '" + url + "', with a path or query, expected http");
    }
  }

  @Test
  void refusesABufferSmallerThanABatch() {
    assertThatThrownBy(() -> SETTINGS.withBatch(100, 1000).withBuffer(99, 1000))
        .hasMessage("bufferDocuments: got 99, expected at least batchDocuments 100");
    assertThatThrownBy(() -> SETTINGS.withInFlight(0))
        .hasMessage("inFlight: got 0, expected at least 1");
  }

  @Test
  void carriesThePlaceOfASecretNotItsValue(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "s3cret\n");
    ElasticsearchSettings settings = SETTINGS.withPassword("writer", Secret.inFile(file));
    assertThat(settings.password().read()).isEqualTo("s3cret");
    assertThat(settings.toString()).doesNotContain("s3cret");
    assertThat(InstantiationUtil.serializeObject(settings))
        .asString(StandardCharsets.ISO_8859_1)
        .doesNotContain("s3cret");
    assertThat(InstantiationUtil.clone(settings)).isEqualTo(settings);
  }

  @Test
  void saysWhichSecretIsMissing(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> Secret.inEnvironment("NORTHPOST_NO_SUCH_VARIABLE").read())
        .hasMessageContaining("environment variable NORTHPOST_NO_SUCH_VARIABLE: got nothing");
    Path empty = Files.writeString(folder.resolve("empty"), " \n");
    assertThatThrownBy(() -> Secret.inFile(empty).read()).hasMessageContaining("got nothing");
  }
}
