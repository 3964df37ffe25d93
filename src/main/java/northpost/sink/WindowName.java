package northpost.sink;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The id of a window's document: the same each time, and no other window's. */
final class WindowName {
  /** Says that a window is of all modes, or of all zones. */
  static final String ALL = "ALL";

  private WindowName() {}

  /** Which part, where and when; the length too, since windows of several start together. */
  static String of(Instant start, Instant end, Object... part) {
    return Stream.concat(Stream.of(part), Stream.of(start, Duration.between(start, end)))
        .map(word -> word == null ? "" : word.toString())
        .collect(Collectors.joining("|"));
  }

  static String orAll(Enum<?> part) {
    return part == null ? ALL : part.name();
  }
}
