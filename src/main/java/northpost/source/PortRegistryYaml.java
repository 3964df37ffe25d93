package northpost.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import northpost.domain.Camera;
import northpost.domain.Crossing;
import northpost.domain.Lane;
import northpost.domain.Mode;
import northpost.domain.NearestName;
import northpost.domain.OpeningHours;
import northpost.domain.Port;
import northpost.domain.PortRegistry;
import northpost.domain.Zone;

/**
 * Reads a {@link PortRegistry} from YAML; {@code ports.yaml} in the resources is the shipped one.
 */
public final class PortRegistryYaml {
  private static final String SHIPPED = "ports.yaml";
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private final String file;

  private PortRegistryYaml(String file) {
    this.file = file;
  }

  /** The ports that ship with Northpost. */
  public static PortRegistry shipped() {
    try (InputStream in = PortRegistryYaml.class.getClassLoader().getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException(
            SHIPPED + ": not on the class path, expected beside the classes");
      }
      return parse(SHIPPED, in);
    } catch (IOException e) {
      throw new UncheckedIOException(SHIPPED + ": not readable", e);
    }
  }

  /**
   * The ports of a file.
   *
   * @throws IllegalArgumentException naming file, path, got and expected
   */
  public static PortRegistry load(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return parse(path.toString(), in);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(path + ": no such file, expected the ports as YAML", e);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": not readable", e);
    }
  }

  /**
   * The ports of a stream.
   *
   * @param file what errors call it
   * @throws IllegalArgumentException naming file, path, got and expected
   */
  static PortRegistry parse(String file, InputStream in) throws IOException {
    JsonNode root;
    try {
      root = YAML.readTree(in);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          file + ": line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
    }
    try {
      return new PortRegistryYaml(file).registry(root);
    } catch (ConfigFault e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** A fault whose message names the file already. */
  private static final class ConfigFault extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    ConfigFault(String message) {
      super(message);
    }
  }

  private ConfigFault fault(String path, Object got, String expected) {
    return new ConfigFault(file + ": " + path + ": got " + got + ", expected " + expected);
  }

  private PortRegistry registry(JsonNode root) {
    requireMap("(root)", root, "ports");
    return new PortRegistry(list("ports", root.path("ports"), this::port));
  }

  private Port port(String path, JsonNode node) {
    requireMap(
        path, node, "code", "name", "timeZone", "peoplePerYear", "peakMonthOverMean", "crossings");
    return new Port(
        text(path + ".code", node.path("code")),
        text(path + ".name", node.path("name")),
        parsed(
            path + ".timeZone",
            node.path("timeZone"),
            ZoneId::of,
            "a time zone like America/New_York"),
        (long) number(path + ".peoplePerYear", node.path("peoplePerYear")),
        number(path + ".peakMonthOverMean", node.path("peakMonthOverMean")),
        list(path + ".crossings", node.path("crossings"), this::crossing));
  }

  private Crossing crossing(String path, JsonNode node) {
    requireMap(path, node, "id", "name", "latitude", "longitude", "hours", "lanes");
    return new Crossing(
        text(path + ".id", node.path("id")),
        text(path + ".name", node.path("name")),
        number(path + ".latitude", node.path("latitude")),
        number(path + ".longitude", node.path("longitude")),
        list(path + ".hours", node.path("hours"), this::hours),
        list(path + ".lanes", node.path("lanes"), this::lane));
  }

  private OpeningHours hours(String path, JsonNode node) {
    requireMap(path, node, "from", "allDay", "opens", "closes", "season");
    boolean allDay = node.path("allDay").asBoolean(false);
    if (allDay == (node.has("opens") || node.has("closes"))) {
      throw fault(path, node, "either allDay: true, or opens and closes");
    }
    JsonNode season = node.path("season");
    if (node.has("season")) {
      requireMap(path + ".season", season, "start", "end");
    }
    return new OpeningHours(
        node.has("from")
            ? parsed(path + ".from", node.path("from"), LocalDate::parse, "a date like 2025-01-06")
            : null,
        allDay ? null : time(path + ".opens", node.path("opens")),
        allDay ? null : time(path + ".closes", node.path("closes")),
        node.has("season") ? monthDay(path + ".season.start", season.path("start")) : null,
        node.has("season") ? monthDay(path + ".season.end", season.path("end")) : null);
  }

  private LocalTime time(String path, JsonNode node) {
    return parsed(path, node, LocalTime::parse, "a quoted time like \"06:00\"");
  }

  private MonthDay monthDay(String path, JsonNode node) {
    return parsed(
        path, node, s -> MonthDay.parse("--" + s), "a quoted month and day like \"05-01\"");
  }

  private Lane lane(String path, JsonNode node) {
    requireMap(path, node, "id", "modes", "cameras");
    return new Lane(
        text(path + ".id", node.path("id")),
        list(path + ".modes", node.path("modes"), (p, n) -> constant(p, n, Mode.class)),
        list(path + ".cameras", node.path("cameras"), this::camera));
  }

  private Camera camera(String path, JsonNode node) {
    requireMap(path, node, "id", "zone");
    return new Camera(
        text(path + ".id", node.path("id")),
        constant(path + ".zone", node.path("zone"), Zone.class));
  }

  private void requireMap(String path, JsonNode node, String... allowed) {
    if (node == null || !node.isObject()) {
      throw fault(path, kind(node), "a map of " + String.join(", ", allowed));
    }
    List<String> names = Arrays.asList(allowed);
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!names.contains(name)) {
                throw fault(
                    path + "." + name,
                    "an unknown key",
                    "one of " + names + "; nearest is " + NearestName.of(name, names));
              }
            });
  }

  private <T> List<T> list(String path, JsonNode node, BiFunction<String, JsonNode, T> element) {
    if (!node.isArray()) {
      throw fault(path, kind(node), "a list");
    }
    List<T> result = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      result.add(element.apply(path + "[" + i + "]", node.get(i)));
    }
    return result;
  }

  private String text(String path, JsonNode node) {
    if (!node.isTextual()) {
      throw fault(path, kind(node), "a text (in quotes where it looks like a number)");
    }
    return node.textValue();
  }

  private double number(String path, JsonNode node) {
    if (!node.isNumber()) {
      throw fault(path, kind(node), "a number");
    }
    return node.doubleValue();
  }

  private <T> T parsed(String path, JsonNode node, Function<String, T> parser, String expected) {
    String text = text(path, node);
    try {
      return parser.apply(text);
    } catch (DateTimeException e) {
      throw fault(path, text, expected);
    }
  }

  private <E extends Enum<E>> E constant(String path, JsonNode node, Class<E> type) {
    String text = text(path, node);
    for (E e : type.getEnumConstants()) {
      if (e.name().equals(text)) {
        return e;
      }
    }
    throw fault(path, text, "one of " + Arrays.toString(type.getEnumConstants()));
  }

  private static String kind(JsonNode node) {
    return node == null || node.isMissingNode() ? "nothing" : node.toString();
  }
}
