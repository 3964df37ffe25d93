package northpost.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import northpost.job.NorthpostOptions;
import northpost.settings.Setting;
import org.apache.flink.configuration.ConfigOption;

/**
 * A name that begins with northpost and a dot: a setting, a topic, a field in Elasticsearch, a
 * package or a class. {a,b} stands for each, * and &lt;kind&gt; for any.
 */
final class NorthpostName implements NameKind {
  private static final Pattern FAMILY = Pattern.compile("(northpost\\..*?)(\\*|<\\w+>)");
  private static final String PORT = "<portCode>";
  private static final Pattern BRACES = Pattern.compile("\\{([^}]*)}");

  @Override
  public boolean claims(String text) {
    return text.startsWith("northpost.") || text.startsWith("northpost\\.");
  }

  @Override
  public Optional<String> fault(String text, Document document) {
    String[] keyAndValue = text.split(": ", 2);
    for (String name : expanded(keyAndValue[0])) {
      if (JavaName.isQualified(name)) {
        return JavaName.classFault(name);
      }
      if (!isThere(name)) {
        return Optional.of(
            "got " + name + ", expected a setting, topic, field of Elasticsearch or package");
      }
    }
    return keyAndValue.length == 2 ? valueFault(keyAndValue[0], keyAndValue[1]) : Optional.empty();
  }

  /** What is wrong with the name of a setting. */
  static Optional<String> settingFault(String key) {
    return DocumentNames.unless(
        key.equals("northpost.key") || isSetting(key),
        "got " + key + ", expected a setting of docs/configuration.md");
  }

  private static Optional<String> valueFault(String key, String value) {
    for (Setting setting : NorthpostOptions.settings().all()) {
      if (setting.key().equals(key)) {
        String refusal = setting.kind().refusal(value);
        return refusal == null
            ? Optional.empty()
            : Optional.of("got " + key + " " + value + ", expected " + setting.kind().expected());
      }
    }
    return Optional.of("got " + key + ", expected a setting");
  }

  private static List<String> expanded(String name) {
    Matcher braces = BRACES.matcher(name);
    if (!braces.find()) {
      return List.of(name);
    }
    List<String> all = new ArrayList<>();
    for (String each : braces.group(1).split(",")) {
      all.addAll(expanded(name.substring(0, braces.start()) + each + name.substring(braces.end())));
    }
    return all;
  }

  private static boolean isThere(String name) {
    Set<String> fields = ForeignKeys.elasticsearchFields();
    Matcher family = FAMILY.matcher(name);
    if (family.matches() && !name.contains(PORT)) {
      String prefix = family.group(1);
      return prefix.equals("northpost.")
          || Stream.concat(NorthpostOptions.all().stream().map(ConfigOption::key), fields.stream())
              .anyMatch(known -> (known + ".").startsWith(prefix));
    }
    return Files.isDirectory(Path.of("src/main/java", name.split("\\.")))
        || isSetting(name)
        || fields.contains(name)
        || isTopic(name);
  }

  private static boolean isSetting(String name) {
    return NorthpostOptions.all().stream()
        .anyMatch(
            option ->
                option.key().equals(name)
                    || option == NorthpostOptions.KAFKA_PROPERTIES
                        && name.startsWith(option.key() + "."));
  }

  /** The defaults of the settings; docs/operating.md is held to what topics create makes. */
  private static boolean isTopic(String name) {
    return NorthpostOptions.all().stream()
            .map(ConfigOption::defaultValue)
            .anyMatch(value -> Objects.equals(value, name))
        || name.replace(PORT, "0712").matches(NorthpostOptions.CAPTURES_PATTERN.defaultValue());
  }
}
