package northpost.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import northpost.domain.HttpAddress;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/** A list of URLs of HTTP or HTTPS, without credentials. */
public record UrlsKind() implements Kind {
  private static final ConfigOption<List<String>> LIST =
      ConfigOptions.key("urls").stringType().asList().noDefaultValue();

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
    try {
      List<String> urls = Configuration.fromMap(Map.of(LIST.key(), text)).get(LIST);
      return HttpAddress.servers(LIST.key(), urls).isEmpty() ? expected() : null;
    } catch (IllegalArgumentException e) {
      return expected();
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
