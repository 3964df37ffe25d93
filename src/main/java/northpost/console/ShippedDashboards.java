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

/** The dashboards of {@code kibana/}, which the build puts onto the class path. */
public final class ShippedDashboards {
  private static final String FOLDER = "/kibana";

  private ShippedDashboards() {}

  public static Dashboards read() throws IOException {
    URL folder = ShippedDashboards.class.getResource(FOLDER);
    if (folder == null) {
      throw new IllegalStateException(
          "class path: got no folder " + FOLDER + ", expected the dashboards there");
    }
    try {
      URI uri = folder.toURI();
      if (!uri.getScheme().equals("jar")) {
        return Dashboards.read(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return Dashboards.read(jar.getPath(FOLDER));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(folder.toString(), e);
    }
  }
}
