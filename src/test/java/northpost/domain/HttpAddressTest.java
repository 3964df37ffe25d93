package northpost.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAddressTest {
  @Test
  void aServerHasSchemeHostAndPort() {
    assertThat(
            HttpAddress.servers(
                "urls", List.of("http://es-1:9200", "https://[::1]:65535/", "https://es")))
        .containsExactly("http://es-1:9200", "https://[::1]:65535", "https://es");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "es:9200",
        "ftp://es:9200",
        "http://",
        "http:///",
        "http://es:0",
        "http://es:65536",
        "http://es:nine",
        "http://e s:9200"
      })
  void refusesWhatIsNone(String url) {
    String message = ": got '" + url + "', expected http://host:port or https://host:port";
    assertThatThrownBy(() -> HttpAddress.servers("urls", List.of("http://es:9200", url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("urls" + message);
    assertThatThrownBy(() -> HttpAddress.withPath("URL", url)).hasMessage("URL" + message);
  }

  @Test
  void aPathIsAllowedWhereItIsAskedFor() {
    assertThat(HttpAddress.withPath("URL", "https://kibana:5601/s/border"))
        .isEqualTo(URI.create("https://kibana:5601/s/border/"));
    assertThat(HttpAddress.withPath("URL", "https://kibana/")).hasToString("https://kibana/");
    assertThatThrownBy(() -> HttpAddress.servers("urls", List.of("https://kibana/s/border")))
        .hasMessageContaining("with a path or query");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://es?a=b", "http://es/?a=b", "http://es#a"})
  void aQueryNever(String url) {
    assertThatThrownBy(() -> HttpAddress.servers("urls", List.of(url)))
        .hasMessageStartingWith("urls: got '" + url + "', with a path or query, expected http");
    assertThatThrownBy(() -> HttpAddress.withPath("URL", url))
        .hasMessageStartingWith("URL: got '" + url + "', with a query, expected http");
  }

  @Test
  void credentialsAnywhereAreRefusedBeforeAnythingIsRepeated() {
    assertThatThrownBy(() -> HttpAddress.servers("urls", List.of("no url s3", "cret@es:9200")))
        .hasNoCause()
        .hasMessageStartingWith("urls: got credentials in a URL")
        .hasMessageNotContainingAny("s3", "cret@");
    assertThatThrownBy(() -> HttpAddress.withPath("URL", "https://me:s3cret@kibana"))
        .hasNoCause()
        .hasMessageNotContaining("s3cret");
  }
}
