package northpost.simulation;

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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import northpost.domain.Port;
import northpost.domain.PortRegistry;

/**
 * Reads scenarios from YAML, as docs/scenarios.md describes it. A file may include others: what it
 * says itself goes before what they say, and its faults come after theirs.
 */
public final class ScenarioYaml {
  private static final String FOLDER = "scenarios/";
  private static final String SUITE = "suite";
  private static final List<String> KEYS =
      List.of(
          "title",
          "include",
          "start",
          "days",
          "learningDays",
          "ports",
          "scale",
          "people",
          "strangers",
          "optOuts",
          "unusable",
          "seededProbes",
          "dayVariation",
          "faults");
  private static final List<String> FAULT_KEYS =
      List.of("fault", "at", "to", "from", "until", "times", "lasting", "hours");
  private static final int MAX_DAYS = 366;
  private static final int MAX_TIMES = 1000;
  private static final int MAX_PEOPLE = 10_000_000;

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private final PortRegistry registry;

  /** The roots of the files, an included one before the one that includes it. */
  private final List<YamlNode> layers = new ArrayList<>();

  private final Set<String> open = new LinkedHashSet<>();

  private ScenarioYaml(PortRegistry registry) {
    this.registry = registry;
  }

  /**
   * The scenario of a file, or one that ships with Northpost.
   *
   * @param name a file if it ends in .yaml or .yml, else the name of a shipped scenario
   * @throws IllegalArgumentException naming file, path, got and expected
   */
  public static Scenario load(String name, PortRegistry registry) {
    ScenarioYaml yaml = new ScenarioYaml(registry);
    yaml.read(name, null);
    return yaml.scenario(isFile(name) ? stem(Path.of(name)) : name);
  }

  /** Names of the shipped scenarios that together judge the detectors. */
  public static List<String> suite() {
    YamlNode root = parse(SUITE, open(SUITE));
    root.requireMap(List.of(SUITE));
    return root.get(SUITE).elements().stream().map(YamlNode::text).toList();
  }

  private static boolean isFile(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static InputStream open(String shipped) {
    InputStream in =
        ScenarioYaml.class.getClassLoader().getResourceAsStream(FOLDER + shipped + ".yaml");
    if (in == null) {
      String expected =
          shipped.equals(SUITE)
              ? FOLDER + " beside the classes"
              : "a file ending in .yaml, or one of " + suite();
      throw new IllegalArgumentException("scenario: got " + shipped + ", expected " + expected);
    }
    return in;
  }

  private void read(String name, Path folder) {
    Path file = isFile(name) ? (folder == null ? Path.of(name) : folder.resolve(name)) : null;
    String shown = file == null ? name : file.normalize().toString();
    if (!open.add(shown)) {
      throw new IllegalArgumentException(
          shown + ": include: got a file that includes itself, by " + open + ", expected none");
    }
    YamlNode root = parse(shown, file == null ? open(name) : open(file));
    root.requireMap(KEYS);
    for (YamlNode included : root.get("include").elements()) {
      read(included.text(), file == null ? null : file.toAbsolutePath().getParent());
    }
    layers.add(root);
    open.remove(shown);
  }

  private static InputStream open(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          file + ": got no such file, expected a scenario as YAML", e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": not readable", e);
    }
  }

  private static YamlNode parse(String file, InputStream in) {
    try (in) {
      JsonNode root = YAML.readTree(in);
      return new YamlNode(file, "(root)", root);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          file
              + ": line "
              + e.getLocation().getLineNr()
              + ": got "
              + e.getOriginalMessage()
              + ", expected YAML",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": not readable", e);
    }
  }

  /** The value of the last file that has one. */
  private YamlNode value(String key) {
    YamlNode found = layers.get(layers.size() - 1).get(key);
    for (YamlNode layer : layers) {
      found = layer.get(key).present() ? layer.get(key) : found;
    }
    return found;
  }

  private double number(String key, double usual, double least, double most) {
    return value(key).present() ? value(key).number(least, most) : usual;
  }

  private int whole(String key, int usual, int least, int most) {
    return value(key).present() ? value(key).whole(least, most) : usual;
  }

  private Scenario scenario(String name) {
    Set<String> ports = ports();
    ZoneId zone = registry.port(ports.iterator().next()).orElseThrow().timeZone();
    YamlNode startNode = value("start");
    Instant start =
        startNode
            .time(LocalDate::parse, "a quoted local date like \"2025-03-03\"")
            .atStartOfDay(zone)
            .toInstant();
    int days = value("days").whole(1, MAX_DAYS);
    int learning = whole("learningDays", 0, 0, MAX_DAYS);
    if (learning >= days) {
      throw value("learningDays").fault(learning, "fewer than the days, " + days);
    }
    // Of local days: a week of a clock change is an hour shorter or longer.
    Instant end = start.atZone(zone).plusDays(days).toInstant();
    Instant scored = start.atZone(zone).plusDays(learning).toInstant();
    Frame frame = new Frame(ports, zone, start, end);
    List<FaultPlan> faults = new ArrayList<>();
    for (YamlNode layer : layers) {
      layer.get("faults").elements().forEach(f -> faults.add(fault(f, frame)));
    }
    return new Scenario(
        name,
        value("title").text(),
        start,
        Duration.between(start, end),
        Duration.between(start, scored),
        ports,
        number("scale", 1, 1e-4, 10),
        whole("people", 0, 0, MAX_PEOPLE),
        number("strangers", .01, 0, 1),
        number("optOuts", .02, 0, 1),
        number("unusable", .01, 0, 1),
        number("seededProbes", 0, 0, 1),
        number("dayVariation", .04, 0, 1),
        faults);
  }

  private Set<String> ports() {
    YamlNode node = value("ports");
    Set<String> ports = new LinkedHashSet<>();
    if (node.present() && node.node().isTextual() && node.text().equals("all")) {
      registry.ports().forEach(port -> ports.add(port.code()));
      return ports;
    }
    for (YamlNode port : node.elements()) {
      if (registry.port(port.text()).isEmpty()) {
        throw port.fault(
            port.text(), "one of " + registry.ports().stream().map(Port::code).toList());
      }
      ports.add(port.text());
    }
    if (ports.isEmpty()) {
      throw node.fault(node.shown(), "a list of quoted port codes, or all");
    }
    return ports;
  }

  /** Where and when the faults of a scenario may be. */
  private record Frame(Set<String> ports, ZoneId zone, Instant start, Instant end) {
    Instant time(YamlNode node) {
      String text = node.text();
      Instant time =
          text.contains("T")
              ? node.time(LocalDateTime::parse, "a local time like \"2025-03-17T08:00\"")
                  .atZone(zone)
                  .toInstant()
              : start.plus(node.duration());
      if (time.isBefore(start) || time.isAfter(end)) {
        throw node.fault(text, "a time from " + start + " to " + end);
      }
      return time;
    }
  }

  private FaultPlan fault(YamlNode node, Frame frame) {
    if (!node.get("fault").present()) {
      node.requireMap(FAULT_KEYS);
    }
    FaultKind kind = node.get("fault").named(FaultKind::named);
    List<String> parameters = kind.parameters().stream().map(FaultKind.Parameter::name).toList();
    node.requireMap(Stream.concat(FAULT_KEYS.stream(), parameters.stream()).toList());
    Place place = place(node.get("at"), frame);
    if (place.cameraId() != null && kind != FaultKind.CAMERA_DEAD && !cameraMayHave(kind)) {
      throw node.get("at")
          .fault(place.cameraId(), "a port, crossing or lane for " + kind.faultName());
    }
    boolean travels = kind == FaultKind.IMPOSSIBLE_TRAVEL;
    if (travels != node.get("to").present()) {
      throw node.get("to")
          .fault(
              node.get("to").shown(),
              travels
                  ? "the crossing that the journey ends at"
                  : "no such key for " + kind.faultName());
    }
    Instant from = frame.time(node.get("from"));
    Instant until = frame.time(node.get("until"));
    if (!from.isBefore(until)) {
      throw node.get("until").fault(node.get("until").shown(), "a time after from, " + from);
    }
    int times = node.get("times").present() ? node.get("times").whole(1, MAX_TIMES) : 1;
    Duration lasting = lasting(node, kind, Duration.between(from, until).dividedBy(times));
    LocalTime[] hours = node.get("hours").present() ? node.get("hours").hours() : null;
    return new FaultPlan(
        kind,
        place,
        travels ? place(node.get("to"), frame) : null,
        from,
        until,
        times,
        lasting,
        hours == null ? null : hours[0],
        hours == null ? null : hours[1],
        numbers(node, kind));
  }

  /** What happens at a camera, not in the lane as a whole. */
  private static boolean cameraMayHave(FaultKind kind) {
    return switch (kind) {
      case LANE_CLOSED, LANE_SLOW, SURGE, HOLIDAY -> false;
      default -> !kind.event();
    };
  }

  private Place place(YamlNode node, Frame frame) {
    Place place = node.named(name -> Place.named(name, registry));
    if (!frame.ports.contains(place.portCode())) {
      throw node.fault(node.text(), "a place of the scenario's ports " + frame.ports);
    }
    return place;
  }

  private static Duration lasting(YamlNode node, FaultKind kind, Duration most) {
    YamlNode lasting = node.get("lasting");
    if (kind.event() || !lasting.present()) {
      if (lasting.present()) {
        throw lasting.fault(lasting.shown(), "no such key for " + kind.faultName());
      }
      return null;
    }
    Duration duration = lasting.duration();
    if (duration.isZero() || duration.compareTo(most) > 0) {
      throw lasting.fault(lasting.text(), "more than nothing and at most " + most + " each time");
    }
    return duration;
  }

  private static Map<String, Double> numbers(YamlNode node, FaultKind kind) {
    Map<String, Double> numbers = new HashMap<>();
    for (FaultKind.Parameter parameter : kind.parameters()) {
      YamlNode value = node.get(parameter.name());
      numbers.put(
          parameter.name(),
          value.present() ? value.number(parameter.least(), parameter.most()) : parameter.usual());
    }
    return numbers;
  }
}
