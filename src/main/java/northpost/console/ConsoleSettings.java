package northpost.console;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the page is served.
 *
 * @param address to bind to; loopback unless said otherwise: the page asks nobody who they are
 * @param port 0 for a free one
 * @param hosts names beside localhost and the address under which browsers may ask for the page,
 *     without a port; a request for any other name is refused
 */
public record ConsoleSettings(String address, int port, List<String> hosts) {
  public static final String LOOPBACK = "127.0.0.1";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

  public ConsoleSettings {
    hosts = List.copyOf(hosts);
    if (address.isBlank()) {
      throw new IllegalArgumentException("address: got none, expected one of this machine");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: got " + port + ", expected 0 to 65535");
    }
    for (String host : hosts) {
      if (!NAME.matcher(host).matches()) {
        throw new IllegalArgumentException(
            "host: got '" + host + "', expected a name without scheme, port or path");
      }
    }
  }

  /** On loopback only. */
  public static ConsoleSettings onLoopback(int port) {
    return new ConsoleSettings(LOOPBACK, port, List.of());
  }
}
