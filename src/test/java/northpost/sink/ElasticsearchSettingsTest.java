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

  @Test
  void refusesCredentialsInTheAddressWithoutRepeatingThem() {
    assertThatThrownBy(() -> ElasticsearchSettings.of(List.of("http://me:s3cret@localhost:9200")))
        .hasMessageContaining("credentials in the URL of localhost")
        .hasMessageNotContaining("s3cret");
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
