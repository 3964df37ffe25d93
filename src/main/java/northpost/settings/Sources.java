package northpost.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import northpost.domain.NearestName;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * Where values come from. Sources are added with the weakest first: of two values of a key that of
 * the later source stands. Every value is checked, also one that another goes before.
 */
public final class Sources {
  private static final int TYPO = 2;

  private final Settings settings;
  private final Map<String, Given> effective = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private String newest = "";

  public Sources(Settings settings) {
    this.settings = settings;
  }

  /** A YAML file that holds these settings and nothing else. */
  public Sources file(Path file) {
    SettingsFile read = SettingsFile.read(file);
    newest = file.toString();
    findings.addAll(read.findings());
    read.given().forEach(each -> take(each, true));
    return this;
  }

  /** Values of a file that also holds others, which are passed over. */
  public Sources part(SettingsFile file) {
    findings.addAll(file.findings());
    file.given().forEach(each -> take(each, false));
    return this;
  }

  /**
   * Environment variables, by {@link Setting#environmentVariable()}.
   *
   * @param others variables that begin as those of settings do and are none
   */
  public Sources environment(Map<String, String> variables, Set<String> others) {
    SettingsFile read = new Environment(settings, others).read(variables);
    findings.addAll(read.findings());
    read.given().forEach(each -> take(each, false));
    return this;
  }

  /**
   * Values by key, of which those of others are passed over.
   *
   * @param where how they were given, such as {@code -D}; empty where nobody knows
   */
  public Sources each(String where, Map<String, String> values) {
    new TreeMap<>(values)
        .forEach((key, text) -> take(new Given(key, text, Given.Form.UNTYPED, where), false));
    return this;
  }

  /** What is wrong with the values, each by itself. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** What is missing for a live job. */
  public List<Finding> missing() {
    return settings.all().stream()
        .filter(each -> each.required() && !effective.containsKey(each.key()))
        .map(
            each ->
                Finding.error(
                    newest,
                    each.key(),
                    "nothing",
                    each.kind().expected() + ": " + each.description()))
        .toList();
  }

  /** The value that stands for each key that somebody gave, wrong ones left out. */
  public Map<String, Given> effective() {
    return new LinkedHashMap<>(effective);
  }

  /** Where the value of a setting comes from; the newest source where it has its default. */
  public String where(ConfigOption<?> option) {
    Given given = effective.get(option.key());
    if (given != null) {
      return given.where();
    }
    // Of properties, the place of the first.
    return effective.values().stream()
        .filter(each -> each.key().startsWith(option.key() + "."))
        .map(Given::where)
        .findFirst()
        .orElse(newest);
  }

  /** The values that stand, as Flink reads them. */
  public Configuration configuration() {
    Map<String, String> all = new LinkedHashMap<>();
    effective.forEach((key, given) -> all.put(key, given.text()));
    return Configuration.fromMap(all);
  }

  private void take(Given given, boolean nothingElse) {
    String key = given.key();
    Setting setting = settings.of(key).orElse(null);
    Setting earlier = setting == null ? settings.ofEarlier(key).orElse(null) : null;
    if (earlier != null) {
      findings.add(Finding.warning(given.where(), key, "an earlier name", earlier.key()));
      take(new Given(earlier.key(), given.text(), given.form(), given.where()), nothingElse);
    } else if (setting == null) {
      unknown(given, nothingElse);
    } else if (setting.kind() instanceof PropertiesKind && key.equals(setting.key())) {
      properties(given, setting);
    } else {
      Finding finding = check(given, setting);
      if (finding == null) {
        effective.put(key, given);
      } else {
        findings.add(finding);
      }
    }
  }

  private void unknown(Given given, boolean nothingElse) {
    String key = given.key();
    String root = key.split("\\.", 2)[0];
    if (settings.isGroup(key)) {
      if (given.text() != null) {
        findings.add(Finding.error(given.where(), key, "a value", "keys below it"));
      }
    } else if (root.equals(settings.root())
        || nothingElse
        || NearestName.distance(root, settings.root()) <= TYPO) {
      findings.add(
          Finding.error(
              given.where(),
              key,
              "an unknown key",
              NearestName.of(key, settings.keys()) + " (the nearest)"));
    }
  }

  /** All properties in one value, as Flink writes a map. */
  private void properties(Given given, Setting setting) {
    if (given.text() == null) {
      return;
    }
    Map<String, String> values;
    try {
      values = map(given, setting.option());
    } catch (IllegalArgumentException e) {
      values = null;
    }
    if (values == null || given.form() != Given.Form.UNTYPED) {
      String got = isList(given) ? "a list" : "a value (not shown)";
      findings.add(
          Finding.error(given.where(), given.key(), got, setting.kind().refusal(given.text())));
      return;
    }
    values.forEach(
        (name, value) ->
            take(
                new Given(setting.key() + "." + name, value, Given.Form.UNTYPED, given.where()),
                false));
  }

  @SuppressWarnings("unchecked") // The option of properties is one of a map.
  private static Map<String, String> map(Given given, ConfigOption<?> option) {
    return Configuration.fromMap(Map.of(given.key(), given.text()))
        .get((ConfigOption<Map<String, String>>) option);
  }

  /** What is wrong with a value; null where nothing is. */
  private static Finding check(Given given, Setting setting) {
    Kind kind = setting.kind();
    boolean property = kind instanceof PropertiesKind;
    if (given.text() == null) {
      return finding(given, "nothing", property ? "a value" : kind.expected());
    }
    if (kind instanceof PropertiesKind properties) {
      String name = setting.propertyOf(given.key());
      String refusal =
          given.form() == Given.Form.LIST ? "one value" : properties.refusalOf(name, given.text());
      return refusal == null
          ? null
          : finding(given, properties.shownOf(name, given.text()), refusal);
    }
    String shown = kind.shown(given.text());
    if (isList(given) && !(kind instanceof UrlsKind)) {
      return finding(given, "a list", kind.expected());
    }
    if (given.form() == Given.Form.LIST_OF_OTHERS) {
      return finding(given, "a list of something else", kind.expected());
    }
    if (given.form() == Given.Form.QUOTED && !kind.isText() && !(kind instanceof UrlsKind)) {
      return finding(given, "a text in quotes, " + shown, kind.expected() + ", without quotes");
    }
    String refusal = kind.refusal(given.text());
    if (refusal != null) {
      return finding(given, shown, refusal);
    }
    // Such as 0712, which is a number to YAML, and 458 to some of its readers.
    boolean text = kind.isText() && given.form() == Given.Form.VALUE;
    return text
        ? finding(given, "what YAML reads as no text, " + shown, kind.expected() + ", in quotes")
        : null;
  }

  private static boolean isList(Given given) {
    return given.form() == Given.Form.LIST || given.form() == Given.Form.LIST_OF_OTHERS;
  }

  private static Finding finding(Given given, String got, String expected) {
    return Finding.error(given.where(), given.key(), got, expected);
  }
}
