package northpost.settings;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.description.HtmlFormatter;

/**
 * A setting: its key, default and effect, and what its value may be.
 *
 * @param required whether a live job needs a value
 */
public record Setting(ConfigOption<?> option, Kind kind, boolean required) {
  /** The name of the setting as a whole. */
  public String key() {
    return option.key();
  }

  /** The environment variable that sets it. */
  public String environmentVariable() {
    return key().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** What it does, in plain text. */
  public String description() {
    return new HtmlFormatter().format(option.description());
  }

  /** The default as it is written; empty where there is none. */
  public Optional<String> defaultText() {
    Object value = option.defaultValue();
    if (value == null || value instanceof Map<?, ?> map && map.isEmpty()) {
      return Optional.empty();
    }
    if (value instanceof Duration duration) {
      return Optional.of(DurationKind.text(duration));
    }
    if (value instanceof MemorySize size) {
      return Optional.of(MemoryKind.text(size));
    }
    return Optional.of(value.toString());
  }

  /** Keys that it had in earlier versions. */
  public List<String> earlierKeys() {
    return StreamSupport.stream(option.fallbackKeys().spliterator(), false)
        .map(FallbackKey::getKey)
        .toList();
  }

  /** Whether a key is that of one of its properties. */
  boolean hasProperty(String key) {
    return kind instanceof PropertiesKind && key.startsWith(key() + ".");
  }

  /** The name of the property that a key stands for. */
  String propertyOf(String key) {
    return key.substring(key().length() + 1);
  }
}
