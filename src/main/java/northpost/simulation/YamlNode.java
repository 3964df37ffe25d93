package northpost.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import northpost.domain.NearestName;

/**
 * A value of a YAML file that knows where it stands; errors name file, path, got and expected.
 *
 * @param node null where there is nothing
 */
record YamlNode(String file, String path, JsonNode node) {
  private static final Pattern DURATION = Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?");
  private static final Pattern HOURS = Pattern.compile("(\\d{2}:\\d{2})-(\\d{2}:\\d{2})");
  private static final String DURATION_EXPECTED = "a length of time like 14d, 6h, 30m or 14d6h30m";

  boolean present() {
    return node != null && !node.isMissingNode() && !node.isNull();
  }

  IllegalArgumentException fault(Object got, String expected) {
    return new IllegalArgumentException(
        file + ": " + path + ": got " + got + ", expected " + expected);
  }

  YamlNode get(String name) {
    String inner = path.equals("(root)") ? name : path + "." + name;
    return new YamlNode(file, inner, node == null ? null : node.get(name));
  }

  /** The elements of a list; of a single value, that one; none where there is nothing. */
  List<YamlNode> elements() {
    List<YamlNode> elements = new ArrayList<>();
    if (present() && !node.isArray()) {
      elements.add(this);
    } else if (present()) {
      for (int i = 0; i < node.size(); i++) {
        elements.add(new YamlNode(file, path + "[" + i + "]", node.get(i)));
      }
    }
    return elements;
  }

  void requireMap(List<String> keys) {
    if (node == null || !node.isObject()) {
      throw fault(shown(), "a map with keys of " + keys);
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!keys.contains(name)) {
                throw get(name)
                    .fault(
                        "an unknown key",
                        "one of " + keys + "; nearest is " + NearestName.of(name, keys));
              }
            });
  }

  String text() {
    if (!present() || !node.isTextual()) {
      throw fault(shown(), "a text (in quotes where it looks like a number)");
    }
    return node.textValue();
  }

  /** The value that a text stands for, where the parser's message begins with what it got. */
  <T> T named(Function<String, T> parser) {
    try {
      return parser.apply(text());
    } catch (IllegalArgumentException e) {
      if (e.getMessage().startsWith(file)) {
        throw e;
      }
      throw new IllegalArgumentException(file + ": " + path + ": " + e.getMessage(), e);
    }
  }

  <T> T time(Function<String, T> parser, String expected) {
    String text = text();
    try {
      return parser.apply(text);
    } catch (DateTimeException e) {
      throw fault(text, expected);
    }
  }

  double number(double least, double most) {
    if (!present() || !node.isNumber()) {
      throw fault(shown(), "a number from " + least + " to " + most);
    }
    double value = node.doubleValue();
    if (!(value >= least && value <= most)) {
      throw fault(shown(), "a number from " + least + " to " + most);
    }
    return value;
  }

  int whole(int least, int most) {
    if (!present() || !node.isIntegralNumber()) {
      throw fault(shown(), "a whole number from " + least + " to " + most);
    }
    return (int) number(least, most);
  }

  Duration duration() {
    String text = text();
    Matcher matcher = DURATION.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      throw fault(text, DURATION_EXPECTED);
    }
    try {
      return Duration.ofDays(part(matcher.group(1)))
          .plusHours(part(matcher.group(2)))
          .plusMinutes(part(matcher.group(3)));
    } catch (NumberFormatException | ArithmeticException e) {
      throw fault(text, DURATION_EXPECTED);
    }
  }

  private static long part(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** Two times of day, the first before the second. */
  LocalTime[] hours() {
    String expected = "two local times, the earlier first, like \"08:00-18:00\"";
    Matcher matcher = HOURS.matcher(text());
    if (!matcher.matches()) {
      throw fault(text(), expected);
    }
    LocalTime[] hours = {
      time(text -> LocalTime.parse(matcher.group(1)), expected),
      time(text -> LocalTime.parse(matcher.group(2)), expected)
    };
    if (!hours[0].isBefore(hours[1])) {
      throw fault(text(), expected);
    }
    return hours;
  }

  String shown() {
    return present() ? node.toString() : "nothing";
  }
}
