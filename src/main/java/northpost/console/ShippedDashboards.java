package northpost.console;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import northpost.dashboard.Dashboards;

/** The dashboards that Kibana imports, which the build puts onto the class path. */
public final class ShippedDashboards {
  private static final String FILE = "/kibana/northpost.ndjson";

  private ShippedDashboards() {}

  public static Dashboards read() throws IOException {
    URL file = ShippedDashboards.class.getResource(FILE);
    if (file == null) {
      throw new IllegalStateException(
          "class path: got no " + FILE + ", expected the dashboards there");
    }
    try {
      URI uri = file.toURI();
      if (!uri.getScheme().equals("jar")) {
        return Dashboards.read(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return Dashboards.read(jar.getPath(FILE));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(file.toString(), e);
    }
  }
}
