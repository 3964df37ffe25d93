package northpost.tool;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the source of the dashboards is. */
final class KibanaFolder {
  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "Folder with data-views, dashboards and rules (default: kibana of the project).")
  private Path folder;

  Path path() {
    return folder != null ? folder : ProjectHome.resolve("kibana");
  }
}
