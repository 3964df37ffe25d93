package northpost.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** Addresses, each a host and a port, separated by commas. */
public record AddressesKind() implements Kind {
  private static final String ONE = "(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+):([0-9]{1,5})";
  private static final Pattern FORM = Pattern.compile(ONE);
  private static final int MOST_PORT = 65_535;

  @Override
  public String type() {
    return "addresses";
  }

  @Override
  public String expected() {
    return summary();
  }

  @Override
  public String allowed() {
    return "HOST:PORT, separated by commas, ports 1 to " + MOST_PORT;
  }

  @Override
  public String refusal(String text) {
    for (String one : text.split(",", -1)) {
      var form = FORM.matcher(one);
      if (!form.matches()) {
        return expected();
      }
      int port = Integer.parseInt(form.group(2));
      if (port < 1 || port > MOST_PORT) {
        return expected();
      }
    }
    return null;
  }

  @Override
  public String example() {
    return "localhost:9092";
  }

  @Override
  public ObjectNode schema() {
    return Kind.schemaOf("string").put("pattern", "^" + ONE + "(," + ONE + ")*$");
  }
}
