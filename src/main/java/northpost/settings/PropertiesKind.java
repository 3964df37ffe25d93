package northpost.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import northpost.domain.NearestName;

/**
 * Properties of a client library: names below the key, each with a value.
 *
 * @param known names that the library has
 * @param families what further names may begin with
 * @param elsewhere names that a setting of its own stands for, with its key
 */
public record PropertiesKind(
    Set<String> known, List<String> families, Map<String, String> elsewhere) implements Kind {
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(password|secret|sasl\\.jaas\\.config|ssl\\.keystore\\.key)");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[a-z]+:[^:}]+:[^}]+\\}");
  private static final Pattern WRITTEN_OUT =
      Pattern.compile("(?is).*(password|secret)\\s*=\\s*\"?[^\\s\";].*");

  public PropertiesKind {
    known = Set.copyOf(known);
    families = List.copyOf(families);
    elsewhere = Map.copyOf(elsewhere);
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
    return "names and values of the client; a secret as ${file:PATH:KEY} only";
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
    if (!isSecret(name)) {
      return null;
    }
    String rest = REFERENCE.matcher(value).replaceAll("");
    boolean refers = rest.length() < value.length();
    boolean writtenOut = name.endsWith("jaas.config") ? writesOut(rest) : !rest.isBlank();
    return refers && !writtenOut ? null : "the secret as ${file:PATH:KEY}";
  }

  private static boolean writesOut(String jaas) {
    return WRITTEN_OUT.matcher(jaas).matches();
  }

  /** Whether a property of the name holds a secret. */
  public static boolean isSecret(String name) {
    return SECRET.matcher(name).matches();
  }

  /** A value of a property as a message may show it. */
  static String shownOf(String name, String value) {
    boolean reference = REFERENCE.matcher(value).replaceAll("").isBlank() && !value.isBlank();
    return isSecret(name) && !reference ? "a secret written out (not shown)" : Shown.text(value);
  }

  @Override
  public String example() {
    return "{}";
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Kind.schemaOf("object");
    ObjectNode value = schema.putObject("additionalProperties");
    List.of("string", "number", "boolean").forEach(value.putArray("type")::add);
    return schema;
  }
}
