package northpost.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import northpost.domain.NearestName;

/**
 * Properties of a client library: names below the key, each with a value.
 *
 * @param known names that the library has
 * @param secrets those of them that hold a secret
 * @param families what further names may begin with
 * @param elsewhere names that a setting of its own stands for, with its key
 * @param owned names that nobody else may set, with the reason
 */
public record PropertiesKind(
    Set<String> known,
    Set<String> secrets,
    List<String> families,
    Map<String, String> elsewhere,
    Map<String, String> owned)
    implements Kind {
  /** A value that stands elsewhere: {@code ${PROVIDER:PATH:KEY}}. */
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z0-9_-]+):[^{}]+}");

  /** Names of which the library does not say that they are secrets: those of its plugins. */
  private static final Pattern LIKE_A_SECRET =
      Pattern.compile(
          "(?i).*(secret|token|passphrase|password|passwd|credential|private.?key|api.?key"
              + "|access.?key|[._-](key|pwd|pass|auth)$).*");

  private static final Pattern CREDENTIALS_IN_A_URL = Pattern.compile("(?s).*://[^/\\s]*@.*");

  private static final String PROVIDERS = "config.providers.";
  private static final Pattern OPEN_OF_A_PROVIDER =
      Pattern.compile(
          "config\\.providers\\.[^.]+\\.(class|param\\.(allowed\\.paths|allowlist\\.pattern))");

  public PropertiesKind {
    known = Set.copyOf(known);
    secrets = Set.copyOf(secrets);
    families = List.copyOf(families);
    elsewhere = Map.copyOf(elsewhere);
    owned = Map.copyOf(owned);
  }

  /**
   * The options of {@code sasl.jaas.config} that are no secret, in lower case; case is passed over.
   */
  public static Set<String> openOptionsOfLogin() {
    return JaasLine.OPEN;
  }

  @Override
  public String type() {
    return "properties";
  }

  @Override
  public String expected() {
    return summary();
  }

  @Override
  public String allowed() {
    return "names and values of the client; a secret as ${file:PATH:KEY} or ${dir:PATH:FILE} only";
  }

  @Override
  public boolean isText() {
    return false;
  }

  /** The key itself has no value, only names below it have. */
  @Override
  public String refusal(String text) {
    return "names of properties below it";
  }

  /**
   * Why a property is not taken.
   *
   * @return what was expected in its place; null where it is taken
   */
  public String refusalOf(String name, String value) {
    if (elsewhere.containsKey(name)) {
      return elsewhere.get(name) + " in its place";
    }
    if (!known.contains(name) && families.stream().noneMatch(name::startsWith)) {
      return "a property of the client, the nearest is "
          + NearestName.of(name, Stream.of(known).flatMap(Set::stream).sorted().toList());
    }
    if (owned.containsKey(name)) {
      return "nothing: " + owned.get(name);
    }
    if (CREDENTIALS_IN_A_URL.matcher(value).matches()) {
      return "a URL without credentials";
    }
    if (!isSecret(name)) {
      return null;
    }
    if (name.startsWith(PROVIDERS)) {
      // Kafka does not look for references in what it makes the providers of.
      return "nothing: what a provider logs in with stands where only the provider reads it";
    }
    String rest = withoutReferences(value);
    if (name.endsWith("jaas.config")) {
      return JaasLine.refusal(rest);
    }
    return rest.strip().equals(String.valueOf(JaasLine.ELSEWHERE))
        ? null
        : "the secret as ${file:PATH:KEY}";
  }

  /**
   * What is wrong with a property; empty where nothing is.
   *
   * @param key how a message names it
   */
  public Optional<Finding> check(String where, String key, String name, String value) {
    String refusal = refusalOf(name, value);
    return refusal == null
        ? Optional.empty()
        : Optional.of(Finding.error(where, key, shownOf(name, value), refusal));
  }

  private static String withoutReferences(String value) {
    return REFERENCE
        .matcher(value.replace(JaasLine.ELSEWHERE, '?'))
        .replaceAll(String.valueOf(JaasLine.ELSEWHERE));
  }

  /** The providers that a value refers to. */
  public static Set<String> providersOf(String value) {
    return REFERENCE
        .matcher(value)
        .results()
        .map(reference -> reference.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether a property of the name holds a secret. */
  boolean isSecret(String name) {
    return secrets.contains(name) || !known.contains(name) && LIKE_A_SECRET.matcher(name).matches();
  }

  /** Whether nothing of a value may be shown: nobody knows what further names hold. */
  public boolean isHidden(String name) {
    return isSecret(name) || !known.contains(name) && !OPEN_OF_A_PROVIDER.matcher(name).matches();
  }

  /** A value of a property as a message may show it. */
  String shownOf(String name, String value) {
    if (isSecret(name)) {
      return "a secret written out (not shown)";
    }
    if (CREDENTIALS_IN_A_URL.matcher(value).matches()) {
      return "credentials in a URL (an @; the value is not shown)";
    }
    return isHidden(name) ? "a value (not shown)" : Shown.text(value);
  }

  @Override
  public String example() {
    return "{security.protocol: SSL}";
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Kind.schemaOf("object");
    ObjectNode value = schema.putObject("additionalProperties");
    List.of("string", "number", "boolean").forEach(value.putArray("type")::add);
    return schema;
  }
}
