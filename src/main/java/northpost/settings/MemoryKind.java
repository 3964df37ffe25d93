package northpost.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.configuration.MemorySize;

/** A size of memory, written with its unit, within bounds, both of which are allowed. */
public record MemoryKind(MemorySize least, MemorySize most) implements Kind {
  private static final String WRITTEN = "^(0|[1-9][0-9]{0,14}) ?(kb|mb|gb|tb|bytes|[kmgt])$";
  private static final Pattern FORM = Pattern.compile(WRITTEN);
  private static final List<String> UNITS = List.of("bytes", "kb", "mb", "gb", "tb");

  @Override
  public String type() {
    return "memory size";
  }

  @Override
  public String expected() {
    return "a memory size with its unit (bytes, kb, mb, gb or tb), " + allowed();
  }

  @Override
  public String allowed() {
    return text(least) + " to " + text(most);
  }

  @Override
  public String refusal(String text) {
    if (!FORM.matcher(text).matches()) {
      return expected();
    }
    try {
      MemorySize value = MemorySize.parse(text);
      return value.compareTo(least) >= 0 && value.compareTo(most) <= 0 ? null : expected();
    } catch (IllegalArgumentException e) {
      // More bytes than a long can count.
      return expected();
    }
  }

  /** A size in the largest unit in which it is a whole number. */
  public static String text(MemorySize size) {
    long bytes = size.getBytes();
    int unit = 0;
    while (unit < UNITS.size() - 1 && bytes > 0 && bytes % 1024 == 0) {
      bytes /= 1024;
      unit++;
    }
    return bytes + " " + UNITS.get(unit);
  }

  @Override
  public String example() {
    return text(least);
  }

  @Override
  public ObjectNode schema() {
    return Kind.schemaOf("string").put("pattern", WRITTEN);
  }
}
