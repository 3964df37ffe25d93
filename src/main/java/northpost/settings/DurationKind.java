package northpost.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time, written with its unit, within bounds, both of which are allowed. */
public record DurationKind(Duration least, Duration most) implements Kind {
  private static final String WRITTEN = "^(0|[1-9][0-9]{0,11}) ?(ms|s|min|h|d)$";
  private static final Pattern FORM = Pattern.compile(WRITTEN);

  @Override
  public String type() {
    return "duration";
  }

  @Override
  public String expected() {
    return "a duration with its unit (ms, s, min, h or d), " + allowed();
  }

  @Override
  public String allowed() {
    return text(least) + " to " + text(most);
  }

  @Override
  public String refusal(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return expected();
    }
    Duration value = of(Long.parseLong(form.group(1)), form.group(2));
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0 ? null : expected();
  }

  /** A duration in the largest of the units in which it is a whole number. */
  public static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0 ms";
    }
    for (String unit : new String[] {"d", "h", "min", "s"}) {
      long each = of(1, unit).toMillis();
      if (millis % each == 0) {
        return millis / each + " " + unit;
      }
    }
    return millis + " ms";
  }

  @Override
  public String example() {
    return text(least);
  }

  @Override
  public ObjectNode schema() {
    return Kind.schemaOf("string").put("pattern", WRITTEN);
  }

  private static Duration of(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "min" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
