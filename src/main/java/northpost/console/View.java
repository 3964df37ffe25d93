package northpost.console;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import northpost.domain.Mode;
import northpost.domain.PortRegistry;

/**
 * What a viewer asked to see.
 *
 * @param from inclusive
 * @param to exclusive
 * @param port code; null for all ports
 * @param mode null for all
 */
record View(Instant from, Instant to, String port, Mode mode) {
  private static final Duration USUAL = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(400);

  /**
   * Reads the parameters {@code from}, {@code to}, {@code port} and {@code mode}. Without a time it
   * is the last hour.
   *
   * @throws IllegalArgumentException with parameter, what was got and what was expected
   */
  static View of(Map<String, String> parameters, Instant now, PortRegistry ports) {
    Instant to = time(parameters, "to", now);
    Instant from = time(parameters, "from", to.minus(USUAL));
    if (!from.isBefore(to)) {
      throw wrong("from", from.toString(), "a time before to, " + to);
    }
    if (Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw wrong(
          "from", from.toString(), "at most " + LONGEST.toDays() + " days before to, " + to);
    }
    String port = blankIsNull(parameters.get("port"));
    if (port != null && ports.port(port).isEmpty()) {
      throw wrong("port", port, "one of " + ports.ports().stream().map(p -> p.code()).toList());
    }
    return new View(from, to, port, mode(blankIsNull(parameters.get("mode"))));
  }

  private static Instant time(Map<String, String> parameters, String name, Instant otherwise) {
    String text = blankIsNull(parameters.get(name));
    if (text == null) {
      return otherwise;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw wrong(name, text, "a time such as 2026-03-31T12:00:00Z");
    }
  }

  private static Mode mode(String text) {
    if (text == null) {
      return null;
    }
    for (Mode mode : Mode.values()) {
      if (mode != Mode.UNKNOWN && mode.name().equals(text.toUpperCase(Locale.ROOT))) {
        return mode;
      }
    }
    throw wrong("mode", text, "PEDESTRIAN, VEHICLE, BUS, TRAIN or FERRY");
  }

  private static String blankIsNull(String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static IllegalArgumentException wrong(String name, String got, String expected) {
    return new IllegalArgumentException(name + ": got " + got + ", expected " + expected);
  }
}
