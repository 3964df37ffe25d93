package northpost.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/** A list of URLs of HTTP or HTTPS, without credentials. */
public record UrlsKind() implements Kind {
  private static final ConfigOption<List<String>> LIST =
      ConfigOptions.key("urls").stringType().asList().noDefaultValue();
  private static final int MOST_PORT = 65_535;

  @Override
  public String type() {
    return "list of URLs";
  }

  @Override
  public String allowed() {
    return "http://HOST:PORT or https://HOST:PORT, without credentials; in one line with semicolons"
        + " between them";
  }

  @Override
  public boolean isText() {
    return false;
  }

  @Override
  public String refusal(String text) {
    List<String> urls;
    try {
      urls = Configuration.fromMap(Map.of(LIST.key(), text)).get(LIST);
    } catch (IllegalArgumentException e) {
      return expected();
    }
    return !urls.isEmpty() && urls.stream().allMatch(UrlsKind::isNode) ? null : expected();
  }

  private static boolean isNode(String url) {
    try {
      URI uri = new URI(url);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return http
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
          && uri.getQuery() == null
          && uri.getFragment() == null
          && (uri.getPort() == -1 || uri.getPort() > 0 && uri.getPort() <= MOST_PORT);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Nothing of a text with credentials is shown: where they begin and end is a guess. */
  @Override
  public String shown(String text) {
    return text.indexOf('@') >= 0
        ? "credentials in a URL (an @; the value is not shown)"
        : Shown.text(text);
  }

  @Override
  public String example() {
    return "https://host-1:9200";
  }

  @Override
  public ObjectNode schema() {
    ObjectNode url = Kind.schemaOf("string").put("pattern", "^https?://[^@/?#]+/?$");
    ObjectNode schema = Kind.schemaOf("array").put("minItems", 1);
    schema.set("items", url);
    return schema;
  }
}
