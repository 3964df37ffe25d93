package northpost.testing;

import java.nio.file.Path;

/** Where the build put the servers for the tests. */
public final class ServersBuild {
  private ServersBuild() {}

  public static Path directory() {
    return Path.of(System.getProperty("northpost.home", "."), "target", "servers");
  }
}
